# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The session of 7 June 2022: who sits, what was put to the vote, what was decided.

Everything goes through the methods of the models, as a secretary would. The
deliberations are adopted, neither sent nor published: the credit notes still wait for
them. Six members, four present, two excused; the day of the notice is assumed.
"""

from odoo import Command

from odoo.addons.numerian_collectivites.demo.records import create_missing, get_record

from .items_2022 import ITEMS, LOAN_AMOUNT, LOAN_OFFERS, OTHER_BUSINESS

IN_OFFICE_SINCE = "2020-07-17"
BODIES = {
    "body_council": ("Conseil syndical", "CS", "smo"),
    "body_bureau": ("Bureau syndical", "BUREAU", "smo"),
    "body_board": ("Conseil d'administration", "CA", "regie"),
}
PEOPLE = {  # functions: the persons of the minutes are not in the product
    "president": "Le président",
    "vice_president_1": "La 1re vice-présidente",
    "vice_president_2": "Le 2e vice-président",
    "member_1": "Le membre délégué à l'informatique",
    "vice_president_3": "La 3e vice-présidente",
    "member_2": "La membre déléguée à la formation",
    "bureau_1": "Le délégué au centre de données",
    **{f"delegate_{n}": f"Délégué de la communauté n° {n}" for n in range(1, 7)},
}
BOARD = (
    "president",
    "vice_president_1",
    "vice_president_2",
    "member_1",
    "vice_president_3",
    "member_2",
)
EXCUSED = ("vice_president_3", "member_2")
SECRETARY = "member_1"
SEATS = {
    "board": BOARD,
    "bureau": (*BOARD[:3], "bureau_1"),
    "council": (*BOARD, "bureau_1", *(f"delegate_{n}" for n in range(1, 7))),
}
USERS = {
    "secretaire": ("Secrétariat des instances", "numerian_board.group_secretary"),
    "instances": ("Responsable des instances", "numerian_board.group_manager"),
}


def load(env):
    """Load the session, or what is missing of it: loading it again changes nothing."""
    env = env(context=dict(env.context, lang="fr_FR", tz="Europe/Paris"))
    create_users(env)
    create_bodies(env)
    create_members(env)
    sessions = env["numerian.session"]
    if not sessions.search_count([("company_id", "=", env.company.id)], limit=1):
        hold_session_of_march(env)
        hold_session_of_june(env)


def create_users(env):
    vals = {
        f"user_{login}": {
            "name": name,
            "login": login,
            "password": login,
            "email": f"{login}@example.com",
            "lang": "fr_FR",
            "tz": "Europe/Paris",
            "company_id": env.company.id,
            "company_ids": [Command.set(env.company.ids)],
            "group_ids": [Command.set(env.ref(group).ids)],
        }
        for login, (name, group) in USERS.items()
    }
    create_missing(env, "res.users", vals)


def create_bodies(env):
    vals = {
        key: {
            "name": name,
            "code": code,
            "regime_id": env.ref(f"numerian_board.regime_{regime}").id,
            "company_id": env.company.id,
            "decided_kind_ids": [
                Command.set(
                    env.ref("numerian_collectivites.decision_kind_credit_note").ids
                    if key == "body_board"
                    else []
                )
            ],
        }
        for key, (name, code, regime) in BODIES.items()
    }
    bodies = create_missing(env, "numerian.body", vals)
    bodies["body_board"].ratifying_body_id = bodies["body_council"]


def create_members(env):
    people = {f"person_{key}": {"name": name} for key, name in PEOPLE.items()}
    create_missing(env, "res.partner", people)
    mandates = {
        f"mandate_{body}_{person}": {
            "body_id": get_record(env, f"body_{body}").id,
            "partner_id": get_record(env, f"person_{person}").id,
            "role": _get_role(person),
            "date_start": IN_OFFICE_SINCE,
            "sequence": rank,
        }
        for body, people in SEATS.items()
        for rank, person in enumerate(people)
    }
    create_missing(env, "numerian.mandate", mandates)


def _get_role(person):
    if person == "president":
        return "president"
    return "vice_president" if person.startswith("vice_president") else "member"


def hold_session_of_march(env):
    """The session before, whose minutes are approved in June."""
    session = _create_session(env, "2022-03-28 15:30:00", "2022-03-21")
    session.item_ids.filtered(lambda item: item.kind == "minutes").unlink()
    _open(env, session, BOARD, "2022-03-28 15:35:00")
    session.closed_at = "2022-03-28 16:30:00"
    session.action_close()


def hold_session_of_june(env):
    bureau = get_record(env, "body_bureau")
    session = _create_session(
        env,
        "2022-06-07 15:30:00",
        "2022-05-31",
        joint_body_ids=[Command.set(bureau.ids)],
    )
    for rank, vals in enumerate(ITEMS):
        _prepare_item(env, session, vals, 100 + rank)
    present = [person for person in BOARD if person not in EXCUSED]
    _open(env, session, present, "2022-06-07 15:43:00")
    session.item_ids.deliberation_id.action_unanimous()  # in the order of the agenda
    session.closed_at = "2022-06-07 16:20:00"
    session.action_close()


def _create_session(env, planned, sent, **vals):
    session = env["numerian.session"].create(
        {
            "body_id": get_record(env, "body_board").id,
            "date_planned": planned,
            "notice_sent_on": sent,
            "place": "Le Pouzin, siège du syndicat",
        }
        | vals
    )
    other = session.item_ids.filtered(lambda item: item.kind == "other")
    other.discussion = OTHER_BUSINESS
    return session


def _prepare_item(env, session, vals, rank):
    item = env["numerian.agenda.item"].create(
        {
            "session_id": session.id,
            "sequence": rank,
            "name": vals["name"],
            "kind": vals.get("kind", "deliberation"),
            "discussion": vals.get("note"),
        }
    )
    if not item.deliberation_id:
        return
    texts = ("subject_code", "recitals", "operative_part", "debate")
    item.deliberation_id.write({name: vals.get(name) for name in texts})
    if vals.get("ratified"):
        item.deliberation_id.ratifying_body_id = get_record(env, "body_council")
    # None waits in a demonstration where somebody has posted them meanwhile.
    if "titres" in item.name and item.deliberation_id._get_waiting_cancellations():
        item.deliberation_id.action_add_credit_notes()
    if "Emprunt" in item.name:
        _compare_offers(env, item.deliberation_id)


def _open(env, session, present, opened_at):
    """Convene, record who is there, open."""
    session.action_convene()
    people = {person: get_record(env, f"person_{person}") for person in BOARD}
    for row in session.attendance_ids:
        names = [name for name in BOARD if people[name] == row.partner_id]
        row.status = "present" if set(names) & set(present) else "excused"
    session.write(
        {
            "chair_id": get_record(env, "mandate_board_president").id,
            "secretary_id": get_record(env, f"mandate_board_{SECRETARY}").id,
            "opened_at": opened_at,
        }
    )
    session.action_open()


def _compare_offers(env, deliberation):
    """Enter the offers of the banks; the first one is proposed to the vote."""
    banks = create_missing(
        env,
        "res.partner",
        {
            f"bank_{rank}": {"name": terms["bank"], "is_company": True}
            for rank, terms in enumerate(LOAN_OFFERS)
        },
    )
    offers = env["numerian.loan.offer"].create(
        [
            {
                "deliberation_id": deliberation.id,
                "lender_id": banks[f"bank_{rank}"].id,
                "principal_amount": LOAN_AMOUNT,
                "rate": terms["rate"],
                "periods": terms["periods"],
            }
            for rank, terms in enumerate(LOAN_OFFERS)
        ]
    )
    offers[0].action_choose()
