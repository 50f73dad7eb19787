# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What an amendment changes, worked out by hand: 1 200.00 a year is 100.00 a month."""

from datetime import date
from decimal import Decimal as D

from hypothesis import given
from hypothesis import strategies as st
from numerian_collectivites.core.amendment import (
    effects,
    repriced,
    stopped,
    suspended,
)
from numerian_collectivites.core.billing_ledger import Billed, Line
from numerian_collectivites.core.proration import Period, Terms, Version

START = date(2025, 1, 1)
YEAR = (date(2026, 1, 1), date(2026, 12, 31))
BILLED = {1: {date(2026, 1, 1): Billed(D("1200.00"), 1)}}


def line(quantity="1", last=None, first=START):
    version = Version(first, D("1200.00"), D(quantity), D(0))
    return Line(1, Terms(first, last, (version,)))


def show(before, after, billed=BILLED, since=YEAR[0], until=YEAR[1]):
    return [
        (e.line_id, str(e.before), str(e.after), str(e.billed), str(e.amount))
        for e in effects([before], after, billed, since, until)
    ]


def test_a_quantity_from_may_owes_the_difference_of_8_months():
    amended = repriced(line(), Version(date(2026, 5, 1), D("1200.00"), D(3), D(0)))
    # 4 x 100.00 + 8 x 300.00 = 2 800.00
    assert show(line(), [amended]) == [(1, "1200.00", "2800.00", "1200.00", "1600.00")]


def test_a_price_of_the_same_day_is_replaced():
    new = Version(START, D("1200.00"), D(3), D(0))
    [version] = repriced(line(), new).terms.versions
    assert version == new


def test_what_is_not_billed_yet_is_left_to_the_campaign():
    amended = repriced(line(), Version(date(2026, 5, 1), D("1200.00"), D(3), D(0)))
    assert show(line(), [amended], billed={}) == [(1, "1200.00", "2800.00", "0", "0")]


def test_a_stop_in_october_credits_two_months():
    after = stopped(line(), date(2026, 10, 31))
    assert show(line(), [after]) == [(1, "1200.00", "1000.00", "1200.00", "-200.00")]


def test_a_stop_credits_a_later_year_billed_in_advance():
    billed = {1: {date(y, 1, 1): Billed(D("1200.00"), 1) for y in (2026, 2027)}}
    after = stopped(line(), date(2026, 10, 31))
    assert show(line(), [after], billed) == [
        (1, "1200.00", "1000.00", "1200.00", "-200.00"),
        (1, "1200.00", "0", "1200.00", "-1200.00"),
    ]


def test_a_stop_after_the_end_changes_nothing():
    ended = line(last=date(2026, 6, 30))
    assert stopped(ended, date(2026, 10, 31)) == ended
    assert show(ended, [ended]) == []


def test_a_line_that_starts_after_the_stop_never_serves():
    later = line(first=date(2027, 1, 1))
    assert not stopped(later, date(2026, 10, 31)).live


def test_a_suspension_from_april_to_june_credits_three_months():
    found = suspended(line(), date(2026, 4, 1), date(2026, 6, 30), -1)
    # 3 months before, 6 after: what follows is not billed yet.
    assert show(line(), found) == [
        (1, "1200.00", "300.00", "1200.00", "-900.00"),
        (-1, "0", "600.00", "0", "0"),
    ]


def test_a_suspension_prolongs_the_commitment_as_long():
    first, second = suspended(
        line(last=date(2026, 12, 31)), date(2026, 4, 1), date(2026, 6, 30), -1
    )
    assert first.terms.last == date(2026, 3, 31)
    # 91 days from 1 April to 30 June
    assert (second.terms.first, second.terms.last) == (
        date(2026, 7, 1),
        date(2027, 4, 1),
    )


def test_a_suspension_moves_a_line_that_starts_in_it():
    [moved] = suspended(
        line(first=date(2026, 5, 1)), date(2026, 4, 1), date(2026, 6, 30), -1
    )
    assert moved.terms.first == date(2026, 7, 1)


def test_a_suspension_after_the_end_changes_nothing():
    ended = line(last=date(2026, 3, 31))
    assert suspended(ended, date(2026, 4, 1), date(2026, 6, 30), -1) == [ended]


DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))


@given(DAYS, st.integers(1, 50))
def test_the_same_terms_again_change_nothing(day, quantity):
    as_it_was = line(str(quantity))
    again = repriced(as_it_was, Version(day, D("1200.00"), D(quantity), D(0)))
    assert effects([as_it_was], [again], {}, START, date(2028, 12, 31)) == []


@given(DAYS)
def test_a_stop_never_owes_more(day):
    found = effects([line()], [stopped(line(), day)], BILLED, START, YEAR[1])
    assert all(effect.after < effect.before for effect in found)
    assert sum(effect.amount for effect in found) <= 0


@given(DAYS, st.integers(0, 400))
def test_a_suspension_leaves_no_day_in_it(first, length):
    last = date.fromordinal(first.toordinal() + length)
    for found in suspended(line(), first, last, -1):
        span = Period(found.terms.first, found.terms.last or date.max)
        assert not found.live or span.last < first or span.first > last
