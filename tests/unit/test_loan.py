"""The loan of the minutes of 7 June 2022, and what holds for every loan."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from numerian_board.core.loan import (
    CENT,
    Difference,
    InvalidLoan,
    Loan,
    annual_percentage_rate,
    cost,
    differences,
    instalment,
    proportional_rate,
    schedule,
    total,
)

CREDIT_MUTUEL = Loan(Decimal(300_000), Decimal("0.0185"), 60)


@st.composite
def loans(draw):
    periods = draw(st.integers(1, 120))
    principal = draw(st.decimals("0.01", "1000000", places=2))
    return Loan(
        principal,
        draw(st.decimals("0", "0.2", places=4)),
        periods,
        draw(st.sampled_from([1, 2, 4, 12])),
        draw(st.sampled_from(["instalment", "principal"])),
        draw(st.integers(0, periods - 1)),
    )


def slack(loan):
    """What rounding may cost: two cents each period (the instalment and the interest),
    and their own interest until the end."""
    rate = loan.annual_rate / loan.yearly_periods
    return 2 * CENT * sum((1 + rate) ** rank for rank in range(loan.periods))


def amounts(loan):
    return [str(line.amount) for line in schedule(loan)]


def test_loan_of_the_minutes():
    assert amounts(CREDIT_MUTUEL) == ["5238.67"] * 59 + ["5238.35"]
    assert total(CREDIT_MUTUEL) == Decimal("314319.88")
    assert cost(CREDIT_MUTUEL) == Decimal("14319.88")


def test_first_lines_of_the_minutes_loan():
    lines = [tuple(map(str, line)) for line in schedule(CREDIT_MUTUEL)[:2]]
    assert lines == [
        ("1", "462.50", "4776.17", "295223.83"),
        ("2", "455.14", "4783.53", "290440.30"),
    ]


@pytest.mark.parametrize(
    ("_case", "changes", "first", "paid"),
    [
        ("quarterly", {"periods": 20, "yearly_periods": 4}, "15739.08", "314781.60"),
        ("yearly", {"periods": 5, "yearly_periods": 1}, "63370.69", "316853.45"),
        ("constant_principal", {"kind": "principal"}, "5462.50", "314106.30"),
        ("rate_below", {"annual_rate": Decimal("0.0184")}, "5237.36", None),
        ("rate_above", {"annual_rate": Decimal("0.0186")}, "5239.97", None),
        ("no_interest", {"annual_rate": Decimal(0)}, "5000.00", "300000.00"),
        ("fees", {"fees": Decimal("450.00")}, "5238.67", "314769.88"),
    ],
)
def test_offers_of_the_reference(_case, changes, first, paid):
    loan = CREDIT_MUTUEL._replace(**changes)
    assert amounts(loan)[0] == first
    if paid:
        # The flat total of the reference; the last instalment balances some cents.
        assert abs(total(loan) - Decimal(paid)) <= Decimal("0.10")


def test_deferred_start_pays_interest_alone():
    lines = schedule(CREDIT_MUTUEL._replace(deferred=6))
    assert [str(line.amount) for line in lines[:6]] == ["462.50"] * 6
    assert {line.balance for line in lines[:6]} == {Decimal(300_000)}
    assert len(lines) == 60
    # 300 000 over 54 months at 1.85 %
    assert str(lines[6].amount) == "5794.29"


def test_last_offer_of_the_savings_bank():
    loan = Loan(Decimal(300_000), Decimal("0.0169"), 36)
    assert instalment(loan) == Decimal("8552.23")
    assert annual_percentage_rate(loan) == Decimal("0.0170")


@pytest.mark.parametrize(
    ("_case", "fees", "taeg", "teg"),
    [
        # (1 + 0.0185 / 12) ** 12 - 1 = 1.8658 %
        ("without_fees", "0", "0.0187", "0.0185"),
        ("with_fees", "3000.00", "0.0228", "0.0225"),
    ],
)
def test_annual_percentage_rate(_case, fees, taeg, teg):
    loan = CREDIT_MUTUEL._replace(fees=Decimal(fees))
    assert annual_percentage_rate(loan) == Decimal(taeg)
    assert proportional_rate(loan) == Decimal(teg)


@pytest.mark.parametrize(
    ("_case", "changes"),
    [
        ("nothing_lent", {"principal": Decimal(0)}),
        ("part_of_a_cent", {"principal": Decimal("0.001")}),
        ("negative_rate", {"annual_rate": Decimal("-0.01")}),
        ("rate_in_per_cent", {"annual_rate": Decimal("1.85")}),
        ("no_period", {"periods": 0}),
        ("all_deferred", {"deferred": 60}),
        ("unknown_kind", {"kind": "bullet"}),
        ("unknown_period", {"yearly_periods": 3}),
        ("fees_above_principal", {"fees": Decimal(300_000)}),
    ],
)
def test_terms_that_mean_nothing_are_refused(_case, changes):
    with pytest.raises(InvalidLoan):
        schedule(CREDIT_MUTUEL._replace(**changes))


@given(loans())
def test_principals_add_up_to_what_was_lent(loan):
    lines = schedule(loan)
    assert sum(line.principal for line in lines) == loan.principal
    assert lines[-1].balance == 0
    assert len(lines) == loan.periods


@given(loans())
def test_balance_never_rises_nor_goes_below_zero(loan):
    balances = [loan.principal, *(line.balance for line in schedule(loan))]
    assert balances == sorted(balances, reverse=True)
    assert balances[-1] == 0


@given(loans())
def test_amounts_are_whole_cents_and_never_negative(loan):
    for line in schedule(loan):
        assert line.amount == line.amount.quantize(CENT)
        assert line.interest >= 0
        assert line.principal >= 0


@given(loans())
def test_a_deferred_start_never_costs_less(loan):
    assert cost(loan) >= cost(loan._replace(deferred=0)) - slack(loan)


@given(loans(), st.decimals("0.0001", "0.05", places=4))
def test_a_higher_rate_never_costs_less(loan, more):
    dearer = loan._replace(annual_rate=loan.annual_rate + more)
    assert cost(dearer) >= cost(loan) - slack(dearer)


@given(st.integers(2, 60), st.decimals("0.001", "0.1", places=4), st.integers(1, 5_000))
def test_fees_raise_the_annual_percentage_rate(periods, rate, fees):
    loan = Loan(Decimal(100_000), rate, periods)
    dearer = loan._replace(fees=Decimal(fees))
    assert annual_percentage_rate(dearer) >= annual_percentage_rate(loan)
    assert proportional_rate(loan) == rate


def test_schedule_of_the_bank_is_compared():
    ours = [line.amount for line in schedule(CREDIT_MUTUEL)]
    flat = [Decimal("5238.67")] * 60
    assert differences(ours, flat) == [
        Difference(60, Decimal("5238.35"), Decimal("5238.67"))
    ]
    assert differences(ours, [a + CENT for a in ours]) == []
    missing = differences(ours, ours[:-1])
    assert missing == [Difference(60, Decimal("5238.35"), Decimal(0))]
