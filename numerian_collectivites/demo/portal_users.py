# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Two persons of a commune, who do not exist, with an account on the portal."""

from odoo.fields import Command

from .entries import authority_name
from .records import create_missing, get_record

COMMUNE = "brossainc"
PORTAL_USERS = {  # login, which is also the password -> name, what the person signs
    "mairie": (
        "Jeanne Vernet (maire)",
        {
            "function": "Maire",
            "can_sign_contracts": True,
            "can_sign_quotes": True,
            "signing_capacity": "Maire",
        },
    ),
    "secretaire-mairie": (
        "Paul Roche (secrétaire de mairie)",
        {"function": "Secrétaire de mairie"},
    ),
}


def create_portal_users(env):
    """The mayor signs; the secretary reads, and asks to correct what is recorded."""
    authority = get_record(env, authority_name(COMMUNE))
    people = {
        f"person_{_slug(login)}": vals
        | {
            "name": name,
            "parent_id": authority.id,
            "email": f"{login}@example.com",
            "lang": "fr_FR",
        }
        for login, (name, vals) in PORTAL_USERS.items()
    }
    people = create_missing(env, "res.partner", people)
    users = {
        f"user_{_slug(login)}": _prepare_user_vals(
            env, login, people[f"person_{_slug(login)}"]
        )
        for login in PORTAL_USERS
    }
    create_missing(env, "res.users", users)


def _prepare_user_vals(env, login, person):
    return {
        "login": login,
        "password": login,
        "partner_id": person.id,
        "tz": "Europe/Paris",
        "company_id": env.company.id,
        "company_ids": [Command.set(env.company.ids)],
        "group_ids": [Command.set(env.ref("base.group_portal").ids)],
    }


def _slug(login):
    return login.replace("-", "_")
