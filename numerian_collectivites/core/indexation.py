# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Indexation of unit prices: no ORM, no clock, exact numbers.

Conventions
-----------
* Prices are in euros **excluding VAT**; rates are per cent (``4.2`` means + 4.2 %).
* A factor is an exact fraction (new price / present price); it is rounded only where
  people read it. A price is rounded once, half up, to a step (the cent by default).
* The formula of the contracts is the usual one: P1 = P0 x S1 / S0, where S0 is the
  value of the index at the base month and S1 its value at the new month.
"""

from decimal import Decimal
from fractions import Fraction

from .proration import PRICE_MONTHS, round_cents

CENT = Decimal("0.01")


class InvalidIndexation(ValueError):
    """A rate, an index or a step with which no price can be computed."""


def factor_from_percentage(rate: Decimal) -> Fraction:
    """Return the factor of a rate in per cent.

    :raises InvalidIndexation: at -100 % or below, where nothing would be left to pay
    """
    if rate <= -100:
        raise InvalidIndexation(f"a price cannot lose {rate} %")
    return 1 + Fraction(rate) / 100


def factor_from_index(base: Decimal, new: Decimal) -> Fraction:
    """Return new / base, exact.

    :raises InvalidIndexation: if a value of the index is not above zero
    """
    if base <= 0 or new <= 0:
        raise InvalidIndexation(f"an index is above zero: {base=}, {new=}")
    return Fraction(new) / Fraction(base)


def bounded(
    factor: Fraction, floor: Decimal | None = None, cap: Decimal | None = None
) -> Fraction:
    """Keep a factor between two rates in per cent; ``None`` = unbounded.

    :raises InvalidIndexation: if the floor is above the cap, or a bound impossible
    """
    low = None if floor is None else factor_from_percentage(floor)
    high = None if cap is None else factor_from_percentage(cap)
    if low is not None and high is not None and low > high:
        raise InvalidIndexation(f"floor above cap: {floor} > {cap}")
    if low is not None:
        factor = max(factor, low)
    return factor if high is None else min(factor, high)


def rate_of(factor: Fraction, places: int = 4) -> Decimal:
    """Return the rate in per cent of a factor, rounded for people to read."""
    return round_to(100 * (factor - 1), Decimal(1).scaleb(-places))


def round_to(amount: Fraction, step: Decimal) -> Decimal:
    """Round half up (away from zero) to a multiple of ``step``.

    :raises InvalidIndexation: if the step is not above zero
    """
    if step <= 0:
        raise InvalidIndexation(f"rounding step not above zero: {step}")
    steps, rest = divmod(abs(amount), Fraction(step))
    steps += 2 * rest >= Fraction(step)
    return step * (steps if amount >= 0 else -steps)


def indexed_price(price: Decimal, factor: Fraction, step: Decimal = CENT) -> Decimal:
    """Return the new unit price; a factor of 1 leaves it as it is, unrounded.

    :param price: euros excl. VAT, >= 0
    :raises InvalidIndexation: for a negative price or factor
    """
    if price < 0 or factor <= 0:
        raise InvalidIndexation(f"not to be indexed: {price=}, {factor=}")
    return price if factor == 1 else round_to(Fraction(price) * factor, step)


def yearly_amount(
    price: Decimal,
    quantity: Decimal,
    discount: Decimal = Decimal(0),
    price_period: str = "year",
) -> Decimal:
    """Return what a whole year of use costs, euros excl. VAT, in cents."""
    periods = 12 // PRICE_MONTHS[price_period]
    return round_cents(price * quantity * (100 - discount) * periods, 100)
