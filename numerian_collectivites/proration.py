# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What a service costs over civil periods: no ORM, no clock, exact decimals.

Conventions
-----------
* Every amount is in euros **excluding VAT**; every date is included.
* A period is **civil** (year, half-year, quarter, month), never anchored on the
  day a contract starts.
* A version of price and quantity applies from the first month that begins on or
  after its date, like an amendment in mid-month (by the day for rule ``day``).
* Amounts stay exact (fractions) until one rounding, half up, to the cent. Within a
  civil year each period is the difference of two rounded running totals, so that
  the periods of a year always add up to the rounded year.
* A month that a line shares with the line it succeeds counts once, for the
  predecessor: over a chain of lines no year bills more than 12 months.

Worked example, the one of the minutes of 7 June 2022 (item 2): a maintenance of
345.00 a year used from 1 September 2021 owes 4 months of 12, that is 115.00; 345.00
was billed, 230.00 is to be credited.

Source of the months of use: minutes of 7 June 2022, item 2, "au prorata, c'est-à-dire
au nombre de mois de son utilisation"; a started month is due.
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

PERIOD_MONTHS = {"year": 12, "half_year": 6, "quarter": 3, "month": 1}
PRICE_MONTHS = {"year": 12, "month": 1}
PRORATIONS = ("month", "full_month", "day", "none")
DAY = timedelta(days=1)


class InvalidTerms(ValueError):
    """Terms that no contract line can hold."""


class Period(NamedTuple):
    """A span of days; the first **and** the last day are included."""

    first: date
    last: date


class Version(NamedTuple):
    """The price and quantity in force from a day on.

    ``price_unit``: euros excl. VAT for one unit and one price period, >= 0;
    ``quantity`` >= 0; ``discount``: per cent, in [0, 100].
    """

    date_from: date
    price_unit: Decimal
    quantity: Decimal
    discount: Decimal = Decimal(0)

    @property
    def amount(self) -> Decimal:
        """Euros excl. VAT of all units for one price period, exact."""
        return self.price_unit * self.quantity * (100 - self.discount) / 100


class Terms(NamedTuple):
    """What a contract line promises, as far as its price is concerned.

    ``free_from`` is the first day that no predecessor claims, ``runs_until`` the last
    day of uninterrupted service through the successors; both are set by
    :func:`chained` and empty for a line alone.
    """

    first: date
    last: date | None
    versions: tuple[Version, ...]
    billing_period: str = "year"
    price_period: str = "year"
    proration: str = "month"
    free_from: date | None = None
    runs_until: date | None = None


class Use(NamedTuple):
    """How much of a period is used: ``count`` of ``total`` ``unit`` over ``span``."""

    count: int
    total: int
    unit: str  # "month" or "day"
    span: Period


def to_decimal(value: float, places: int = 6) -> Decimal:
    """Turn a float read from an Odoo field back into the decimal it stands for."""
    return Decimal(repr(round(value, places)))


def round_cents(amount: Fraction | Decimal) -> Decimal:
    """Round half up (away from zero) to the cent; exact before, exact after."""
    cents = abs(Fraction(amount)) * 100
    rounded = Decimal(
        (2 * cents.numerator + cents.denominator) // (2 * cents.denominator)
    )
    return (rounded if amount >= 0 else -rounded).scaleb(-2)


def month_end(day: date) -> date:
    """Return the last day of the month of ``day``."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def days(period: Period) -> int:
    """Return the number of days of a period, bounds included."""
    return (period.last - period.first).days + 1


def overlap(period: Period, first: date | None, last: date | None) -> Period | None:
    """Return the part of ``period`` in ``[first, last]``; ``None`` = unbounded."""
    start = max(period.first, first) if first else period.first
    end = min(period.last, last) if last else period.last
    return Period(start, end) if start <= end else None


def civil_period(day: date, kind: str) -> Period:
    """Return the civil year, half-year, quarter or month that holds ``day``."""
    size = PERIOD_MONTHS[kind]
    month = (day.month - 1) // size * size + 1
    return Period(
        date(day.year, month, 1), month_end(date(day.year, month + size - 1, 1))
    )


def periods(first: date, last: date, kind: str) -> list[Period]:
    """Return the civil periods that cover ``[first, last]``, in order."""
    found = []
    while first <= last:
        found.append(civil_period(first, kind))
        first = found[-1].last + DAY
    return found


def months(period: Period) -> Iterator[Period]:
    """Yield the civil months that a period touches, in order."""
    return iter(periods(period.first, period.last, "month"))


def months_of_use(period: Period, span: Period, proration: str = "month") -> int:
    """Count the months of ``period`` in which a service runs during ``span``.

    :param proration: ``month`` a started month counts, ``full_month`` only whole
        months count, ``none`` a started period counts in full
    :raises InvalidTerms: for ``day``, which does not count months
    """
    return len(_used_months(_alone(span, proration), period))


def _alone(span: Period, proration: str) -> Terms:
    if proration not in PRORATIONS or proration == "day":
        raise InvalidTerms(f"no months of use with proration {proration!r}")
    return Terms(span.first, span.last, (), proration=proration)


def check_terms(terms: Terms) -> None:
    """Refuse terms that mean nothing.

    :raises InvalidTerms: end before start, negative price or quantity, discount out of
        [0, 100], unknown period or rule
    """
    if terms.last and terms.last < terms.first:
        raise InvalidTerms(f"ends {terms.last} before it starts {terms.first}")
    if (
        terms.billing_period not in PERIOD_MONTHS
        or terms.price_period not in PRICE_MONTHS
    ):
        raise InvalidTerms(
            f"unknown period: {terms.billing_period}, {terms.price_period}"
        )
    if terms.proration not in PRORATIONS:
        raise InvalidTerms(f"unknown proration: {terms.proration}")
    for version in terms.versions:
        if version.price_unit < 0 or version.quantity < 0:
            raise InvalidTerms(f"negative price or quantity: {version}")
        if not 0 <= version.discount <= 100:
            raise InvalidTerms(f"discount out of [0, 100]: {version}")


def use_of(terms: Terms, period: Period) -> Use | None:
    """Return how much of ``period`` the line uses, ``None`` when nothing."""
    span = overlap(period, max(terms.first, terms.free_from or terms.first), terms.last)
    if terms.proration == "day":
        return Use(days(span), days(period), "day", span) if span else None
    used = _used_months(terms, period)
    if not used:
        return None
    span = overlap(Period(used[0].first, used[-1].last), terms.first, terms.last)
    total = len(list(months(period)))
    return Use(len(used), total, "month", span or Period(used[0].first, used[-1].last))


def year_dues(terms: Terms, year: int) -> dict[Period, Decimal]:
    """Return what each civil period of a year owes, zero included.

    :return: euros excl. VAT in whole cents, >= 0; their sum is the rounded exact year
    """
    dues, running, rounded = {}, Fraction(0), Decimal(0)
    for period in periods(date(year, 1, 1), date(year, 12, 31), terms.billing_period):
        running += _exact_due(terms, period)
        total = round_cents(running)
        dues[period] = total - rounded
        rounded = total
    return dues


def due(terms: Terms, period: Period) -> Decimal:
    """Return what one civil period of the line's billing kind owes.

    :return: euros excl. VAT in whole cents, >= 0
    """
    return year_dues(terms, period.first.year)[period]


def version_at(terms: Terms, day: date) -> Version | None:
    """Return the version in force on a day; the first one also before its date."""
    found = None
    for version in terms.versions:
        if found is None or version.date_from <= day:
            found = version
    return found


def _used_months(terms: Terms, period: Period) -> list[Period]:
    """Return the months of ``period`` that this line owes."""
    start = max(terms.first, terms.free_from or terms.first)
    if terms.proration == "none":
        if not overlap(period, terms.first, terms.last):
            return []
        return [m for m in months(period) if not terms.free_from or m.first >= start]
    # A predecessor's month is not this line's; full_month needs the whole month.
    whole = terms.proration == "full_month"
    until = terms.runs_until or terms.last or date.max
    return [
        month
        for month in months(period)
        if overlap(month, start, terms.last)
        and (not whole or (month.first >= start and month.last <= until))
    ]


def _exact_due(terms: Terms, period: Period) -> Fraction:
    """Return the unrounded amount of one period: multiplied first, divided last."""
    if terms.proration == "day":
        return _exact_due_by_day(terms, period)
    total, price_months = Fraction(0), PRICE_MONTHS[terms.price_period]
    counts: dict[Version, int] = {}
    for month in _used_months(terms, period):
        version = version_at(terms, max(month.first, terms.first))
        counts[version] = counts.get(version, 0) + 1
    for version, count in counts.items():
        total += Fraction(version.amount) * count / price_months
    return total


def _exact_due_by_day(terms: Terms, period: Period) -> Fraction:
    """Days of use over the days of the period, each day at its own version."""
    span = overlap(period, max(terms.first, terms.free_from or terms.first), terms.last)
    if not span:
        return Fraction(0)
    total = Fraction(0)
    starts = [v.date_from for v in terms.versions[1:]] + [date.max]
    begin = date.min
    for version, following in zip(terms.versions, starts, strict=True):
        part = overlap(span, begin, following - DAY)
        total += Fraction(version.amount) * days(part) if part else 0
        begin = following
    ratio = Fraction(
        PERIOD_MONTHS[terms.billing_period], PRICE_MONTHS[terms.price_period]
    )
    return total * ratio / days(period)


def chained(chain: list[Terms]) -> list[Terms]:
    """Share out the months of a chain of lines, each the successor of the one before.

    :param chain: terms in order of succession, not overlapping
    :return: the same terms with ``free_from`` and ``runs_until`` set
    """
    claimed, linked = None, []
    for index, terms in enumerate(chain):
        free_from = terms.first
        if claimed and claimed >= free_from:
            free_from = claimed + DAY
        linked.append(
            terms._replace(free_from=free_from, runs_until=_runs_until(chain[index:]))
        )
        following = chain[index + 1] if index + 1 < len(chain) else None
        claims = _claims_until(terms, following)
        if claims and (not claimed or claims > claimed):
            claimed = claims
    return linked


def _claims_until(terms: Terms, following: Terms | None) -> date | None:
    """Return the last day that no successor may owe again."""
    if not terms.last or not following:
        return terms.last
    if terms.proration == "none":
        return civil_period(terms.last, terms.billing_period).last
    if terms.proration == following.proration == "day":
        return terms.last
    return month_end(terms.last)


def _runs_until(chain: list[Terms]) -> date:
    """Return the last day of the service that goes on without a gap."""
    last = chain[0].last or date.max
    for terms in chain[1:]:
        if last == date.max or terms.first != last + DAY:
            break
        last = terms.last or date.max
    return last
