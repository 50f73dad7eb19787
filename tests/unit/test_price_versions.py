"""A price or a quantity that changes never touches what is past."""

from decimal import Decimal

import pytest
from contract_builders import DAWN, decimals, terms, version
from numerian_collectivites.core.proration import year_dues

OLD = version(DAWN, "1200.00")


def year_due(line, year=2021):
    return sum(year_dues(line, year).values())


@pytest.mark.parametrize(
    ("_case", "versions", "expected"),
    [
        ("next_year", [OLD, version("2022-01-01", "1500.00")], "1200.00"),
        ("last_day_of_the_year", [OLD, version("2021-12-31", "1500.00")], "1200.00"),
        ("first_day_of_the_year", [OLD, version("2021-01-01", "1500.00")], "1500.00"),
        ("mid_year", [OLD, version("2021-07-01", "1500.00")], "1350.00"),
        ("first_day_of_a_month", [OLD, version("2021-06-01", "1500.00")], "1375.00"),
        ("mid_month_waits", [OLD, version("2021-06-15", "1500.00")], "1350.00"),
        (
            "several_in_a_year",
            [OLD, version("2021-04-01", "1500.00"), version("2021-10-01", "900.00")],
            "1275.00",
        ),
        (
            "two_in_the_same_month_the_last_holds",
            [OLD, version("2021-06-05", "1500.00"), version("2021-06-20", "2400.00")],
            "1800.00",
        ),
        (
            "twenty_more_workstations_in_may",
            [version(DAWN, "12.00", "10"), version("2021-05-01", "12.00", "30")],
            "280.00",
        ),
        (
            "discount_from_october",
            [OLD, version("2021-10-01", "1200.00", "1", "50")],
            "1050.00",
        ),
        ("first_version_holds_before_its_date", [version("2021-07-01", "60")], "60.00"),
    ],
)
def test_each_month_owes_the_version_in_force(_case, versions, expected):
    assert year_due(terms("2020-01-01", None, *versions)) == Decimal(expected)


@pytest.mark.parametrize(
    ("_case", "date_from", "expected"),
    [
        ("on_the_first_day", "2021-07-01", "1351.23"),  # 181 days, then 184
        ("in_mid_month", "2021-06-15", "1364.38"),  # 165 days, then 200
        ("on_the_last_day", "2021-12-31", "1200.82"),  # 364 days, then 1
        ("the_year_after", "2022-01-01", "1200.00"),
    ],
)
def test_by_the_day_a_version_holds_from_its_day(_case, date_from, expected):
    line = terms(
        "2020-01-01", None, OLD, version(date_from, "1500.00"), proration="day"
    )
    assert year_due(line) == Decimal(expected)


def test_the_first_month_owes_the_version_of_the_first_day():
    versions = version("2021-05-15", "1200.00"), version("2021-06-01", "2400.00")
    assert year_due(terms("2021-05-15", None, *versions)) == Decimal("1500.00")


def test_a_line_that_starts_after_an_amendment_owes_the_amended_price():
    line = terms("2021-05-20", None, OLD, version("2021-05-10", "2400.00"))
    assert year_due(line) == Decimal("1600.00")


@pytest.mark.parametrize(
    ("billing_period", "expected"),
    [
        ("month", ["100.00"] * 6 + ["125.00"] * 6),
        ("quarter", ["300.00", "300.00", "375.00", "375.00"]),
        ("half_year", ["600.00", "750.00"]),
        ("year", ["1350.00"]),
    ],
)
def test_the_periods_before_a_version_keep_their_amount(billing_period, expected):
    line = terms(
        "2020-01-01",
        None,
        OLD,
        version("2021-07-01", "1500.00"),
        billing_period=billing_period,
    )
    assert list(year_dues(line, 2021).values()) == decimals(*expected)


@pytest.mark.parametrize("rule", ["month", "full_month", "day", "none"])
def test_the_years_before_a_version_keep_their_amount(rule):
    before = terms("2019-03-15", None, OLD, proration=rule)
    after = before._replace(versions=(OLD, version("2022-01-01", "1530.00")))
    assert [year_due(after, year) for year in (2019, 2020, 2021)] == [
        year_due(before, year) for year in (2019, 2020, 2021)
    ]
    assert year_due(after, 2022) == Decimal("1530.00")


def test_a_price_by_the_month_changes_by_the_month():
    line = terms(
        "2021-01-01",
        None,
        version(DAWN, "10.00", "5"),
        version("2021-11-01", "11.50", "5"),
        price_period="month",
    )
    assert year_due(line) == Decimal("615.00")
