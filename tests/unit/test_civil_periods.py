"""Civil periods and the months in which a service runs."""

import pytest
from contract_builders import day, period
from numerian_collectivites.core.proration import (
    InvalidTerms,
    civil_period,
    months_of_use,
    periods,
)


@pytest.mark.parametrize(
    ("_case", "kind", "on", "first", "last"),
    [
        ("year", "year", "2021-05-15", "2021-01-01", "2021-12-31"),
        ("first_half", "half_year", "2021-06-30", "2021-01-01", "2021-06-30"),
        ("second_half", "half_year", "2021-07-01", "2021-07-01", "2021-12-31"),
        ("first_quarter", "quarter", "2021-03-31", "2021-01-01", "2021-03-31"),
        ("last_quarter", "quarter", "2021-12-31", "2021-10-01", "2021-12-31"),
        ("month_of_31_days", "month", "2021-01-31", "2021-01-01", "2021-01-31"),
        ("february", "month", "2021-02-28", "2021-02-01", "2021-02-28"),
        ("leap_february", "month", "2024-02-29", "2024-02-01", "2024-02-29"),
    ],
)
def test_a_period_is_civil_whatever_the_day_asked(_case, kind, on, first, last):
    assert civil_period(day(on), kind) == period(first, last)


def test_a_span_is_covered_by_whole_periods_in_order():
    assert periods(day("2021-05-15"), day("2021-10-01"), "quarter") == [
        period("2021-04-01", "2021-06-30"),
        period("2021-07-01", "2021-09-30"),
        period("2021-10-01", "2021-12-31"),
    ]


@pytest.mark.parametrize(
    ("_case", "rule", "first", "last", "count"),
    [
        ("started_month_counts", "month", "2021-09-30", "2021-12-01", 4),
        ("one_day_is_a_month", "month", "2021-05-15", "2021-05-15", 1),
        ("whole_months_only", "full_month", "2021-09-02", "2021-12-30", 2),
        ("exact_month_is_whole", "full_month", "2021-02-01", "2021-02-28", 1),
        ("29_february_needed", "full_month", "2024-02-01", "2024-02-28", 0),
        ("started_period_in_full", "none", "2021-12-31", "2022-06-30", 12),
        ("longer_than_the_year", "month", "2020-03-01", "2023-03-01", 12),
        ("ends_before_the_year", "month", "2020-01-01", "2020-12-31", 0),
        ("begins_after_the_year", "none", "2022-01-01", "2022-12-31", 0),
    ],
)
def test_months_of_use_follow_the_rule(_case, rule, first, last, count):
    year = period("2021-01-01", "2021-12-31")
    if "2024" in first:
        year = period("2024-01-01", "2024-12-31")
    assert months_of_use(year, period(first, last), rule) == count


@pytest.mark.parametrize("rule", ["day", "week"])
def test_months_are_not_counted_by_a_rule_without_months(rule):
    year = period("2021-01-01", "2021-12-31")
    with pytest.raises(InvalidTerms, match=rule):
        months_of_use(year, year, rule)
