"""A bank's amortisation table next to ours: the loan of the minutes of 7 June 2022."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from numerian_board.core.bank_schedule import BankLine, balances, compare, problems
from numerian_board.core.loan import Loan, schedule

CREDIT_MUTUEL = Loan(Decimal(300_000), Decimal("0.0185"), 60)
FIRST = date(2022, 8, 5)


def bank_lines(lines):
    return [
        BankLine(line.rank, FIRST + timedelta(31 * line.rank), *line[1:3])
        for line in lines
    ]


def test_our_own_schedule_does_not_differ():
    ours = schedule(CREDIT_MUTUEL)
    compared = compare(ours, bank_lines(ours))
    assert not any(line.differs for line in compared)
    assert sum(line.gap for line in compared) == 0


def test_constant_last_instalment_differs_by_32_cents():
    ours = schedule(CREDIT_MUTUEL)
    theirs = bank_lines(ours)
    last = theirs[-1]
    theirs[-1] = last._replace(interest=last.interest + Decimal("0.32"))
    (line,) = [line for line in compare(ours, theirs) if line.differs]
    assert (line.rank, line.gap) == (60, Decimal("0.32"))
    assert (line.our_amount, line.amount) == (Decimal("5238.35"), Decimal("5238.67"))


def test_cent_of_rounding_is_no_difference():
    ours = schedule(CREDIT_MUTUEL)
    theirs = bank_lines(ours)
    cent = Decimal("0.01")
    theirs[0] = theirs[0]._replace(
        interest=theirs[0].interest + cent, principal=theirs[0].principal - cent
    )
    assert not compare(ours, theirs)[0].differs


def test_longer_schedule_shows_all_its_lines():
    ours = schedule(CREDIT_MUTUEL)
    compared = compare(ours[:36], bank_lines(ours))
    assert len(compared) == 60
    assert compared[36].our_amount == 0
    assert compared[36].differs
    assert compare(ours, bank_lines(ours[:36]))[36].day is None


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"day": None}, "unreadable"),
        ({"principal": None}, "unreadable"),
        ({"interest": Decimal(-1)}, "negative"),
        ({"amount": Decimal(5)}, "sum"),
        ({"day": FIRST}, "date"),
    ],
)
def test_problem_of_a_line(change, code):
    lines = bank_lines(schedule(CREDIT_MUTUEL))[:3]
    assert problems(lines) == [None] * 3
    lines[1] = lines[1]._replace(**change)
    assert problems(lines)[1] == code


@given(st.integers(1, 80), st.decimals("1", "900000", places=2))
def test_balances_end_at_zero(periods, principal):
    lines = bank_lines(schedule(Loan(principal, Decimal("0.02"), periods)))
    assert balances(principal, lines)[-1] == 0
