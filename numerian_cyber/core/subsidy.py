# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What a subsidy programme pays to an authority: no ORM, no clock, exact decimals.

Conventions
-----------
* Amounts are in euros; a subsidy is outside VAT and lowers no price.
* ``amount`` is for one unit (an agent, a workstation). The basis says what it covers:
  ``total`` the whole duration, ``year`` each year, ``month`` each month of it.
* Exact until one rounding, half up, to the cent. Then the floor (below it, nothing is
  paid), then the ceiling.

Worked example, the one of the minutes of 7 June 2022 (item 3): 0.22 for each agent
over 3 years. 100 agents get 22.00 in all (basis ``total``, the default); it would be
66.00 with ``year`` and 792.00 with ``month``.
"""

from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

CENT = Decimal("0.01")
BASES = ("total", "year", "month")


class InvalidSubsidy(ValueError):
    """Terms that no programme can hold, or a count that no authority can have."""


class Terms(NamedTuple):
    """What a programme promises.

    ``amount``: euros for one unit, >= 0; ``years``: duration, >= 1; ``floor`` and
    ``ceiling``: euros for one authority over the whole duration, ``None`` for none.
    """

    amount: Decimal
    basis: str = "total"
    years: int = 3
    floor: Decimal | None = None
    ceiling: Decimal | None = None


def check_terms(terms: Terms) -> None:
    """Refuse terms that contradict themselves.

    :raises InvalidSubsidy: says which one
    """
    if terms.basis not in BASES:
        raise InvalidSubsidy(f"unknown basis: {terms.basis!r}")
    if terms.years < 1:
        raise InvalidSubsidy(f"at least one year: {terms.years}")
    if any(value is not None and value < 0 for value in _euros(terms)):
        raise InvalidSubsidy(f"negative: {terms}")
    if None not in (terms.floor, terms.ceiling) and terms.floor > terms.ceiling:
        raise InvalidSubsidy(f"floor above ceiling: {terms}")


def _euros(terms: Terms) -> tuple[Decimal | None, ...]:
    return (terms.amount, terms.floor, terms.ceiling)


def times(terms: Terms) -> int:
    """Return how many times the amount of a unit is paid over the duration."""
    return {"total": 1, "year": terms.years, "month": 12 * terms.years}[terms.basis]


def subsidy(terms: Terms, units: int) -> Decimal:
    """Return what an authority gets over the whole duration.

    :param units: agents, workstations..., >= 0
    :return: euros, whole cents
    :raises InvalidSubsidy: if the terms or the count are out of range
    """
    check_terms(terms)
    if units < 0:
        raise InvalidSubsidy(f"negative count: {units}")
    exact = terms.amount * units * times(terms)
    amount = exact.quantize(CENT, ROUND_HALF_UP)
    if terms.floor is not None and amount < terms.floor:
        return Decimal("0.00")
    return amount if terms.ceiling is None else min(amount, terms.ceiling)
