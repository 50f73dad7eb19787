# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The programme of the minutes of 7 June 2022, and what authorities asked of it.

0.22 for each agent over 3 years, requests before 30 June 2022 (item 3). What each
authority did since is invented. ``load`` before the quotes, ``load_answers`` after.
"""

from odoo.addons.numerian_collectivites.demo.records import create_missing, get_record

PROGRAM = "subsidy_program_anssi"
CONDITIONS = (
    "La collectivité rejoint le projet porté par le syndicat et s'engage pour trois "
    "ans sur l'un des services au moins. Décision nécessaire avant le 30 juin 2022."
)
REQUESTED_ON, GRANTED_ON, RECEIVED_ON = "2022-06-28", "2022-10-14", "2023-02-06"
REFUSED_ON, REFUSAL = "2022-10-14", "Collectivité déjà aidée par un autre programme"
# The furthest step of each authority.
STEPS = {
    "annonay": "received",
    "aubenas": "received",
    "privas": "granted",
    "le_teil": "granted",
    "davezieux": "granted",
    "chomerac": "requested",
    "le_pouzin": "requested",
    "vals_les_bains": "requested",
    "la_voulte_sur_rhone": "refused",
    "burzet": "estimated",
    "brossainc": "estimated",
    "thueyts": "estimated",
}


def load(env):
    """Load the programme; each signed quote then estimates a grant."""
    env = env(context=dict(env.context, lang="fr_FR", tz="Europe/Paris"))
    create_program(env)


def load_answers(env):
    """Take the grants to the step of each authority; a further one stays."""
    env = env(context=dict(env.context, lang="fr_FR", tz="Europe/Paris"))
    program = get_record(env, PROGRAM)
    # Confirmed by the program today, they closed it: estimated at their own dates.
    signed = [("is_cyber_quote", "=", True), ("state", "=", "sale")]
    env["sale.order"].search(signed)._create_subsidy_grants()
    for key, step in STEPS.items():
        grant = _get_or_create_grant(program, get_record(env, f"authority_{key}"))
        if grant.state == "estimated":
            go_to(grant, step)


def _get_or_create_grant(program, authority):
    vals = {"program_id": program.id, "partner_id": authority.id}
    return program._get_grant(authority) or program.grant_ids.create(vals)


def create_program(env):
    funder = create_missing(
        env,
        "res.partner",
        {"funder_anssi": {"name": "France Relance / ANSSI", "is_company": True}},
    )["funder_anssi"]
    vals = {
        "name": "France Relance / ANSSI 2022",
        "funder_id": funder.id,
        "company_id": env.company.id,
        "amount_per_unit": 0.22,
        "unit": "staff",
        "basis": "total",
        "years": 3,
        "application_deadline": "2022-06-30",
        "date_start": "2022-06-07",
        "conditions": CONDITIONS,
    }
    return create_missing(env, "numerian.subsidy.program", {PROGRAM: vals})[PROGRAM]


def go_to(grant, step):
    """Take a grant to its furthest step, as an officer does, at the dates of then."""
    if step == "estimated":
        return
    grant.requested_date = REQUESTED_ON
    grant.action_request()
    if step == "refused":
        grant.write({"refused_date": REFUSED_ON, "refusal_reason": REFUSAL})
        grant.action_refuse()
    if step in ("granted", "received"):
        grant.granted_date = GRANTED_ON
        grant.action_grant()
    if step == "received":
        grant.received_date = RECEIVED_ON
        grant.action_receive()
