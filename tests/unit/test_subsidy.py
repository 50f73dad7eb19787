"""The subsidy of the minutes of 7 June 2022, and what holds for every programme."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from numerian_cyber.core.subsidy import (
    BASES,
    CENT,
    InvalidSubsidy,
    Terms,
    subsidy,
    times,
)

euros = st.decimals("0", "1000000", places=2)
rates = st.decimals("0", "1000", places=4)
counts = st.integers(0, 100_000)
AGENT = Decimal("0.22")


@st.composite
def terms(draw):
    floor, ceiling = sorted((draw(euros), draw(euros)))
    return Terms(
        draw(rates),
        draw(st.sampled_from(BASES)),
        draw(st.integers(1, 10)),
        draw(st.sampled_from([None, floor])),
        draw(st.sampled_from([None, ceiling])),
    )


@pytest.mark.parametrize(
    ("_case", "promise", "units", "expected"),
    [
        ("minutes", Terms(AGENT), 100, "22.00"),
        ("each_year", Terms(AGENT, "year"), 100, "66.00"),
        ("each_month", Terms(AGENT, "month"), 100, "792.00"),
        ("one_year", Terms(AGENT, "month", 1), 100, "264.00"),
        ("nobody", Terms(AGENT), 0, "0.00"),
        ("one_agent", Terms(AGENT), 1, "0.22"),
        ("rounded_once", Terms(Decimal("0.0333"), "year"), 5, "0.50"),
        ("half_up", Terms(Decimal("0.125")), 1, "0.13"),
        ("below_the_floor", Terms(AGENT, floor=Decimal("22.01")), 100, "0.00"),
        ("at_the_floor", Terms(AGENT, floor=Decimal("22.00")), 100, "22.00"),
        ("above_the_ceiling", Terms(AGENT, ceiling=Decimal("21.99")), 100, "21.99"),
        ("ceiling_of_zero", Terms(AGENT, ceiling=Decimal("0.00")), 100, "0.00"),
    ],
)
def test_examples(_case, promise, units, expected):
    assert str(subsidy(promise, units)) == expected


@given(terms(), counts)
def test_whole_cents_within_floor_and_ceiling(promise, units):
    amount = subsidy(promise, units)
    assert amount == amount.quantize(CENT) >= 0
    if promise.ceiling is not None:
        assert amount <= promise.ceiling
    if promise.floor is not None and amount:
        assert amount >= promise.floor


@given(terms(), counts)
def test_without_bounds_it_is_the_exact_amount_to_half_a_cent(promise, units):
    free = promise._replace(floor=None, ceiling=None)
    exact = promise.amount * units * times(promise)
    assert abs(subsidy(free, units) - exact) <= CENT / 2


@given(terms(), counts, counts)
def test_more_units_never_get_less(promise, units, more):
    assert subsidy(promise, units + more) >= subsidy(promise, units)


@pytest.mark.parametrize(
    "promise",
    [
        Terms(AGENT, "week"),
        Terms(AGENT, years=0),
        Terms(-AGENT),
        Terms(AGENT, floor=-CENT),
        Terms(AGENT, ceiling=-CENT),
        Terms(AGENT, floor=Decimal(2), ceiling=Decimal(1)),
    ],
)
def test_terms_that_contradict_themselves_are_refused(promise):
    with pytest.raises(InvalidSubsidy):
        subsidy(promise, 100)


def test_a_negative_count_is_refused():
    with pytest.raises(InvalidSubsidy, match="negative count"):
        subsidy(Terms(AGENT), -1)
