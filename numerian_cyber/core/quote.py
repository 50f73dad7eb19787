# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What a quote of subscriptions costs: a month, and in years 1, 2 and 3.

No ORM, no clock. Conventions:

* Prices in euros **excluding VAT**, exact decimals; rounded half up to the cent once,
  where a figure is shown. VAT is counted on the rounded amounts.
* Year 1 is the civil year of the first day: its months of use, counted as the campaigns
  count them (see ``numerian_collectivites``: never more than 12), and what is paid
  once. Years 2 and 3 are the next civil years, whole unless the service ends before.
* What an authority has already is not sold again: units that it ``held`` before need no
  licence, and a service that it held needs no setting up.

Worked example, tariff voted on 7 June 2022: data protection for 10 accounts from 1
September 2022. 36.00 a month; year 1: 10 x 3.60 x 4 months = 144.00 and the licences
10 x (90 + 130) = 2,200.00, that is 2,344.00; years 2 and 3: 432.00 each.
"""

from collections import defaultdict
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

CENT = Decimal("0.01")
ZERO = Decimal("0.00")
YEARS = 3
MONTHS_OF_YEAR = 12
SETUP, LICENCE, SUBSCRIPTION = KINDS = ("setup", "licence", "subscription")


class InvalidQuote(ValueError):
    """A price, a quantity or months that no quote can hold."""


class Component(NamedTuple):
    """One thing that a service bills.

    ``kind``: ``setup`` once for the service, ``licence`` once for each unit,
    ``subscription`` every month for each unit; ``price``: euros excl. VAT, >= 0;
    ``vat_rate``: per cent, 20 means 20 %.
    """

    kind: str
    price: Decimal
    vat_rate: Decimal


class Amounts(NamedTuple):
    """Euros excl. VAT in whole cents: one month in full, and each year."""

    month: Decimal
    years: tuple[Decimal, ...]


class Item(NamedTuple):
    """Amounts that bear one rate of VAT, per cent."""

    amounts: Amounts
    vat_rate: Decimal


class Total(NamedTuple):
    """Euros in whole cents: without VAT, and the VAT."""

    excl_vat: Decimal
    vat: Decimal

    @property
    def incl_vat(self) -> Decimal:
        return self.excl_vat + self.vat


class Totals(NamedTuple):
    """Of one month in full, and of years 1, 2 and 3."""

    month: Total
    years: tuple[Total, ...]


def to_decimal(value: float, places: int = 6) -> Decimal:
    """Turn a float read from an Odoo field back into the decimal it stands for."""
    return Decimal(repr(round(value, places)))


def round_cents(amount: Decimal) -> Decimal:
    """Round half up to the cent."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def billed_quantity(kind: str, quantity: int, held: int = 0) -> int:
    """Return how many units a component bills.

    :param quantity: units wanted, >= 0
    :param held: units under contract before this quote, >= 0
    """
    if kind == SETUP:
        return int(quantity > 0 and not held)
    return max(quantity - held, 0) if kind == LICENCE else quantity


def amounts_of(
    component: Component, quantity: int, months: tuple[int, ...], held: int = 0
) -> Amounts:
    """Return what a component costs.

    :param quantity: units wanted, >= 0
    :param months: months of use of each year, in [0, 12]
    :param held: units under contract before this quote, >= 0
    :raises InvalidQuote: for an argument out of range
    """
    _check(component, quantity, months, held)
    exact = component.price * billed_quantity(component.kind, quantity, held)
    if component.kind == SUBSCRIPTION:
        years = tuple(round_cents(exact * count) for count in months)
        return Amounts(round_cents(exact), years)
    return Amounts(ZERO, (round_cents(exact), *(ZERO for _year in months[1:])))


def _check(component, quantity, months, held):
    if component.kind not in KINDS or component.price < 0:
        raise InvalidQuote(f"not a component: {component}")
    if quantity < 0 or held < 0:
        raise InvalidQuote(f"negative: {quantity=}, {held=}")
    if not months or any(not 0 <= count <= MONTHS_OF_YEAR for count in months):
        raise InvalidQuote(f"not months of years: {months}")


def unit_price(amount: Decimal, quantity: int) -> Decimal:
    """Return the price of one unit that makes up an amount, to six decimals.

    Quantity times this price, rounded to the cent, is the amount again up to 10,000
    units: an order line and an invoice line hold a quantity and a price.
    """
    if quantity <= 0:
        raise InvalidQuote(f"no unit: {quantity=}")
    return (amount / quantity).quantize(Decimal("0.000001"), ROUND_HALF_UP)


def totals(
    items: Iterable[Item], years: int = YEARS, vat_per_line: bool = False
) -> Totals:
    """Add up the items of a quote.

    :param vat_per_line: round the VAT of each item, as a company may choose; otherwise
        it is rounded once for each rate
    """
    items = list(items)
    return Totals(
        _total(((i.amounts.month, i.vat_rate) for i in items), vat_per_line),
        tuple(
            _total(((i.amounts.years[n], i.vat_rate) for i in items), vat_per_line)
            for n in range(years)
        ),
    )


def _total(bases: Iterable[tuple[Decimal, Decimal]], vat_per_line: bool) -> Total:
    bases = list(bases)
    if not vat_per_line:
        by_rate = defaultdict(lambda: ZERO)
        for base, rate in bases:
            by_rate[rate] += base
        bases = [(base, rate) for rate, base in by_rate.items()]
    vat = sum((round_cents(base * rate / 100) for base, rate in bases), ZERO)
    return Total(sum((base for base, _rate in bases), ZERO), vat)
