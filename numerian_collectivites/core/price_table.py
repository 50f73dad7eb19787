# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What a contract costs in its first years, as the paper that is signed says it.

No ORM, no clock. A year is a civil year, as it will be billed: the first one is
prorated. The figures are those of the ledger, not a second calculation.

Worked example: 345.00 a year from 1 September 2021 costs 115.00 in 2021, then 345.00.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from .billing_ledger import Line, link_chains
from .proration import Terms, year_dues

YEARS = 3


class PriceRow(NamedTuple):
    """One contract line: euros excl. VAT of each year, whole cents, >= 0."""

    line_id: int
    amounts: tuple[Decimal, ...]


class PriceTable(NamedTuple):
    """The years, one row for each line that runs in them, and the totals."""

    years: tuple[int, ...]
    rows: tuple[PriceRow, ...]

    @property
    def totals(self) -> tuple[Decimal, ...]:
        """Euros excl. VAT of each year, all rows together."""
        columns = [
            [row.amounts[n] for row in self.rows] for n in range(len(self.years))
        ]
        return tuple(sum(column, Decimal(0)) for column in columns)


def price_table(
    lines: Iterable[Line], first_year: int | None = None, count: int = YEARS
) -> PriceTable:
    """Return what the lines cost over ``count`` years.

    :param lines: whole chains, in the order of the rows wanted; a cancelled line has
        no row
    :param first_year: the year in which the first line starts when ``None``
    """
    lines = list(lines)
    terms = link_chains(lines)
    if first_year is None:
        first_year = min((t.first.year for t in terms.values()), default=None)
    if first_year is None:
        return PriceTable((), ())
    years = tuple(range(first_year, first_year + count))
    rows = (_row(line.id, terms[line.id], years) for line in lines if line.id in terms)
    return PriceTable(years, tuple(filter(None, rows)))


def _row(line_id: int, terms: Terms, years: tuple[int, ...]) -> PriceRow | None:
    """Return the row of a line, ``None`` when it does not run in these years.

    A line without charge that runs has its row: the contract promises its service.
    """
    if terms.first.year > years[-1] or (terms.last and terms.last.year < years[0]):
        return None
    return PriceRow(line_id, tuple(_cost(terms, year) for year in years))


def _cost(terms: Terms, year: int) -> Decimal:
    if year < terms.first.year or (terms.last and year > terms.last.year):
        return Decimal(0)
    return sum(year_dues(terms, year).values(), Decimal(0))
