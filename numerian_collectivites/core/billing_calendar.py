# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The calendar of an exercice: dates copied from year to year, what campaigns cover.

No ORM, no clock. Every date is included; an exercice is the civil year.

Copying a calendar
------------------
* Every date moves to the same day of the next year; 29 February becomes 28 February.
* An invoice date that then falls on a Saturday or a Sunday moves to the Monday that
  follows, unless that leaves what it belongs to: the year, for a date of the year; the
  complementary days, for a date of these. It stays on its day then.
* An invoice date never passes the end of the complementary days of its exercice.
* In a name, the years next to the exercice (N-1, N, N+1) go up by one.

Worked example: the campaign "Mai 2022" of Monday 16 May 2022 becomes "Mai 2023", of
Tuesday 16 May 2023; 30 September 2022 becomes Saturday 30 September 2023, hence Monday
2 October 2023; 31 December 2022 becomes Sunday 31 December 2023, where it stays.
"""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from .proration import Period, periods

SATURDAY = 5  # of ``date.weekday()``


class Scope(NamedTuple):
    """What a campaign takes: whose services, over which periods.

    ``families`` and ``partners`` hold ids; ``None`` means all of them. Takes the
    periods that end on ``since`` or later and begin on ``until`` or earlier.
    ``minimum``: euros excl. VAT below which what it takes waits for a later campaign.
    """

    families: frozenset[int] | None
    partners: frozenset[int] | None
    since: date
    until: date
    minimum: float = 0.0

    def takes_period(self, period: Period) -> bool:
        return period.last >= self.since and period.first <= self.until

    def takes_family(self, family: int | None) -> bool:
        return self.families is None or family in self.families

    def takes(self, family: int | None, partner: int, period: Period) -> bool:
        """Whether a period of a service of one authority is in scope."""
        if self.partners is not None and partner not in self.partners:
            return False
        return self.takes_family(family) and self.takes_period(period)

    def narrow(self, partners: Iterable[int]) -> "Scope":
        """Return the same scope for these authorities only."""
        kept = frozenset(partners)
        if self.partners is not None:
            kept &= self.partners
        return self._replace(partners=kept)

    def bills_again(self, earlier: "Scope") -> bool:
        """Whether an earlier scope already takes every last period of this one.

        Taking new periods and, besides, what is missing in the former ones (a month
        after the other) is no repetition.
        """
        return (
            _meet(self.families, earlier.families)
            and _meet(self.partners, earlier.partners)
            and earlier.since <= self.until <= earlier.until
        )


def _meet(ids: frozenset[int] | None, others: frozenset[int] | None) -> bool:
    """Whether two sets have a common member; ``None`` holds everything."""
    if ids is None or others is None:
        return ids != frozenset() and others != frozenset()
    return not ids.isdisjoint(others)


def missing_periods(
    family: int | None, kind: str, span: Period, scopes: Iterable[Scope]
) -> list[Period]:
    """Return the civil periods of a family that no scope takes for all authorities.

    :param kind: billing period of the services of the family
    :param span: days over which they run; only the periods that it touches count
    """
    complete = [s for s in scopes if s.partners is None and s.takes_family(family)]
    return [
        period
        for period in periods(span.first, span.last, kind)
        if not any(scope.takes_period(period) for scope in complete)
    ]


def shift_year(day: date) -> date:
    """Return the same day of the next year; 28 February for 29 February."""
    if (day.month, day.day) == (2, 29):
        return date(day.year + 1, 2, 28)
    return day.replace(year=day.year + 1)


def shift_invoice_date(day: date, year_end: date, cutoff: date) -> date:
    """Return the invoice date of the same campaign in the next exercice.

    :param year_end: last day of the next exercice
    :param cutoff: end of its complementary days
    """
    shifted = min(shift_year(day), cutoff)
    monday = next_working_day(shifted)
    limit = year_end if shifted <= year_end else cutoff
    return monday if monday <= limit else shifted


def next_working_day(day: date) -> date:
    """Return the day itself, or the Monday after a Saturday or a Sunday."""
    if day.weekday() < SATURDAY:
        return day
    return day + timedelta(days=7 - day.weekday())


def shift_name(name: str, year: int) -> str:
    """Return the name of a campaign of ``year`` for the next exercice."""

    def shift(match):
        found = int(match.group())
        return str(found + 1) if abs(found - year) <= 1 else match.group()

    return re.sub(r"(?<!\d)\d{4}(?!\d)", shift, name)
