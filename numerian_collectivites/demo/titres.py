# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The titres of 2020 and 2021, with the numbers that a former software gave to them.

Three are those of the minutes of 7 June 2022, item 2; the others are invented.
"""

from .entries import authority_name
from .records import get_record

TITRES = {  # campaign, authority -> number in the minutes
    ("2021_periode_3", "brossainc"): 2452,
    ("2021_periode_3", "saint_jacques_d_atticieux"): 2518,
    ("2021_periode_1", "burzet"): 1412,
}
BORDEREAUX = {  # campaign -> number of its bordereau, of its first titre
    "2020_hotspot": (87, 1893),
    "2021_hebergement_1": (38, 1301),
    "2021_periode_1": (39, 1377),
    "2021_periode_2": (61, 1820),
    "2021_periode_3": (84, 2431),
    "2021_hebergement_2": (88, 2560),
}
CREDIT_OF_2020 = (5, 31)  # the same, on the bordereau of reductions


def get_invoice(env, campaign, authority):
    """Return the invoice of an authority in a campaign of the demonstration."""
    partner = get_record(env, authority_name(authority))
    moves = get_record(env, f"campaign_{campaign}").move_ids
    return moves.filtered(lambda move: move.commercial_partner_id == partner)


def import_titres(env):
    """Take over the titres of each campaign, unless it is done."""
    for key, (number, first) in BORDEREAUX.items():
        moves = get_record(env, f"campaign_{key}").move_ids.sorted("name")
        if not moves.bordereau_id:
            _import(env, moves, number, _number_titres(env, key, moves, first))
    credit = get_invoice(env, "2020_hotspot", "burzet").reversal_move_ids
    if credit and not credit.bordereau_id:
        number, titre = CREDIT_OF_2020
        _import(env, credit, number, {credit: titre})


def _number_titres(env, key, moves, first):
    """Return ``{invoice: number}``: those of the minutes, the others around them."""
    known = {
        get_invoice(env, campaign, authority): number
        for (campaign, authority), number in TITRES.items()
        if campaign == key
    }
    others = moves.filtered(lambda move: move not in known)
    free = [n for n in range(first, first + 2 * len(moves)) if n not in known.values()]
    return known | dict(zip(others, free, strict=False))


def _import(env, moves, number, numbers):
    env["numerian.bordereau"]._import_history(
        {
            "exercice_id": moves.titre_exercice_id.id,
            "bordereau_type": moves[0]._get_titre_type(),
            "number": number,
            "date": max(moves.mapped("invoice_date")),
            "issuer_id": get_record(env, "user_responsable").id,
        },
        numbers,
    )
