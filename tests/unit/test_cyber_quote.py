"""What a quote of subscriptions costs, whatever the prices and the days."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from numerian_collectivites.core.proration import (
    Period,
    Terms,
    Version,
    months_of_use,
    year_dues,
)
from numerian_cyber.core.quote import (
    CENT,
    KINDS,
    Amounts,
    Component,
    InvalidQuote,
    Item,
    amounts_of,
    billed_quantity,
    round_cents,
    to_decimal,
    totals,
    unit_price,
)

prices = st.decimals(0, 1000, places=4)
quantities = st.integers(0, 5000)
rates = st.sampled_from([Decimal(0), Decimal("5.5"), Decimal(10), Decimal(20)])
kinds = st.sampled_from(KINDS)
days = st.dates(date(2021, 1, 1), date(2030, 12, 31))
months = st.tuples(st.integers(0, 12), st.just(12), st.just(12))
components = st.builds(Component, kinds, prices, rates)
cents = st.decimals(0, 100_000, places=2)
items = st.builds(
    Item,
    st.builds(Amounts, cents, st.tuples(cents, cents, cents)),
    rates,
)


@given(prices, quantities, days, st.sampled_from(["month", "full_month", "none"]))
def test_the_years_are_what_the_campaigns_will_bill(price, quantity, start, rule):
    """The quote and the ledger of the contract count the same months and cents."""
    year = Period(date(start.year, 1, 1), date(start.year, 12, 31))
    used = months_of_use(year, Period(start, date.max), rule)
    component = Component("subscription", price, Decimal(20))
    amounts = amounts_of(component, quantity, (used, 12, 12))
    terms = Terms(
        start,
        None,
        (Version(start, price, Decimal(quantity)),),
        price_period="month",
        proration=rule,
    )
    for number, amount in enumerate(amounts.years):
        assert amount == sum(year_dues(terms, start.year + number).values())


@given(components, quantities, months, quantities)
def test_amounts_are_whole_cents_and_never_negative(component, quantity, used, held):
    amounts = amounts_of(component, quantity, used, held)
    for amount in (amounts.month, *amounts.years):
        assert amount >= 0
        assert amount == amount.quantize(CENT)


@given(prices, quantities, months)
def test_more_months_never_cost_less(price, quantity, used):
    component = Component("subscription", price, Decimal(20))
    first, second, _third = amounts_of(component, quantity, used).years
    assert first <= second


@given(st.lists(items, max_size=8), st.booleans())
def test_totals_add_up_in_any_order(found, per_line):
    total = totals(found, vat_per_line=per_line)
    assert total == totals(reversed(found), vat_per_line=per_line)
    assert total.month.excl_vat == sum(item.amounts.month for item in found)
    for number, year in enumerate(total.years):
        assert year.excl_vat == sum(item.amounts.years[number] for item in found)
        assert year.incl_vat == year.excl_vat + year.vat


@given(st.lists(items, max_size=8))
def test_vat_differs_from_the_exact_one_by_half_a_cent_for_each_rate(found):
    for number, year in enumerate(totals(found).years):
        exact = sum(i.amounts.years[number] * i.vat_rate / 100 for i in found)
        assert abs(year.vat - exact) <= Decimal("0.005") * 4


@given(st.integers(1, 10_000), cents)
def test_a_line_of_quantity_and_price_holds_the_amount(quantity, amount):
    assume(amount > 0)
    assert abs(quantity * unit_price(amount, quantity) - amount) <= Decimal("0.005")
    assert round_cents(quantity * unit_price(amount, quantity)) == amount


@pytest.mark.parametrize(
    ("_case", "kind", "quantity", "held", "expected"),
    [
        ("set_up_once", "setup", 30, 0, 1),
        ("set_up_already_done", "setup", 30, 10, 0),
        ("nothing_to_set_up", "setup", 0, 0, 0),
        ("a_licence_each", "licence", 30, 0, 30),
        ("licences_of_the_new_units", "licence", 30, 10, 20),
        ("no_licence_given_back", "licence", 5, 10, 0),
        ("the_whole_subscription", "subscription", 30, 10, 30),
    ],
)
def test_units_billed(_case, kind, quantity, held, expected):
    assert billed_quantity(kind, quantity, held) == expected


@pytest.mark.parametrize(
    ("_case", "component", "quantity", "used"),
    [
        ("negative_price", Component("setup", Decimal(-1), Decimal(20)), 1, (1, 12)),
        ("unknown_kind", Component("gift", Decimal(1), Decimal(20)), 1, (1, 12)),
        ("negative_units", Component("setup", Decimal(1), Decimal(20)), -1, (1, 12)),
        ("13_months", Component("setup", Decimal(1), Decimal(20)), 1, (13, 12)),
        ("no_year", Component("setup", Decimal(1), Decimal(20)), 1, ()),
    ],
)
def test_what_no_quote_can_hold(_case, component, quantity, used):
    with pytest.raises(InvalidQuote):
        amounts_of(component, quantity, used)


def test_no_price_for_no_unit():
    with pytest.raises(InvalidQuote):
        unit_price(Decimal(10), 0)


@given(st.decimals(0, 10**6, places=4))
def test_a_float_field_gives_back_its_decimal(amount):
    assert to_decimal(float(amount)) == amount
