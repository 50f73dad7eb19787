"""What holds for every line, whatever its dates, prices and rules."""

from datetime import date, timedelta
from decimal import Decimal

from contract_builders import chain_dues, succession
from hypothesis import assume, given
from hypothesis import strategies as st
from numerian_collectivites.core.proration import (
    DAY,
    PERIOD_MONTHS,
    PRORATIONS,
    Terms,
    Version,
    year_dues,
)

YEARS = range(2019, 2027)  # holds the leap years 2020 and 2024
BY_MONTHS = ["month", "full_month"]
prices = st.decimals(min_value=0, max_value=50_000, places=6)
quantities = st.decimals(min_value=0, max_value=500, places=2)
discounts = st.sampled_from([Decimal(0), Decimal(10), Decimal("33.33")])
dates = st.dates(date(2019, 1, 1), date(2026, 12, 31))
spans = st.tuples(dates, dates).map(sorted)


@st.composite
def tariffs(draw, at_most=4):
    """One to four versions, in order."""
    starts = draw(st.lists(dates, min_size=1, max_size=at_most, unique=True))
    return tuple(
        Version(start, draw(prices), draw(quantities), draw(discounts))
        for start in sorted(starts)
    )


@st.composite
def lines(draw, rules=PRORATIONS, kinds=tuple(PERIOD_MONTHS), at_most=4):
    first, last = draw(spans)
    return Terms(
        first,
        draw(st.sampled_from([last, None])),
        draw(tariffs(at_most)),
        draw(st.sampled_from(kinds)),
        draw(st.sampled_from(["year", "month"])),
        draw(st.sampled_from(rules)),
    )


def year_due(line, year):
    return sum(year_dues(line, year).values())


def parts(line, year):
    """The same year billed by year, half-year, quarter and month."""
    return {year_due(line._replace(billing_period=k), year) for k in PERIOD_MONTHS}


@given(lines(BY_MONTHS))
def test_by_months_the_parts_of_a_year_add_up_to_the_whole(line):
    for year in YEARS:
        assert len(parts(line, year)) == 1


@given(lines(["none"]), st.sampled_from(YEARS))
def test_without_proration_the_parts_of_a_full_year_add_up(line, year):
    full = line._replace(first=date(year, 1, 1), last=date(year, 12, 31))
    assert len(parts(full, year)) == 1


@given(lines(["day"], at_most=1), st.sampled_from(YEARS))
def test_by_the_day_the_parts_of_a_full_year_add_up(line, year):
    full = line._replace(first=date(year, 1, 1), last=date(year, 12, 31))
    assert len(parts(full, year)) == 1


@given(lines(at_most=1), st.sampled_from(YEARS))
def test_a_full_year_owes_the_full_price(line, year):
    full = line._replace(first=date(year, 1, 1), last=None)
    price = line.versions[0].amount * (12 if line.price_period == "month" else 1)
    assert abs(year_due(full, year) - price) <= Decimal("0.005")


@given(lines())
def test_a_due_is_in_whole_cents_and_never_negative(line):
    for year in YEARS:
        for amount in year_dues(line, year).values():
            assert amount >= 0
            assert amount == amount.quantize(Decimal("0.01"))


@given(lines(), st.integers(0, 800), st.integers(0, 800))
def test_more_use_never_costs_less(line, earlier, later):
    longer = line._replace(last=line.last and line.last + timedelta(later))
    if len(line.versions) == 1:  # else the first month could change its version
        longer = longer._replace(first=line.first - timedelta(earlier))
    for year in YEARS:
        assert year_due(longer, year) >= year_due(line, year)


@given(lines())
def test_the_rules_are_ordered_from_the_mildest_to_the_dearest(line):
    for year in YEARS:
        full, month, none = (
            year_due(line._replace(proration=rule), year)
            for rule in ("full_month", "month", "none")
        )
        assert full <= month <= none


@given(lines())
def test_nothing_is_owed_for_years_without_service(line):
    for year in YEARS:
        if year < line.first.year or (line.last and year > line.last.year):
            assert set(year_dues(line, year).values()) == {0}


@given(lines(), dates, prices)
def test_a_future_version_never_moves_a_period_that_ended(line, start, price):
    assume(start > line.versions[-1].date_from)
    amended = line._replace(
        versions=(*line.versions, Version(start, price, Decimal(1)))
    )
    for year in YEARS:
        after = year_dues(amended, year)
        for period, amount in year_dues(line, year).items():
            assert after[period] == amount or period.last >= start


@given(lines(), dates)
def test_a_stop_never_moves_a_period_that_ended_before(line, stop):
    assume(stop >= line.first and (not line.last or stop <= line.last))
    for year in YEARS:
        after = year_dues(line._replace(last=stop), year)
        for period, amount in year_dues(line, year).items():
            assert after[period] == amount or period.last >= stop


@given(lines(BY_MONTHS, at_most=1), st.lists(dates, max_size=4, unique=True))
def test_a_line_cut_into_successors_bills_what_the_whole_bills(line, cuts):
    whole = line._replace(versions=(Version(line.first, Decimal(1200), Decimal(1)),))
    chain = [whole]
    for cut in sorted(cuts):
        if cut > chain[-1].first and (not whole.last or cut <= whole.last):
            chain[-1:] = [
                chain[-1]._replace(last=cut - DAY),
                chain[-1]._replace(first=cut),
            ]
    for year in YEARS:
        found = sum(chain_dues(succession(*chain), year).values())
        assert found == year_due(whole, year)
