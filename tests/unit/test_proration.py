from datetime import date
from decimal import Decimal

import pytest
from contract_builders import DAWN, decimals, period, terms, version
from numerian_collectivites.core.proration import (
    InvalidTerms,
    Use,
    check_terms,
    due,
    round_cents,
    to_decimal,
    use_of,
    year_dues,
)

NOTHING = "0.00"


def dues(line_terms, year=2021):
    return list(year_dues(line_terms, year).values())


@pytest.mark.parametrize(
    ("price", "price_period"), [("1200.00", "year"), ("100.00", "month")]
)
@pytest.mark.parametrize(
    ("rule", "billing_period", "expected"),
    [
        ("month", "year", ["700.00"]),
        ("month", "half_year", ["200.00", "500.00"]),
        ("month", "quarter", [NOTHING, "200.00", "300.00", "200.00"]),
        ("month", "month", [NOTHING] * 4 + ["100.00"] * 7 + [NOTHING]),
        ("full_month", "year", ["500.00"]),
        ("full_month", "half_year", ["100.00", "400.00"]),
        ("full_month", "quarter", [NOTHING, "100.00", "300.00", "100.00"]),
        ("full_month", "month", [NOTHING] * 5 + ["100.00"] * 5 + [NOTHING] * 2),
        ("none", "year", ["1200.00"]),
        ("none", "half_year", ["600.00", "600.00"]),
        ("none", "quarter", [NOTHING, "300.00", "300.00", "300.00"]),
        ("none", "month", [NOTHING] * 4 + ["100.00"] * 7 + [NOTHING]),
        # 190 days of 365; 47 of 181 then 143 of 184; 47 of 91, 92 of 92, 51 of 92;
        # 17 of 31 in May, 20 of 30 in November. The last part takes the cent.
        ("day", "year", ["624.66"]),
        ("day", "half_year", ["155.80", "466.31"]),
        ("day", "quarter", [NOTHING, "154.95", "300.00", "166.30"]),
        (
            "day",
            "month",
            [NOTHING] * 4 + ["54.84"] + ["100.00"] * 5 + ["66.67", NOTHING],
        ),
    ],
)
def test_use_from_15_may_to_20_november(
    rule, billing_period, price, price_period, expected
):
    line = terms(
        "2021-05-15",
        "2021-11-20",
        version(DAWN, price),
        proration=rule,
        billing_period=billing_period,
        price_period=price_period,
    )
    assert dues(line) == decimals(*expected)


@pytest.mark.parametrize(
    ("_case", "first", "last", "month", "full_month", "by_day", "none"),
    [
        ("all_year", "2021-01-01", "2021-12-31", 1200, 1200, "1200.00", 1200),
        ("open_ended", "2019-07-14", None, 1200, 1200, "1200.00", 1200),
        ("from_1_may", "2021-05-01", None, 800, 800, "805.48", 1200),
        ("from_15_may", "2021-05-15", None, 800, 700, "759.45", 1200),
        ("from_31_january", "2021-01-31", None, 1200, 1100, "1101.37", 1200),
        ("from_the_last_day", "2021-12-31", None, 100, 0, "3.29", 1200),
        ("until_the_first_day", "2020-01-01", "2021-01-01", 100, 0, "3.29", 1200),
        ("until_a_month_end", "2020-01-01", "2021-11-30", 1100, 1100, "1098.08", 1200),
        (
            "until_a_month_start",
            "2020-01-01",
            "2021-12-01",
            1200,
            1100,
            "1101.37",
            1200,
        ),
        ("one_day", "2021-05-15", "2021-05-15", 100, 0, "3.29", 1200),
        ("february", "2021-02-01", "2021-02-28", 100, 100, "92.05", 1200),
        ("ended_the_day_before", "2020-01-01", "2020-12-31", 0, 0, "0.00", 0),
        ("starts_the_day_after", "2022-01-01", None, 0, 0, "0.00", 0),
        ("stopped_before_start", "2021-05-15", "2021-05-14", 0, 0, "0.00", 0),
        ("stopped_long_before", "2021-05-15", "2020-03-01", 0, 0, "0.00", 0),
    ],
)
def test_bounds_of_a_year(_case, first, last, month, full_month, by_day, none):
    found = {
        rule: sum(dues(terms(first, last, proration=rule)))
        for rule in ("month", "full_month", "day", "none")
    }
    assert found == {
        "month": Decimal(month),
        "full_month": Decimal(full_month),
        "day": Decimal(by_day),
        "none": Decimal(none),
    }


@pytest.mark.parametrize(
    ("_case", "rule", "billing_period", "first", "last", "expected"),
    [
        ("day_all_year", "day", "year", "2024-01-01", None, "1200.00"),
        ("day_from_29_february", "day", "year", "2024-02-29", None, "1006.56"),
        ("day_until_29_february", "day", "year", "2020-01-01", "2024-02-29", "196.72"),
        ("day_one_of_29", "day", "month", "2024-02-29", "2024-02-29", "3.45"),
        ("month_29_february", "month", "year", "2024-02-29", None, "1100.00"),
        ("full_until_29", "full_month", "year", "2024-02-01", "2024-02-29", "100.00"),
        ("full_until_28", "full_month", "year", "2024-02-01", "2024-02-28", "0.00"),
    ],
)
def test_leap_year(_case, rule, billing_period, first, last, expected):
    line = terms(first, last, proration=rule, billing_period=billing_period)
    assert sum(dues(line, 2024)) == Decimal(expected)


@pytest.mark.parametrize(
    ("_case", "price", "quantity", "discount", "first", "last", "expected"),
    [
        ("minutes", "345.00", "1", "0", "2021-09-01", None, "115.00"),
        ("1200_from_1_may", "1200.00", "1", "0", "2021-05-01", None, "800.00"),
        ("37_from_1_may", "37.00", "1", "0", "2021-05-01", None, "24.67"),
        ("37_for_5_months", "37.00", "1", "0", "2021-05-01", "2021-09-30", "15.42"),
        ("half_cent_up", "0.30", "1", "0", "2021-12-01", None, "0.03"),
        ("half_cent_up_not_to_even", "1.02", "1", "0", "2021-12-01", None, "0.09"),
        ("half_cent_exact_not_float", "12.06", "1", "0", "2021-12-01", None, "1.01"),
        ("divided_last", "100.00", "3", "0", "2021-12-01", None, "25.00"),
        ("six_decimals", "81.090095", "100", "0", "2021-06-01", None, "4730.26"),
        ("discount", "1200.00", "1", "10", "2021-07-01", None, "540.00"),
        ("discount_in_full", "1200.00", "1", "100", "2021-07-01", None, "0.00"),
        ("no_quantity", "1200.00", "0", "0", "2021-07-01", None, "0.00"),
    ],
)
def test_multiplied_first_divided_last_rounded_once_half_up(
    _case, price, quantity, discount, first, last, expected
):
    line = terms(first, last, version(DAWN, price, quantity, discount))
    assert dues(line) == decimals(expected)


def test_the_months_of_a_year_take_turns_with_the_cent():
    line = terms("2021-01-01", None, version(DAWN, "37.00"), billing_period="month")
    assert dues(line) == decimals("3.08", "3.09", "3.08") * 4


def test_one_period_owes_its_part_of_the_year():
    line = terms("2021-01-01", None, version(DAWN, "37.00"), billing_period="month")
    assert due(line, period("2021-02-01", "2021-02-28")) == Decimal("3.09")


@pytest.mark.parametrize(
    ("_case", "amount", "expected"),
    [
        ("half_goes_up", "0.005", "0.01"),
        ("below_half_goes_down", "2.674999", "2.67"),
        ("a_credit_mirrors_its_invoice", "-0.005", "-0.01"),
        ("zero", "0", "0.00"),
    ],
)
def test_cents_round_half_away_from_zero(_case, amount, expected):
    assert round_cents(Decimal(amount)) == Decimal(expected)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0.1 + 0.2, "0.3"),
        (81.090095, "81.090095"),
        (1200.0, "1200"),
        (-24.67, "-24.67"),
    ],
)
def test_a_float_field_gives_back_its_decimal(value, expected):
    assert to_decimal(value) == Decimal(expected)


@pytest.mark.parametrize(
    ("_case", "rule", "first", "last", "expected"),
    [
        (
            "four_months_of_twelve",
            "month",
            "2021-09-01",
            None,
            Use(4, 12, "month", period("2021-09-01", "2021-12-31")),
        ),
        (
            "service_dates_are_real",
            "month",
            "2021-05-15",
            "2021-11-20",
            Use(7, 12, "month", period("2021-05-15", "2021-11-20")),
        ),
        (
            "whole_months_only",
            "full_month",
            "2021-05-15",
            "2021-11-20",
            Use(5, 12, "month", period("2021-06-01", "2021-10-31")),
        ),
        (
            "days_of_the_year",
            "day",
            "2021-05-15",
            "2021-11-20",
            Use(190, 365, "day", period("2021-05-15", "2021-11-20")),
        ),
        (
            "in_full",
            "none",
            "2021-05-15",
            None,
            Use(12, 12, "month", period("2021-05-15", "2021-12-31")),
        ),
        ("nothing", "month", "2022-01-01", None, None),
        ("no_day", "day", "2022-01-01", None, None),
    ],
)
def test_the_use_that_the_invoice_line_tells(_case, rule, first, last, expected):
    year = period("2021-01-01", "2021-12-31")
    assert use_of(terms(first, last, proration=rule), year) == expected


@pytest.mark.parametrize(
    ("message", "changes"),
    [
        ("before it starts", {"last": date(2020, 12, 31)}),
        ("unknown period", {"billing_period": "week"}),
        ("unknown period", {"price_period": "quarter"}),
        ("unknown proration", {"proration": "30/360"}),
        ("negative", {"versions": (version(DAWN, "-0.01"),)}),
        ("negative", {"versions": (version(DAWN, "1", "-1"),)}),
        ("discount", {"versions": (version(DAWN, "1", "1", "100.01"),)}),
        ("discount", {"versions": (version(DAWN, "1", "1", "-1"),)}),
    ],
)
def test_terms_that_mean_nothing_are_refused(message, changes):
    line = terms("2021-01-01", "2021-01-01")
    check_terms(line)
    with pytest.raises(InvalidTerms, match=message):
        check_terms(line._replace(**changes))
