from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from numerian_collectivites.core.discrepancy_life import (
    CORRECTABLE,
    PENDING,
    Figures,
    is_remainder,
    next_state,
)

STATES = ("open", "accepted", "prepared", "corrected", "dismissed")


def figures(due, billed):
    due, billed = Decimal(due), Decimal(billed)
    return Figures(due, billed, due - billed)


COSOLUCE = figures("115.00", "345.00")
LATER_START = figures("86.25", "345.00")

amounts = st.decimals(min_value=0, max_value=10_000, places=2)
any_figures = st.builds(Figures, amounts, amounts, amounts)
any_state = st.sampled_from(STATES)
any_former = st.sampled_from([None, *CORRECTABLE])


@pytest.mark.parametrize(
    ("_case", "state", "former", "found", "has_draft", "expected"),
    [
        ("nothing_new", "open", None, COSOLUCE, False, "open"),
        ("waits_for_the_board", "accepted", None, COSOLUCE, False, "accepted"),
        ("stays_dismissed", "dismissed", None, COSOLUCE, False, "dismissed"),
        ("comes_back", "dismissed", None, LATER_START, False, "open"),
        ("agreed_on_other_figures", "accepted", None, LATER_START, False, "open"),
        ("draft_made", "accepted", "accepted", None, True, "prepared"),
        ("posted", "prepared", "open", None, False, "corrected"),
        ("draft_deleted", "prepared", "accepted", COSOLUCE, False, "accepted"),
        ("draft_deleted_of_an_open", "prepared", "open", COSOLUCE, False, "open"),
        ("draft_too_low", "prepared", "open", LATER_START, True, "open"),
        ("posted_then_draft_again", "corrected", "open", None, True, "prepared"),
        ("wrong_again", "corrected", "accepted", COSOLUCE, False, "open"),
        ("right_by_itself", "open", None, None, False, "corrected"),
        ("right_although_dismissed", "dismissed", None, None, False, "corrected"),
    ],
)
def test_examples(_case, state, former, found, has_draft, expected):
    assert next_state(state, former, COSOLUCE, found, has_draft) == expected


@given(any_state, any_former, any_figures, st.none() | any_figures, st.booleans())
def test_reading_twice_changes_nothing_more(state, former, held, found, has_draft):
    once = next_state(state, former, held, found, has_draft)
    held = found or held
    assert next_state(once, former, held, found, has_draft) == once


@given(any_former, any_figures, any_figures, st.booleans())
def test_dismissed_comes_back_when_the_figures_change_and_only_then(
    former, held, found, has_draft
):
    after = next_state("dismissed", former, held, found, has_draft)
    assert after == ("dismissed" if found == held else "open")


@given(any_state, any_former, any_figures, any_figures, st.booleans())
def test_what_is_wrong_is_pending_unless_dismissed(
    state, former, held, found, has_draft
):
    after = next_state(state, former, held, found, has_draft)
    assert after in (*PENDING, "dismissed")


@given(any_state, any_former, any_figures, st.booleans())
def test_no_state_is_decided_by_the_ledger_alone(state, former, held, has_draft):
    """Only people accept or dismiss."""
    after = next_state(state, former, held, held, has_draft)
    if after in ("accepted", "dismissed"):
        assert after in (state, former)


@pytest.mark.parametrize(
    ("_case", "billed", "expected"),
    [
        ("part_is_credited", "245.00", True),
        ("nothing_is_credited", "345.00", False),
        ("billed_once_more", "460.00", False),
        ("credited_in_excess", "100.00", False),
    ],
)
def test_remainder_of_a_correction(_case, billed, expected):
    assert is_remainder(COSOLUCE, figures("115.00", billed)) is expected
