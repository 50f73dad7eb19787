"""What a contract costs in its first years: the figures that the authority signs."""

from datetime import date
from decimal import Decimal

import pytest
from contract_builders import decimals, succession, terms, version
from hypothesis import given
from hypothesis import strategies as st
from numerian_collectivites.core.billing_ledger import Line, deltas
from numerian_collectivites.core.price_table import PriceTable, price_table
from numerian_collectivites.core.proration import PERIOD_MONTHS

COSOLUCE = version("2021-09-01", "345.00")


def alone(*members):
    return [Line(number, member) for number, member in enumerate(members, 1)]


def amounts(table):
    return {row.line_id: [str(amount) for amount in row.amounts] for row in table.rows}


@pytest.mark.parametrize(
    ("_case", "line", "expected"),
    [
        # 345.00 x 4/12 = 115.00: the maintenance of the minutes of 7 June 2022
        ("from_september", terms("2021-09-01", None, COSOLUCE), "115.00 345.00 345.00"),
        # 100.00 a month: 12 months, then 6, then none
        ("ends_in_june", terms("2021-01-01", "2022-06-30"), "1200.00 600.00 0"),
        # a started month is due: May to December, 8 x 100.00
        ("mid_month", terms("2021-05-20"), "800.00 1200.00 1200.00"),
        # quarters of 345.00 / 4 = 86.25: one month of the third, then the fourth
        (
            "quarters",
            terms("2021-09-01", None, COSOLUCE, billing_period="quarter"),
            "115.00 345.00 345.00",
        ),
        # 4.00 a month for 7 workstations, 4 months: 112.00; then 12: 336.00
        (
            "by_month",
            terms(
                "2021-09-01",
                None,
                version("2021-09-01", "4", "7"),
                price_period="month",
            ),
            "112.00 336.00 336.00",
        ),
        # twice as many from 1 July 2022: 6 x 100.00 + 6 x 200.00
        (
            "more_units",
            terms(
                "2021-01-01",
                None,
                version("2021-01-01", "1200"),
                version("2022-07-01", "1200", "2"),
            ),
            "1200.00 1800.00 2400.00",
        ),
        ("free", terms("2021-09-01", None, version("2021-09-01", "0")), "0 0 0"),
    ],
)
def test_amounts_by_year(_case, line, expected):
    table = price_table(alone(line))
    assert table.years == (2021, 2022, 2023)
    assert table.rows[0].amounts == tuple(map(Decimal, expected.split()))


def test_totals_and_years_start_with_the_first_line():
    table = price_table(
        alone(terms("2021-09-01", None, COSOLUCE), terms("2022-01-01", None))
    )
    assert amounts(table) == {
        1: ["115.00", "345.00", "345.00"],
        2: ["0", "1200.00", "1200.00"],
    }
    assert list(table.totals) == decimals("115.00", "1545.00", "1545.00")


def test_a_month_is_shared_out_between_a_line_and_its_successor():
    chain = succession(terms("2021-01-01", "2021-06-15"), terms("2021-06-16"))
    assert list(price_table(chain).totals) == decimals("1200.00", "1200.00", "1200.00")


def test_a_cancelled_line_and_a_line_of_other_years_have_no_row():
    lines = [
        Line(1, terms("2021-01-01"), None, False),
        Line(2, terms("2022-01-01")),
        Line(3, terms("2025-01-01")),
        Line(4, terms("2019-01-01", "2021-12-31")),
    ]
    assert list(amounts(price_table(lines, 2022))) == [2]


def test_a_contract_without_a_line_has_no_table():
    assert price_table([]) == PriceTable((), ())


@given(
    start=st.dates(date(2021, 1, 1), date(2030, 12, 28)),
    cents=st.integers(0, 10**7),
    kind=st.sampled_from(sorted(PERIOD_MONTHS)),
)
def test_the_table_says_what_the_ledger_will_bill(start, cents, kind):
    price = version(start.isoformat(), str(Decimal(cents).scaleb(-2)))
    lines = alone(terms(start.isoformat(), None, price, billing_period=kind))
    table = price_table(lines)
    for year, total in zip(table.years, table.totals, strict=True):
        first, last = date(year, 1, 1), date(year, 12, 31)
        billed = sum(d.due for d in deltas(lines, {}, first, last))
        assert total == billed
