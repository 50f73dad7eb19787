"""The tariffs of the minutes of 7 June 2022 compared, and what holds for every one."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from numerian_cyber.core.simulation import (
    Difference,
    InvalidSimulation,
    Tier,
    compare,
    expected,
    price_at,
    tally,
)

PROPOSED = [
    Tier(Decimal(minimum), Decimal(price))
    for minimum, price in [("1", "4.2"), ("25", "4.0"), ("75", "3.8")]
]
euros = st.decimals("0", "1000000", places=2)


@pytest.mark.parametrize(
    ("quantity", "expected_price"),
    [
        ("1", "4.2"),
        ("24", "4.2"),
        ("25", "4.0"),
        ("26", "4.0"),
        ("74", "4.0"),
        ("75", "3.8"),
        ("76", "3.8"),
    ],
)
def test_edges_of_the_first_proposal(quantity, expected_price):
    assert str(price_at(PROPOSED, Decimal(quantity))) == expected_price


def test_order_of_the_tiers_does_not_matter():
    assert price_at(reversed(PROPOSED), Decimal(80)) == Decimal("3.8")


def test_below_the_first_tier_there_is_no_price():
    with pytest.raises(InvalidSimulation, match="no tier"):
        price_at(PROPOSED, Decimal(0))


@pytest.mark.parametrize(
    ("share", "amount"), [("100", "480.00"), ("33.33", "159.98"), ("0", "0.00")]
)
def test_a_share_of_the_authorities(share, amount):
    assert str(expected(Decimal("480.00"), Decimal(share))) == amount


@pytest.mark.parametrize("share", ["-1", "100.01"])
def test_a_share_out_of_range_is_refused(share):
    with pytest.raises(InvalidSimulation):
        expected(Decimal(1), Decimal(share))


def test_who_pays_more_less_and_the_same():
    voted = {"a": Decimal("480.00"), "b": Decimal("1440.00"), "c": Decimal("3840.00")}
    proposed = {"a": Decimal("504.00"), "b": Decimal("1440.00"), "c": Decimal(3648)}
    found = compare(proposed, voted)
    assert {key: str(each.change) for key, each in found.items()} == {
        "a": "24.00",
        "b": "0.00",
        "c": "-192.00",
    }
    assert tally(found.values()) == {"more": 1, "less": 1, "same": 1}


def test_an_authority_billed_by_one_tariff_only_is_compared_too():
    found = compare({"new": Decimal("1.00")}, {"gone": Decimal("2.00")})
    assert found["new"] == Difference(Decimal("1.00"), Decimal("0.00"))
    assert found["gone"].outcome == "less"


amounts_by_key = st.dictionaries(st.integers(0, 20), euros)


@given(amounts_by_key, amounts_by_key)
def test_differences_add_up_to_the_difference_of_the_totals(amounts, reference):
    found = compare(amounts, reference)
    changes = sum(each.change for each in found.values())
    assert changes == sum(amounts.values()) - sum(reference.values())
    assert sum(tally(found.values()).values()) == len(found)


@given(amounts_by_key, amounts_by_key)
def test_turning_the_comparison_round_turns_the_outcomes(amounts, reference):
    there = tally(compare(amounts, reference).values())
    back = tally(compare(reference, amounts).values())
    assert (there["more"], there["less"]) == (back["less"], back["more"])
    assert there["same"] == back["same"]
