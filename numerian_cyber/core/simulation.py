# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What tariffs bring in, and what they change for each authority: no ORM, no clock.

Conventions
-----------
* Amounts are in euros **excluding VAT**; what a service costs is counted by ``quote``,
  as a quote would.
* A tier is a volume price: its lower bound is included, and all units have the price of
  the tier of the whole quantity.
* What only a share of the authorities would take is rounded half up to the cent.

Worked example, the EDR of the minutes of 7 June 2022. First proposal: 4.20 below 25
machines, 4.00 from 25 on, 3.80 from 75 on; voted: 4.00. Over a year, 10 machines pay
24.00 less than under the first proposal, 30 the same, 80 pay 192.00 more.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from .quote import round_cents

OUTCOMES = ("more", "less", "same")


class InvalidSimulation(ValueError):
    """Figures that no tariff or authority can have."""


class Tier(NamedTuple):
    """The price of a unit, from a quantity on."""

    minimum: Decimal
    price: Decimal


class Difference(NamedTuple):
    """What an authority pays, what it would pay under the reference."""

    amount: Decimal
    reference: Decimal

    @property
    def change(self) -> Decimal:
        """Euros more (positive) or less than the reference."""
        return self.amount - self.reference

    @property
    def outcome(self) -> str:
        if self.change > 0:
            return "more"
        return "less" if self.change < 0 else "same"


def price_at(tiers: Iterable[Tier], quantity: Decimal) -> Decimal:
    """Return the price of a unit for a whole quantity.

    :raises InvalidSimulation: if no tier holds the quantity
    """
    held = [tier for tier in tiers if tier.minimum <= quantity]
    if not held:
        raise InvalidSimulation(f"no tier for {quantity}")
    return max(held, key=lambda tier: tier.minimum).price


def expected(amount: Decimal, share: Decimal) -> Decimal:
    """Return what is expected when only a share of the authorities take a service.

    :param share: per cent, in [0, 100]
    """
    if not 0 <= share <= 100:
        raise InvalidSimulation(f"share: {share}")
    return round_cents(amount * share / 100)


def compare(
    amounts: Mapping[Hashable, Decimal], reference: Mapping[Hashable, Decimal]
) -> dict[Hashable, Difference]:
    """Set the amounts of a tariff against those of the reference, by authority.

    An authority that one of them does not bill pays nothing there.
    """
    nothing = Decimal("0.00")
    keys = dict.fromkeys([*reference, *amounts])
    return {
        key: Difference(amounts.get(key, nothing), reference.get(key, nothing))
        for key in keys
    }


def tally(differences: Iterable[Difference]) -> dict[str, int]:
    """Count who pays more, who less, who the same."""
    found = Counter(difference.outcome for difference in differences)
    return {outcome: found[outcome] for outcome in OUTCOMES}
