"""Indexation of prices: worked examples, bounds, and what must always hold."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from numerian_collectivites.core.indexation import (
    CENT,
    InvalidIndexation,
    bounded,
    factor_from_index,
    factor_from_percentage,
    indexed_price,
    rate_of,
    round_to,
    yearly_amount,
)

prices = st.decimals(min_value=0, max_value=10**6, places=2)
rates = st.decimals(min_value=-99, max_value=500, places=4)
rises = st.decimals(min_value=0, max_value=500, places=4)
indices = st.decimals(min_value="0.1", max_value=10**4, places=1)
steps = st.sampled_from([Decimal("0.0001"), CENT, Decimal("0.1"), Decimal(1)])


@pytest.mark.parametrize(
    ("_case", "price", "rate", "step", "expected"),
    [
        ("half_a_cent_goes_up", "345.00", "3.5", "0.01", "357.08"),  # 357.075
        ("minutes_maintenance", "345.00", "4.2", "0.01", "359.49"),
        ("down", "345.00", "-3.5", "0.01", "332.93"),  # 332.925
        ("small_monthly_price_by_the_cent", "0.80", "4.2", "0.01", "0.83"),
        ("small_monthly_price_by_4_decimals", "0.80", "4.2", "0.0001", "0.8336"),
        ("to_the_euro", "345.00", "3.5", "1", "357"),
        ("to_ten_cents", "345.00", "3.5", "0.1", "357.1"),
        ("free_stays_free", "0.00", "4.2", "0.01", "0.00"),
        ("zero_rate_does_not_round", "0.8336", "0", "0.01", "0.8336"),
    ],
)
def test_new_price_from_a_percentage(_case, price, rate, step, expected):
    factor = factor_from_percentage(Decimal(rate))
    assert indexed_price(Decimal(price), factor, Decimal(step)) == Decimal(expected)


@pytest.mark.parametrize(
    ("_case", "base", "new", "rate", "expected"),
    [
        ("up", "100.0", "104.2", "4.2000", "359.49"),
        ("not_a_round_rate", "280.0", "291.0", "3.9286", "358.55"),  # 358.5535…
        ("down", "291.0", "280.0", "-3.7801", "331.96"),  # 331.9587…
        ("unchanged", "291.0", "291.0", "0.0000", "345.00"),
    ],
)
def test_new_price_from_two_values_of_an_index(_case, base, new, rate, expected):
    factor = factor_from_index(Decimal(base), Decimal(new))
    assert rate_of(factor) == Decimal(rate)
    assert indexed_price(Decimal("345.00"), factor) == Decimal(expected)


@pytest.mark.parametrize(
    ("_case", "rate", "floor", "cap", "expected"),
    [
        ("within", "2", "0", "3", "2"),
        ("capped", "4.2", None, "3", "3"),
        ("never_down", "-1.5", "0", None, "0"),
        ("unbounded", "4.2", None, None, "4.2"),
        ("both_the_same", "4.2", "2", "2", "2"),
    ],
)
def test_bounds(_case, rate, floor, cap, expected):
    factor = bounded(
        factor_from_percentage(Decimal(rate)),
        floor and Decimal(floor),
        cap and Decimal(cap),
    )
    assert rate_of(factor) == Decimal(expected)


@pytest.mark.parametrize(
    ("price", "quantity", "discount", "period", "expected"),
    [
        ("345.00", "1", "0", "year", "345.00"),
        ("4.00", "10", "0", "month", "480.00"),
        ("0.8336", "7", "0", "month", "70.02"),  # 70.0224
        ("345.00", "2", "10", "year", "621.00"),
        ("345.00", "0", "0", "year", "0.00"),
    ],
)
def test_yearly_amount(price, quantity, discount, period, expected):
    amount = yearly_amount(Decimal(price), Decimal(quantity), Decimal(discount), period)
    assert amount == Decimal(expected)


@pytest.mark.parametrize(
    "act",
    [
        lambda: factor_from_percentage(Decimal(-100)),
        lambda: factor_from_percentage(Decimal("-100.01")),
        lambda: factor_from_index(Decimal(0), Decimal(100)),
        lambda: factor_from_index(Decimal(-1), Decimal(100)),
        lambda: factor_from_index(Decimal(100), Decimal(0)),
        lambda: bounded(Fraction(1), Decimal(3), Decimal(2)),
        lambda: bounded(Fraction(1), None, Decimal(-100)),
        lambda: round_to(Fraction(1), Decimal(0)),
        lambda: indexed_price(Decimal(-1), Fraction(1)),
        lambda: indexed_price(Decimal(1), Fraction(0)),
    ],
)
def test_impossible_values_are_refused(act):
    with pytest.raises(InvalidIndexation):
        act()


@given(prices, steps)
def test_zero_per_cent_changes_nothing(price, step):
    assert indexed_price(price, factor_from_percentage(Decimal(0)), step) == price


@given(prices, rates, steps)
def test_new_price_is_within_half_a_step_of_the_exact_one(price, rate, step):
    factor = factor_from_percentage(rate)
    new = indexed_price(price, factor, step)
    if rate:
        assert new % step == 0
        assert abs(Fraction(new) - Fraction(price) * factor) * 2 <= Fraction(step)


@given(prices, rates, rates, steps)
def test_a_higher_rate_never_gives_a_lower_price(price, one, two, step):
    low, high = (factor_from_percentage(rate) for rate in sorted((one, two)))
    if low != 1 != high:  # at 0 % a price that is no multiple of the step is kept
        assert indexed_price(price, low, step) <= indexed_price(price, high, step)


@given(prices, prices, rates, steps)
def test_the_order_of_prices_is_kept(one, two, rate, step):
    factor = factor_from_percentage(rate)
    low, high = (indexed_price(price, factor, step) for price in sorted((one, two)))
    assert low <= high


@given(indices, indices, indices)
def test_a_chain_of_indexations_is_one_from_end_to_end(first, second, third):
    chain = factor_from_index(first, second) * factor_from_index(second, third)
    assert chain == factor_from_index(first, third)


@given(prices, rises, rises)
def test_a_chain_of_rounded_rises_drifts_by_a_cent_at_most(price, one, two):
    one, two = factor_from_percentage(one), factor_from_percentage(two)
    exact = Fraction(price) * one * two
    twice = indexed_price(indexed_price(price, one), two)
    assert abs(Fraction(twice) - exact) <= Fraction(CENT) * (1 + two) / 2


@given(rates, rises, rises)
def test_a_bounded_rate_stays_between_its_bounds(rate, one, two):
    floor, cap = sorted((one, two))
    factor = bounded(factor_from_percentage(rate), floor, cap)
    assert factor_from_percentage(floor) <= factor <= factor_from_percentage(cap)


@given(rates, rises, rises)
def test_bounding_twice_changes_nothing(rate, one, two):
    floor, cap = sorted((one, two))
    once = bounded(factor_from_percentage(rate), floor, cap)
    assert bounded(once, floor, cap) == once
