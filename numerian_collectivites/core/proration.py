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
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
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
    ``succession.chained`` and empty for a line alone.
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


def round_cents(amount: Fraction | Decimal, divisor: int = 1) -> Decimal:
    """Divide, then round half up (away from zero) to the cent; exact before."""
    numerator, denominator = amount.as_integer_ratio()
    denominator *= divisor
    cents = (200 * abs(numerator) + denominator) // (2 * denominator)
    return Decimal(cents if numerator >= 0 else -cents).scaleb(-2)


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


@lru_cache(maxsize=4096)
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


@lru_cache
def months(period: Period) -> tuple[Period, ...]:
    """Return the civil months that a period touches, in order."""
    return tuple(periods(period.first, period.last, "month"))


@lru_cache
def periods_of_year(year: int, kind: str) -> tuple[Period, ...]:
    """Return the civil periods of a year, in order."""
    return tuple(periods(date(year, 1, 1), date(year, 12, 31), kind))


def months_of_use(period: Period, span: Period, proration: str = "month") -> int:
    """Count the months of ``period`` in which a service runs during ``span``.

    :param proration: ``month`` a started month counts, ``full_month`` only whole
        months count, ``none`` a started period counts in full
    :raises InvalidTerms: for ``day``, which does not count months
    """
    return len(used_months(_alone(span, proration), period))


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
    used = used_months(terms, period)
    if not used:
        return None
    span = overlap(Period(used[0].first, used[-1].last), terms.first, terms.last)
    return Use(
        len(used),
        len(months(period)),
        "month",
        span or Period(used[0].first, used[-1].last),
    )


def year_dues(terms: Terms, year: int) -> dict[Period, Decimal]:
    """Return what each civil period of a year owes, zero included.

    :return: euros excl. VAT in whole cents, >= 0; their sum is the rounded exact year
    """
    dues, running, rounded = {}, 0, Decimal(0)
    price_months = PRICE_MONTHS[terms.price_period]
    for period in periods_of_year(year, terms.billing_period):
        running += _price_by_months(terms, period)
        total = round_cents(running, price_months)
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
        if found and version.date_from > day:
            break
        found = version
    return found


def used_months(terms: Terms, period: Period) -> list[Period]:
    """Return the months of ``period`` that this line owes."""
    first, last = terms.first, terms.last or date.max
    if first > last or first > period.last or last < period.first:
        return []
    free_from = terms.free_from or date.min  # a predecessor's month is not this line's
    if terms.proration == "none":
        return [month for month in months(period) if month.first >= free_from]
    start = max(first, free_from)
    used = [m for m in months(period) if m.last >= start and m.first <= last]
    if terms.proration == "full_month":
        until = terms.runs_until or last
        used = [m for m in used if m.first >= start and m.last <= until]
    return used


def _price_by_months(terms: Terms, period: Period) -> Decimal | Fraction:
    """Return the price of the period times the months used, exact.

    Divided by the months of the price period, last, it is the unrounded due.
    """
    if terms.proration == "day":
        return _price_by_days(terms, period)
    total = Decimal(0)
    for month in used_months(terms, period):
        total += version_at(terms, max(month.first, terms.first)).amount
    return total


def _price_by_days(terms: Terms, period: Period) -> Fraction:
    """Days of use over the days of the period, each day at its own version."""
    span = overlap(period, max(terms.first, terms.free_from or terms.first), terms.last)
    if not span:
        return Fraction(0)
    total = Decimal(0)
    starts = [v.date_from for v in terms.versions[1:]] + [date.max]
    begin = date.min
    for version, following in zip(terms.versions, starts, strict=True):
        part = overlap(span, begin, following - DAY)
        total += version.amount * days(part) if part else 0
        begin = following
    return Fraction(total) * PERIOD_MONTHS[terms.billing_period] / days(period)
