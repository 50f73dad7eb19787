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

from .billing_calendar import Scope
from .billing_ledger import Billed, Delta, Line, slots
from .proration import Period

ZERO = Decimal(0)


class Round(NamedTuple):
    """A campaign: its own scope, and all that it still takes (nothing once done).

    ``scopes``: its own, what earlier campaigns deferred, late starts;
    ``credits_since``: it credits no period that ends before.
    """

    day: date
    own: Scope
    scopes: tuple[Scope, ...]
    credits_since: date

    def plans(self, service: "Service", period: Period) -> bool:
        """Whether the calendar bills this period of this service by the campaign."""
        return self.own.takes(service.family, service.authority, period)

    def takes(self, service: "Service", period: Period, amount: Decimal) -> bool:
        """Whether the campaign still takes an open amount (> 0 owed, < 0 to credit)."""
        return (amount > 0 or period.last >= self.credits_since) and any(
            scope.takes(service.family, service.authority, period)
            for scope in self.scopes
        )


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
    period = delta.period
    planned = (r.day for r in calendar if r.plans(service, period))
    to_come = (r.day for r in calendar if r.takes(service, period, open_amount))
    return Position(
        delta.line_id,
        period,
        delta.billed.amount + open_amount,
        delta.billed.amount,
        next(planned, None),
        next(to_come, None) if open_amount else None,
    )
