"""A month shared by a line and its successor counts once, for the predecessor."""

from decimal import Decimal

import pytest
from contract_builders import chain_dues, day, decimals, period, succession, terms
from hypothesis import given
from hypothesis import strategies as st
from numerian_collectivites.core.billing_ledger import link_chains
from numerian_collectivites.core.proration import (
    DAY,
    PERIOD_MONTHS,
    InvalidTerms,
    Terms,
    use_of,
)

START = "2020-01-01"
MONTH, FULL, BY_DAY, NONE = "month", "full_month", "day", "none"


def members(*spans):
    """``(first, last, rule)`` or ``(first, last, rule, billing_period)``."""
    return [
        terms(span[0], span[1], proration=span[2], billing_period=(*span, "year")[3])
        for span in spans
    ]


@pytest.mark.parametrize(
    ("_case", "spans", "expected"),
    [
        (
            "cut_in_mid_month",
            [(START, "2021-06-15", MONTH), ("2021-06-16", None, MONTH)],
            [600, 600],
        ),
        (
            "cut_between_two_months",
            [(START, "2021-06-30", MONTH), ("2021-07-01", None, MONTH)],
            [600, 600],
        ),
        (
            "cut_after_the_first_day",
            [(START, "2021-06-01", MONTH), ("2021-06-02", None, MONTH)],
            [600, 600],
        ),
        (
            "cut_before_the_last_day",
            [(START, "2021-06-29", MONTH), ("2021-06-30", None, MONTH)],
            [600, 600],
        ),
        (
            "suspended",
            [(START, "2021-03-31", MONTH), ("2021-07-01", None, MONTH)],
            [300, 600],
        ),
        (
            "suspended_in_mid_month",
            [(START, "2021-04-14", MONTH), ("2021-06-21", None, MONTH)],
            [400, 700],
        ),
        (
            "suspended_within_a_month",
            [(START, "2021-06-10", MONTH), ("2021-06-20", None, MONTH)],
            [600, 600],
        ),
        (
            "two_amendments_in_a_month",
            [
                (START, "2021-06-10", MONTH),
                ("2021-06-11", "2021-06-20", MONTH),
                ("2021-06-21", None, MONTH),
            ],
            [600, 0, 600],
        ),
        (
            "the_successor_completes_a_full_month",
            [(START, "2021-06-15", FULL), ("2021-06-16", None, FULL)],
            [600, 600],
        ),
        (
            "two_successors_complete_a_full_month",
            [
                (START, "2021-06-10", FULL),
                ("2021-06-11", "2021-06-20", FULL),
                ("2021-06-21", None, FULL),
            ],
            [600, 0, 600],
        ),
        (
            "a_successor_that_stops_completes_nothing",
            [(START, "2021-06-15", FULL), ("2021-06-16", "2021-06-29", FULL)],
            [500, 0],
        ),
        (
            "no_full_month_over_a_gap",
            [(START, "2021-06-15", FULL), ("2021-06-20", None, FULL)],
            [500, 600],
        ),
        (
            "a_month_unpaid_by_its_predecessor_is_the_successors",
            [(START, "2021-06-15", FULL), ("2021-06-20", None, MONTH)],
            [500, 700],
        ),
        (
            "full_month_then_month",
            [(START, "2021-06-15", FULL), ("2021-06-16", None, MONTH)],
            [600, 600],
        ),
        (
            "month_then_full_month",
            [(START, "2021-06-15", MONTH), ("2021-06-16", None, FULL)],
            [600, 600],
        ),
        (
            "a_started_year_belongs_to_the_predecessor",
            [(START, "2021-06-15", NONE), ("2021-06-16", None, NONE)],
            [1200, 0],
        ),
        (
            "a_started_year_before_months",
            [(START, "2021-06-15", NONE), ("2021-06-16", None, MONTH)],
            [1200, 0],
        ),
        (
            "a_started_quarter_before_months",
            [(START, "2021-05-15", NONE, "quarter"), ("2021-05-16", None, MONTH)],
            [600, 600],
        ),
        (
            "months_before_a_started_year",
            [(START, "2021-06-15", MONTH), ("2021-06-16", None, NONE)],
            [600, 600],
        ),
        (
            "a_year_started_after_a_year_of_gap",
            [(START, "2020-06-15", NONE), ("2021-05-15", None, NONE)],
            [0, 1200],
        ),
        (
            "day_then_day",
            [(START, "2021-06-15", BY_DAY), ("2021-06-16", None, BY_DAY)],
            ["545.75", "654.25"],
        ),
        (
            "day_then_month_never_bills_a_day_twice",
            [(START, "2021-06-15", BY_DAY), ("2021-06-16", None, MONTH)],
            ["545.75", 600],
        ),
        (
            "month_then_day_by_the_month",
            [(START, "2021-06-15", MONTH), ("2021-06-16", None, BY_DAY, "month")],
            [600, 600],
        ),
        (
            "other_billing_period",
            [(START, "2021-08-15", MONTH), ("2021-08-16", None, MONTH, "quarter")],
            [800, 400],
        ),
        (
            "a_line_that_never_ran_claims_nothing",
            [("2021-06-16", "2021-06-15", MONTH), ("2021-06-16", None, MONTH)],
            [0, 700],
        ),
        (
            "an_endless_line_leaves_nothing_to_its_successor",
            [(START, None, MONTH), ("2021-06-16", None, MONTH)],
            [1200, 0],
        ),
    ],
)
def test_chain(_case, spans, expected):
    found = chain_dues(succession(*members(*spans)), 2021)
    assert list(found.values()) == decimals(*map(str, expected))


@pytest.mark.parametrize("rule", [MONTH, FULL, BY_DAY, NONE])
def test_a_line_alone_owes_the_same_as_without_chain(rule):
    spans = members(("2021-05-15", "2022-02-10", rule))
    assert (
        chain_dues(succession(*spans), 2021)[1]
        == {
            MONTH: Decimal("800.00"),
            FULL: Decimal("700.00"),
            BY_DAY: Decimal("759.45"),
            NONE: Decimal("1200.00"),
        }[rule]
    )


def test_a_cancelled_member_claims_no_month():
    chain = members((START, "2021-06-15", MONTH), ("2021-06-16", None, MONTH))
    assert chain_dues(succession(*chain, cancelled=(1,)), 2021) == {2: Decimal(700)}


def test_a_cancelled_successor_completes_no_month():
    chain = members((START, "2021-06-15", FULL), ("2021-06-16", None, FULL))
    assert chain_dues(succession(*chain, cancelled=(2,)), 2021) == {1: Decimal(500)}


def test_a_cancelled_member_still_links_its_neighbours():
    amended = ("2021-06-16", None, MONTH)
    chain = members((START, "2021-06-15", MONTH), amended, amended)
    assert chain_dues(succession(*chain, cancelled=(2,)), 2021) == {
        1: Decimal(600),
        3: Decimal(600),
    }


def test_two_successors_of_one_line_both_owe_their_months():
    replaced = ("2021-06-16", None, MONTH)
    lines = succession(*members((START, "2021-06-15", MONTH), replaced, replaced))
    fork = [*lines[:2], lines[2]._replace(predecessor_id=1)]
    expected = {1: Decimal(600), 2: Decimal(600), 3: Decimal(600)}
    assert chain_dues(fork, 2021) == chain_dues(fork[::-1], 2021) == expected


@pytest.mark.parametrize("branches", [("2021-06-20", None), (None, "2021-06-20")])
def test_one_of_two_successors_is_enough_to_complete_a_month(branches):
    first, second = (("2021-06-16", last, FULL) for last in branches)
    lines = succession(*members((START, "2021-06-15", FULL), first, second))
    fork = [*lines[:2], lines[2]._replace(predecessor_id=1)]
    assert chain_dues(fork, 2021)[1] == chain_dues(fork[::-1], 2021)[1] == 600


def test_a_line_that_succeeds_itself_is_refused():
    first, second = succession(*members((START, None, MONTH), (START, None, MONTH)))
    with pytest.raises(InvalidTerms, match="succeeds itself"):
        link_chains([first._replace(predecessor_id=2), second])


def test_the_successor_tells_the_months_it_owes():
    chain = members((START, "2021-06-15", MONTH), ("2021-06-16", None, MONTH))
    linked = link_chains(succession(*chain))[2]
    year = period("2021-01-01", "2021-12-31")
    use = use_of(linked, year)
    assert (use.count, use.total) == (6, 12)
    assert use.span == period("2021-07-01", "2021-12-31")


@st.composite
def chains(draw, rules, kinds=tuple(PERIOD_MONTHS)):
    """Two to six lines from 2020 on, with or without gaps, at 1,200.00 a year."""
    first, chain = day("2020-01-01"), []
    first += DAY * draw(st.integers(0, 400))
    for _ in range(draw(st.integers(2, 6))):
        last = first + DAY * draw(st.integers(0, 300))
        rule, kind = draw(st.sampled_from(rules)), draw(st.sampled_from(kinds))
        chain.append(Terms(first, last, terms(START).versions, kind, proration=rule))
        first = last + DAY + DAY * draw(st.sampled_from([0, 0, 0, 1, 10, 45]))
    chain[-1] = chain[-1]._replace(last=draw(st.sampled_from([None, chain[-1].last])))
    return succession(*chain)


@given(chains([MONTH, FULL, NONE]))
def test_no_chain_bills_more_than_twelve_months_a_year(lines):
    for year in range(2020, 2027):
        assert sum(chain_dues(lines, year).values()) <= 1200


@given(st.sampled_from(sorted(PERIOD_MONTHS)).flatmap(lambda k: chains([BY_DAY], [k])))
def test_no_chain_by_the_day_bills_more_than_a_year(lines):
    rounding = Decimal("0.005") * len(lines)
    for year in range(2020, 2027):
        assert sum(chain_dues(lines, year).values()) <= 1200 + rounding


@given(chains([MONTH, FULL, BY_DAY, NONE]), st.randoms(use_true_random=False))
def test_the_order_in_which_lines_are_given_does_not_matter(lines, random):
    shuffled = random.sample(lines, len(lines))
    assert link_chains(shuffled) == link_chains(lines)


@given(chains([MONTH, BY_DAY], ["year"]).map(lambda lines: lines[:2]))
def test_a_line_that_ends_owes_the_same_whatever_succeeds_it(lines):
    for year in range(2020, 2024):
        alone = chain_dues(lines[:1], year)[1]
        assert chain_dues(lines, year)[1] == alone
