from decimal import Decimal

import pytest
from contract_builders import (
    DAWN,
    day,
    decimals,
    invoiced,
    period,
    succession,
    terms,
    version,
)
from numerian_collectivites.core.billing_ledger import (
    Billed,
    Delta,
    InvalidCredit,
    Line,
    allocate_credit,
    classify,
    deltas,
    first_unbilled,
    outstanding,
    whole_period,
)

YEARLY = terms("2020-01-01")
QUARTERLY = YEARLY._replace(billing_period="quarter")
YEAR_2021 = period("2021-01-01", "2021-12-31")


def held(**slots):
    """``y2021_01="345.00"``: what the slot that begins on 1 January 2021 holds."""
    return {
        day(f"{slot[1:].replace('_', '-')}-01"): invoiced(amount)
        for slot, amount in slots.items()
    }


def amounts(lines, billed, since="2021-01-01", until="2021-12-31"):
    """``[(line, first day of the slot, delta)]``"""
    return [
        (delta.line_id, str(delta.period.first), str(delta.amount))
        for delta in deltas(lines, billed, day(since), day(until))
    ]


def test_what_was_never_billed_is_to_bill():
    assert amounts([Line(7, YEARLY)], {}) == [(7, "2021-01-01", "1200.00")]


def test_what_is_billed_right_leaves_nothing():
    assert amounts([Line(7, YEARLY)], {7: held(y2021_01="1200.00")}) == []


def test_a_delta_tells_due_billed_and_use():
    billed = {7: held(y2021_01="345.00")}
    line = Line(7, terms("2021-09-01", None, version(DAWN, "345.00")))
    (delta,) = deltas([line], billed, day("2021-01-01"), day("2021-12-31"))
    assert (delta.due, delta.billed.amount) == (Decimal(115), Decimal(345))
    assert delta.amount == Decimal("-230.00")
    assert delta.period == YEAR_2021
    assert (delta.use.count, delta.use.total) == (4, 12)


def test_a_slot_billed_by_another_line_does_not_count():
    lines = [Line(7, YEARLY), Line(8, YEARLY)]
    billed = {8: held(y2021_01="1200.00")}
    assert amounts(lines, billed) == [(7, "2021-01-01", "1200.00")]


def test_a_partly_billed_slot_is_completed():
    billed = {7: held(y2021_01="900.00")}
    assert amounts([Line(7, YEARLY)], billed) == [(7, "2021-01-01", "300.00")]


@pytest.mark.parametrize(
    ("_case", "since", "until", "slots"),
    [
        ("one_day_is_enough", "2021-05-15", "2021-05-15", ["04"]),
        ("since_a_last_day", "2021-03-31", "2021-04-30", ["01", "04"]),
        ("since_the_day_after", "2021-04-01", "2021-04-30", ["04"]),
        ("until_a_first_day", "2021-04-01", "2021-07-01", ["04", "07"]),
        ("until_the_day_before", "2021-04-01", "2021-06-30", ["04"]),
        ("nothing_asked", "2021-07-01", "2021-06-01", []),
    ],
)
def test_bounds_of_the_periods_looked_at(_case, since, until, slots):
    found = amounts([Line(7, QUARTERLY)], {}, since, until)
    assert [slot for _line, slot, _amount in found] == [f"2021-{m}-01" for m in slots]


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2020-12-31", "2021-01-01", ["2020-01-01", "2021-01-01"]),
        ("2021-01-01", "2021-12-31", ["2021-01-01"]),
        ("2021-12-31", "2022-01-01", ["2021-01-01", "2022-01-01"]),
    ],
)
def test_bounds_hold_for_billed_slots_too(since, until, expected):
    stopped = Line(7, terms("2018-01-01", "2018-12-31"))
    billed = {7: held(y2020_01="1.00", y2021_01="1.00", y2022_01="1.00")}
    found = amounts([stopped], billed, since, until)
    assert found == [(7, slot, "-1.00") for slot in expected]


def test_a_backlog_of_three_years_is_found_in_order():
    found = amounts([Line(7, YEARLY)], {}, since="2020-01-01", until="2022-12-31")
    assert found == [(7, f"{year}-01-01", "1200.00") for year in (2020, 2021, 2022)]


def test_deltas_come_line_by_line_in_the_order_given():
    lines = [Line(9, YEARLY), Line(7, QUARTERLY._replace(last=day("2021-03-31")))]
    assert [found[0] for found in amounts(lines, {})] == [9, 7]
    assert [found[0] for found in amounts(lines[::-1], {})] == [7, 9]


@pytest.mark.parametrize(
    ("_case", "line", "billed", "expected"),
    [
        (
            "cancelled_owes_nothing_for_ever",
            Line(7, YEARLY, live=False),
            held(y2021_01="348.00"),
            [("2021-01-01", "-348.00")],
        ),
        (
            "start_moved_to_another_year",
            Line(7, terms("2022-01-01")),
            held(y2021_01="1200.00"),
            [("2021-01-01", "-1200.00")],
        ),
        (
            "year_to_quarter",
            Line(7, QUARTERLY),
            held(y2021_01="1200.00"),
            [
                ("2021-01-01", "-900.00"),
                ("2021-04-01", "300.00"),
                ("2021-07-01", "300.00"),
                ("2021-10-01", "300.00"),
            ],
        ),
        (
            "quarter_to_year",
            Line(7, YEARLY),
            held(y2021_01="300.00", y2021_04="300.00"),
            [("2021-01-01", "900.00"), ("2021-04-01", "-300.00")],
        ),
        (
            "a_free_period_billed_at_zero",
            Line(7, terms("2020-01-01", None, version(DAWN, "0.00"))),
            held(y2021_01="0.00"),
            [],
        ),
    ],
)
def test_slots_that_the_terms_no_longer_owe(_case, line, billed, expected):
    assert amounts([line], {7: billed}) == [(7, *slot) for slot in expected]


@pytest.mark.parametrize(
    ("_case", "line", "billed", "waived", "expected"),
    [
        ("years_billed_in_a_former_software", YEARLY, "1200.00", "0.00", []),
        ("write_off_is_not_billed", YEARLY, "1100.00", "100.00", []),
        ("a_write_off_is_not_billed", YEARLY, "0.00", "1200.00", []),
        ("a_partial_waiver_leaves_the_rest", YEARLY, "0.00", "450.00", ["750.00"]),
        ("nobody_is_paid_for_a_waiver", terms("2022-01-01"), "0.00", "100.00", []),
        (
            "no_more_is_credited_than_was_billed",
            terms("2022-01-01"),
            "1100.00",
            "100.00",
            ["-1100.00"],
        ),
    ],
)
def test_adjustments_settle_a_slot(_case, line, billed, waived, expected):
    slot = Billed(Decimal(billed), 1, Decimal(waived))
    found = amounts([Line(7, line)], {7: {day("2021-01-01"): slot}})
    assert [amount for _line, _slot, amount in found] == expected


@pytest.mark.parametrize(
    ("_case", "since", "until", "expected"),
    [
        ("from_the_start", None, "2022-12-31", "2021-04-01"),
        ("the_rest_of_the_year_of_until", None, "2021-01-01", "2021-04-01"),
        ("since_a_billed_quarter", "2021-07-15", "2022-12-31", "2021-10-01"),
        ("since_the_last_day_of_a_period", "2021-06-30", "2022-12-31", "2021-04-01"),
        ("since_before_the_start", "2019-01-01", "2022-12-31", "2021-04-01"),
        ("all_billed", "2022-01-01", "2022-12-31", None),
    ],
)
def test_first_period_never_billed(_case, since, until, expected):
    line = terms("2021-01-01", "2021-12-31", billing_period="quarter")
    slots = held(y2021_01="300.00", y2021_07="300.00")
    assert first_unbilled(line, slots, day(since), day(until)) == day(expected)


def test_a_period_that_owes_nothing_is_not_awaited():
    line = terms("2021-05-15", billing_period="quarter")
    assert first_unbilled(line, {}, None, day("2021-12-31")) == day("2021-04-01")


@pytest.mark.parametrize(
    ("_case", "amount", "remaining", "expected"),
    [
        ("one_origin", "230.00", [(1, "345.00")], [(1, "230.00")]),
        ("all_that_remains", "345.00", [(1, "345.00")], [(1, "345.00")]),
        (
            "newest_first",
            "400.00",
            [(2, "300.00"), (1, "900.00")],
            [(2, "300.00"), (1, "100.00")],
        ),
        (
            "an_exhausted_origin_is_left_out",
            "10.00",
            [(3, "0.00"), (2, "10.00"), (1, "900.00")],
            [(2, "10.00")],
        ),
    ],
)
def test_a_credit_is_shared_between_what_was_billed(_case, amount, remaining, expected):
    lines = [(line_id, Decimal(left)) for line_id, left in remaining]
    shares = [(line_id, Decimal(share)) for line_id, share in expected]
    assert allocate_credit(Decimal(amount), lines) == shares


@pytest.mark.parametrize("remaining", [[], ["345.00"], ["300.00", "45.00", "0.00"]])
def test_a_credit_above_what_remains_is_refused(remaining):
    lines = list(enumerate(decimals(*remaining)))
    with pytest.raises(InvalidCredit, match=r"of 345\.01 cannot be credited"):
        allocate_credit(Decimal("345.01"), lines)


@pytest.mark.parametrize(
    ("kind", "line", "billed"),
    [
        ("never_billed", YEARLY, "0.00"),
        ("not_prorated", terms("2021-09-01"), "1200.00"),
        ("not_prorated", terms("2020-01-01", "2021-03-31"), "1200.00"),
        ("not_prorated", terms("2022-01-01"), "1200.00"),
        ("billed_after_termination", terms("2017-05-01", "2017-06-30"), "1200.00"),
        ("billed_after_termination", terms("2017-05-01", "2020-12-31"), "1.00"),
        ("billed_after_termination", None, "348.00"),
        ("billed_twice", YEARLY, "2400.00"),
        ("not_prorated", terms("2021-09-01"), "800.00"),  # 8 months instead of 4
        ("not_prorated", terms("2021-09-01", "2021-10-31"), "400.00"),
        ("billed_twice", terms("2021-09-01"), "1600.00"),
        ("price_differs", YEARLY, "1150.00"),
        ("price_differs", YEARLY, "1250.00"),
        ("price_differs", terms("2021-09-01"), "412.00"),
    ],
)
def test_what_is_wrong_with_a_slot(kind, line, billed):
    lines = [Line(7, line or YEARLY, live=line is not None)]
    slots = {day("2021-01-01"): invoiced(billed)}
    (delta,) = deltas(lines, {7: slots}, *YEAR_2021)
    assert classify(delta, line, Decimal("1200.00")) == kind


def test_the_whole_period_is_priced_at_its_own_versions():
    versions = version(DAWN, "1200.00"), version("2021-07-01", "1500.00")
    line = terms("2021-09-01", "2021-10-15", *versions, proration="day")
    assert whole_period(line, YEAR_2021) == Decimal("1351.23")
    monthly = line._replace(billing_period="month", proration="month")
    june = period("2021-06-01", "2021-06-30")
    assert whole_period(monthly, june) == Decimal("100.00")


def test_a_cancelled_line_has_no_use():
    assert Delta(7, YEAR_2021, Decimal(0), invoiced("348.00"), None).use is None


def test_a_suspension_credits_one_line_and_bills_the_next():
    lines = succession(terms("2020-01-01", "2021-03-31"), terms("2021-07-01"))
    billed = {1: held(y2021_01="1200.00")}
    assert amounts(lines, billed) == [
        (1, "2021-01-01", "-900.00"),
        (2, "2021-01-01", "600.00"),
    ]


@pytest.mark.parametrize(
    ("_case", "owed", "billed", "goodwill", "expected"),
    [
        ("kept", "1200.00", "1100.00", "100.00", "0.00"),
        ("stopped_later", "900.00", "1100.00", "100.00", "-300.00"),
        ("dearer_later", "1500.00", "1100.00", "100.00", "300.00"),
        ("credited_wholly_then_cancelled", "0.00", "0.00", "348.00", "0.00"),
        ("never_more_than_remains", "0.00", "100.00", "1100.00", "-100.00"),
    ],
)
def test_a_favour_counts_as_billed(_case, owed, billed, goodwill, expected):
    slot = Billed(Decimal(billed), 1, goodwill=Decimal(goodwill))
    assert outstanding(Decimal(owed), slot) == Decimal(expected)
