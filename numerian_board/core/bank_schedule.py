# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A bank's amortisation table: what is wrong in it, and how it differs from ours.

Euros, in whole cents; lines in the order of the instalments, each later than the one
before. The bank's table is the truth: it is kept once its differences are seen.

Worked example: for 300 000.00 over 60 months at 1.85 % the bank asks 5 238.67 at the
60th month too, where we compute 5 238.35: one line differs, by 0.32.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import zip_longest
from typing import NamedTuple

from .loan import CENT, Instalment

ZERO = Decimal(0)


class BankLine(NamedTuple):
    """A line of the bank's file; ``None`` is what could not be read.

    ``amount``: the instalment as the bank prints it, ``None`` where it does not.
    """

    number: int
    day: date | None
    interest: Decimal | None
    principal: Decimal | None
    amount: Decimal | None = None

    @property
    def paid(self) -> Decimal:
        return (self.interest or ZERO) + (self.principal or ZERO)


class ComparedLine(NamedTuple):
    """An instalment as the bank has it and as we compute it; 0 where one is missing."""

    rank: int
    day: date | None
    interest: Decimal
    principal: Decimal
    our_interest: Decimal
    our_principal: Decimal

    @property
    def amount(self) -> Decimal:
        return self.interest + self.principal

    @property
    def our_amount(self) -> Decimal:
        return self.our_interest + self.our_principal

    @property
    def gap(self) -> Decimal:
        """What the bank asks more than we do, euros."""
        return self.amount - self.our_amount

    @property
    def differs(self) -> bool:
        """Whether interest or principal differ by more than a cent of rounding."""
        return (
            abs(self.interest - self.our_interest) > CENT
            or abs(self.principal - self.our_principal) > CENT
        )


def line_problem(line: BankLine, previous: BankLine | None) -> str | None:
    """Return the code of what is wrong in a line, or ``None``.

    ``unreadable``: a value is missing; ``negative``; ``sum``: the instalment printed is
    not interest and principal; ``date``: not after the line before.
    """
    if None in (line.day, line.interest, line.principal):
        return "unreadable"
    if line.interest < 0 or line.principal < 0:
        return "negative"
    if line.amount is not None and line.amount != line.paid:
        return "sum"
    if previous and previous.day and line.day <= previous.day:
        return "date"
    return None


def problems(lines: Sequence[BankLine]) -> list[str | None]:
    """Return, for each line, the code of what is wrong in it, or ``None``."""
    return [
        line_problem(line, lines[index - 1] if index else None)
        for index, line in enumerate(lines)
    ]


def compare(
    ours: Sequence[Instalment], theirs: Sequence[BankLine]
) -> list[ComparedLine]:
    """Return both schedules side by side; all the instalments of the longer one."""
    return [
        ComparedLine(
            rank,
            their.day if their else None,
            (their and their.interest) or ZERO,
            (their and their.principal) or ZERO,
            our.interest if our else ZERO,
            our.principal if our else ZERO,
        )
        for rank, (our, their) in enumerate(zip_longest(ours, theirs), start=1)
    ]


def balances(lent: Decimal, theirs: Sequence[BankLine]) -> list[Decimal]:
    """Return what remains due after each line; the last one is 0 in a sound table."""
    left, found = lent, []
    for line in theirs:
        left -= line.principal or ZERO
        found.append(left)
    return found
