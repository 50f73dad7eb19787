# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The quotes of 8 June 2022, the day after the vote, and what came back.

To be loaded after the authorities. Accounts of mobile users are estimates; who ticked
what is invented. The signed ones start on 1 September: the campaign of October bills
their four months.
"""

from odoo import Command

from odoo.addons.numerian_collectivites.demo.records import (
    create_missing,
    find_record,
    get_record,
    read_rows,
)

from . import tariffs

USERS = {  # login, which is also the password -> what the person does, group
    "cyber": ("Chargé de cybersécurité", "group_officer"),
    "cyber-responsable": ("Responsable cybersécurité", "group_manager"),
}
QUOTED_ON = "2022-06-08 08:00:00"
SIGNED_ON = "2022-06-20 09:00:00"
COUNTED_ON = "2022-05-16"
STARTS_ON = "2022-09-01"
NEW_CONTRACTS = "campaign_2022_octobre"
UNCOUNTED = ("rochepaule", "coucouron")  # they say on the quote how many they have
# What came back, in turn: (services ticked, what the authority did)
ANSWERS = (
    ((), "silent"),
    (("edr",), "signed"),
    (("mib", "vault"), "silent"),
    (("vault", "theft"), "signed"),
    (("mib", "vault", "edr"), "signed"),
    ((), "refused"),
)


def load(env):
    """Load the story, or what is missing of it: loading it again changes nothing."""
    env = env(context=dict(env.context, lang="fr_FR"))
    create_users(env)
    tariffs.load(env)
    count_accounts(env)
    send_quotes(env)
    plan_again(env)


def create_users(env):
    vals = {
        f"user_{login.replace('-', '_')}": {
            "name": name,
            "login": login,
            "password": login,
            "email": f"{login}@example.com",
            "lang": "fr_FR",
            "tz": "Europe/Paris",
            "company_id": env.company.id,
            "company_ids": [Command.set(env.company.ids)],
            "group_ids": [Command.set(env.ref(f"numerian_cyber.{group}").ids)],
        }
        for login, (name, group) in USERS.items()
    }
    create_missing(env, "res.users", vals)


def count_accounts(env):
    """One account out of ten is that of a mobile or sensitive user."""
    for key, authority in _get_authorities(env).items():
        if authority.counts_updated_on or key in UNCOUNTED:
            continue
        authority.write(
            {
                "mobile_account_count": max(1, authority.staff_count // 10),
                "counts_updated_on": COUNTED_ON,
            }
        )


def send_quotes(env):
    """One quote for each authority, then the answers in turn."""
    authorities = _get_authorities(env)
    missing = {k: a for k, a in authorities.items() if not find_record(env, _name(k))}
    vals = {_name(key): _prepare_quote(a) for key, a in missing.items()}
    quotes = create_missing(env, "sale.order", vals)
    for rank, key in enumerate(missing):
        services, act = ANSWERS[rank % len(ANSWERS)]
        _answer(env, quotes[_name(key)], services, act)


def plan_again(env):
    """Have the campaign of the new contracts, planned before, bill the signed ones."""
    campaign = find_record(env, NEW_CONTRACTS)
    if campaign and campaign.state == "planned":
        family = env.ref("numerian_collectivites.service_family_cyber")
        campaign.family_ids = [Command.link(family.id)]
        campaign.action_plan()


def _prepare_quote(authority):
    officer = get_record(authority.env, "user_cyber")
    return {
        "partner_id": authority.id,
        "company_id": authority.env.company.id,
        "user_id": officer.id,
        "is_cyber_quote": True,
        "date_order": QUOTED_ON,
        "validity_date": False,
        "cyber_start_date": STARTS_ON,
    }


def _answer(env, quote, services, act):
    quote.action_quotation_sent()
    wanted = {}
    for name in services:
        service = env.ref(f"numerian_cyber.service_{name}")
        quantity = service._get_quantity_for(quote.partner_id) or 3
        wanted[service.id] = {"selected": True, "quantity": quantity}
    antivirus = env.ref("numerian_cyber.prerequisite_antivirus")
    domain = env.ref("numerian_cyber.prerequisite_domain")
    if wanted:
        quote._apply_cyber_choices(
            {"services": wanted, "prerequisites": [antivirus.id, domain.id]}
        )
    if act == "signed":
        quote.write({"signed_by": "Le maire", "signed_on": SIGNED_ON})
        quote.action_confirm()
        quote.date_order = SIGNED_ON
    elif act == "refused":
        quote._action_cancel()


def _get_authorities(env):
    """Return the authorities of the demonstration by key, but the département."""
    rows = [row for row in read_rows("authorities.csv") if row["kind"] != "departement"]
    return {row["key"]: get_record(env, f"authority_{row['key']}") for row in rows}


def _name(key):
    return f"cyber_quote_{key}"
