"""Powers delegated by an assembly: amounts, dates, subjects."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from numerian_board.core.delegation import Delegation, last_day, problems

GIVEN = Delegation(
    first=date(2022, 6, 10),
    last=date(2026, 3, 21),
    ceiling=Decimal("4000"),
    total=Decimal("10000"),
    subjects=frozenset({"contracts"}),
)
DAY = timedelta(days=1)
amounts = st.decimals(0, 100_000, places=2)


@pytest.mark.parametrize(
    ("_case", "day", "amount", "subject", "decided", "expected"),
    [
        ("first_day", "2022-06-10", "4000", "contracts", "0", []),
        ("last_day", "2026-03-21", "4000", "contracts", "6000", []),
        ("the_day_before", "2022-06-09", "1", "contracts", "0", ["too_early"]),
        ("the_day_after", "2026-03-22", "1", "contracts", "0", ["ended"]),
        (
            "a_cent_too_much",
            "2022-07-01",
            "4000.01",
            "contracts",
            "0",
            ["above_ceiling"],
        ),
        ("credit", "2022-07-01", "-4000.01", "contracts", "0", ["above_ceiling"]),
        ("total", "2022-07-01", "2500", "contracts", "8000", ["above_total"]),
        ("total_reached", "2022-07-01", "2000", "contracts", "8000", []),
        ("tariffs", "2022-07-01", "0", "tariffs", "0", ["other_subject"]),
        (
            "everything",
            "2030-01-01",
            "20000",
            "tariffs",
            "0",
            ["ended", "other_subject", "above_ceiling", "above_total"],
        ),
    ],
)
def test_problems(_case, day, amount, subject, decided, expected):
    found = problems(
        GIVEN, date.fromisoformat(day), Decimal(amount), subject, Decimal(decided)
    )
    assert found == expected


def test_nothing_is_limited_that_has_no_limit():
    free = Delegation(first=date(2022, 6, 10), subjects=frozenset({"contracts"}))
    assert (
        problems(free, date(2050, 1, 1), Decimal(10**9), "contracts", Decimal(0)) == []
    )


@pytest.mark.parametrize(
    ("_case", "ends", "renewals", "expected"),
    [
        ("none", [None, None], [None], None),
        ("own_end", ["2024-12-31", None], [], "2024-12-31"),
        ("end_of_the_mandate", ["2024-12-31", "2023-05-31"], [], "2023-05-31"),
        ("renewal", ["2030-12-31", None], ["2026-03-22"], "2026-03-21"),
    ],
)
def test_last_day(_case, ends, renewals, expected):
    def read(text):
        return text and date.fromisoformat(text)

    assert last_day(map(read, ends), map(read, renewals)) == read(expected)


@given(st.lists(amounts, max_size=20))
def test_decisions_admitted_never_exceed_the_total(asked):
    decided = Decimal(0)
    for amount in asked:
        if not problems(GIVEN, GIVEN.first, amount, "contracts", decided):
            decided += amount
    assert decided <= GIVEN.total


@given(amounts, amounts)
def test_what_is_admitted_stays_so_for_less(amount, decided):
    if not problems(GIVEN, GIVEN.first, amount, "contracts", decided):
        assert not problems(GIVEN, GIVEN.last, amount / 2, "contracts", decided)
        assert problems(GIVEN, GIVEN.last + DAY, amount, "contracts", decided)
