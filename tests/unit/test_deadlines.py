"""Clear days of a notice; the day an act comes into force."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from numerian_board.core.deadlines import (
    clear_days,
    earliest_session,
    in_force_date,
    latest_sending,
)

dates = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("_case", "sent", "held", "expected"),
    [
        ("reference", "2022-12-21", "2022-12-26", 4),
        ("five_days", "2022-06-01", "2022-06-07", 5),
        ("over_a_week_end_and_a_holiday", "2022-05-26", "2022-06-07", 11),
        ("the_day_before", "2022-06-06", "2022-06-07", 0),
        ("the_same_day", "2022-06-07", "2022-06-07", -1),
        ("over_29_february", "2024-02-28", "2024-03-01", 1),
    ],
)
def test_clear_days(_case, sent, held, expected):
    assert clear_days(date.fromisoformat(sent), date.fromisoformat(held)) == expected


def test_second_session_leaves_three_clear_days():
    assert earliest_session(date(2022, 6, 7), 3) == date(2022, 6, 11)
    assert latest_sending(date(2022, 6, 7), 5) == date(2022, 6, 1)


@given(dates, st.integers(0, 30))
def test_both_ends_leave_exactly_the_days_asked(day, days):
    assert clear_days(day, earliest_session(day, days)) == days
    assert clear_days(latest_sending(day, days), day) == days


@pytest.mark.parametrize(
    ("_case", "published", "received", "needs", "expected"),
    [
        ("both", "2022-06-10", "2022-06-09", True, "2022-06-10"),
        ("received_last", "2022-06-10", "2022-06-13", True, "2022-06-13"),
        ("not_transmitted", "2022-06-10", None, True, None),
        ("not_published", None, "2022-06-13", True, None),
        ("no_transmission_needed", "2022-06-10", None, False, "2022-06-10"),
        ("transmitted_all_the_same", "2022-06-10", "2022-06-13", False, "2022-06-10"),
    ],
)
def test_act_comes_into_force(_case, published, received, needs, expected):
    def day(text):
        return text and date.fromisoformat(text)

    assert in_force_date(day(published), day(received), needs) == day(expected)
