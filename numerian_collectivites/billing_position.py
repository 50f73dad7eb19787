# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Where the billing of an exercice stands: due, billed, open, slot by slot.

No ORM, no clock. ``due = billed + open``, always: what was given up (a favour, a
write-off) is no longer due, or the exercice would never be billed whole. The calendar
says when each slot is planned. Amounts are in euros excluding VAT, dates are inclusive.

Worked example: 1,200.00 a year, 300.00 credited as a favour, nothing else billed:
due 900.00, billed 900.00, open 0.00.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from .billing_ledger import Billed, Delta, Line, slots
from .proration import Period

ZERO = Decimal(0)


class Round(NamedTuple):
    """A campaign of the calendar.

    ``families`` and ``authorities``: ids, empty means all; ``since`` and ``until``:
    bills the periods that end, resp. begin, no earlier, resp. later; ``credits_since``:
    credits no period that ends before; ``done``: bills nothing more.
    """

    day: date
    families: frozenset[int]
    authorities: frozenset[int]
    since: date
    until: date
    credits_since: date
    done: bool = False

    def covers(self, service: "Service", period: Period) -> bool:
        """Whether the campaign bills this period of this service."""
        return (
            (not self.families or service.family in self.families)
            and (not self.authorities or service.authority in self.authorities)
            and period.last >= self.since
            and period.first <= self.until
        )

    def takes(self, amount: Decimal, period: Period) -> bool:
        """Whether the campaign still takes an open amount (> 0 owed, < 0 to credit)."""
        return not self.done and (amount > 0 or period.last >= self.credits_since)


class Service(NamedTuple):
    """What the calendar needs of a contract line; no longer billed once ``closed``."""

    family: int | None
    authority: int
    closed: bool = False


class Position(NamedTuple):
    """One slot: ``planned_on`` by the calendar, ``next_on`` for what is still open."""

    line_id: int
    period: Period
    due: Decimal
    billed: Decimal
    planned_on: date | None = None
    next_on: date | None = None

    @property
    def open(self) -> Decimal:
        """Euros excl. VAT; positive: to bill, negative: to credit."""
        return self.due - self.billed


def positions(
    lines: Iterable[Line],
    billed: Mapping[int, Mapping[date, Billed]],
    services: Mapping[int, Service],
    calendar: Iterable[Round],
    year: int,
    floor: date = date.min,
) -> list[Position]:
    """Return the position of each slot of an exercice that owes or holds something.

    :param lines: whole chains, as for the ledger
    :param services: by contract line; a line without one is left out
    :param calendar: campaigns of every exercice, the earliest first
    :param floor: periods that end before are never looked at
    """
    calendar = list(calendar)
    first, last = date(year, 1, 1), date(year, 12, 31)
    found = [
        _position(delta, services[delta.line_id], calendar)
        for delta in slots(lines, billed, max(first, floor), last)
        if delta.period.first.year == year and delta.line_id in services
    ]
    return [position for position in found if position.due or position.billed]


def _position(delta: Delta, service: Service, calendar: list[Round]) -> Position:
    open_amount = ZERO if service.closed else delta.amount
    covering = [r for r in calendar if r.covers(service, delta.period)]
    to_come = [r for r in covering if r.takes(open_amount, delta.period)]
    return Position(
        delta.line_id,
        delta.period,
        delta.billed.amount + open_amount,
        delta.billed.amount,
        covering[0].day if covering else None,
        to_come[0].day if open_amount and to_come else None,
    )
