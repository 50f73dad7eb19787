# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What Chorus Pro refuses an invoice without. No ORM, no clock.

The five requirements are those of the Chorus Pro directory: each authority says whether
it needs a service code, a commitment number, both, either, or nothing.

Worked example: an authority that requires "either", with the service code ``MAIRIE``
and no commitment: nothing is missing.
"""

from typing import NamedTuple

SIRET_LENGTH = 14


class References(NamedTuple):
    """What Chorus Pro reads at the top of a document, under Odoo's native names.

    ``buyer_reference``: service code; ``purchase_order_reference``: commitment
    (engagement juridique); ``contract_reference``: public contract (numéro de marché).
    Empty strings when there is none.
    """

    buyer_reference: str = ""
    purchase_order_reference: str = ""
    contract_reference: str = ""


def missing_references(requirement: str | None, references: References) -> list[str]:
    """Return what an authority requires and a document does not hold.

    :param requirement: ``none``, ``service``, ``engagement``, ``both`` or ``either``;
        empty means ``none``
    :return: among ``service``, ``engagement``, ``either``; empty when all is there
    :raises ValueError: for another requirement
    """
    service = bool(references.buyer_reference.strip())
    engagement = bool(references.purchase_order_reference.strip())
    held = {
        "none": [],
        "service": [("service", service)],
        "engagement": [("engagement", engagement)],
        "both": [("service", service), ("engagement", engagement)],
        "either": [("either", service or engagement)],
    }
    needed = requirement or "none"
    if needed not in held:
        raise ValueError(f"unknown requirement: {requirement}")
    return [code for code, present in held[needed] if not present]


def is_siret(registry: str | None) -> bool:
    """Whether a company registry holds a whole SIRET, not a SIREN; spaces allowed.

    The key is checked where it is entered, not here.
    """
    digits = "".join((registry or "").split())
    return len(digits) == SIRET_LENGTH and digits.isascii() and digits.isdigit()
