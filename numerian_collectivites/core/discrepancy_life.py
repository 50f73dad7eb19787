# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The life of a discrepancy: the state it takes each time the ledger is read.

No ORM, no clock. People accept, dismiss and reopen; documents and the ledger do the
rest, here. A decision holds for the figures on which it was taken, and for no others.

Worked example: 345.00 billed, 115.00 due. The clerk accepts (``accepted``), prepares
the credit note of 230.00 (``prepared``); the draft is deleted: ``accepted`` again. The
manager dismisses: no later reading changes that, until the start moves to October and
86.25 are due: ``open``.
"""

from decimal import Decimal
from typing import NamedTuple

OPEN = "open"
ACCEPTED = "accepted"
PREPARED = "prepared"
CORRECTED = "corrected"
DISMISSED = "dismissed"
PENDING = (OPEN, ACCEPTED, PREPARED)  # somebody still has something to do
CORRECTABLE = (OPEN, ACCEPTED)  # no correction is under way


class Figures(NamedTuple):
    """What a period owes and holds, euros excl. VAT; ``amount``: to bill (> 0) or to
    credit (< 0), which favours and waivers keep apart from ``due - billed``."""

    due: Decimal
    billed: Decimal
    amount: Decimal


def next_state(
    state: str,
    former: str | None,
    held: Figures,
    found: Figures | None,
    has_draft: bool,
) -> str:
    """Return the state of a discrepancy once the ledger is read again.

    :param former: the state before its correction was prepared; ``None`` = unknown
    :param held: the figures on which it was decided so far
    :param found: those of the ledger now; ``None`` when the documents agree with the
        contract, drafts counted
    :param has_draft: whether one of its corrections is still a draft
    """
    if found is None:
        return PREPARED if has_draft else CORRECTED
    if found != held or state == CORRECTED:
        return OPEN
    if state == PREPARED:  # its draft is gone
        return former or OPEN
    return state


def is_remainder(held: Figures, found: Figures) -> bool:
    """Whether the difference is what a correction has left of the one before."""
    same_side = (held.amount < 0) == (found.amount < 0)
    return same_side and abs(found.amount) < abs(held.amount)
