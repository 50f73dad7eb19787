"""The outcome of a vote, and what always holds."""

import pytest
from ballot_builders import CGCT, board, change, refused
from hypothesis import given
from hypothesis import strategies as st
from numerian_board.core.ballot import (
    Count,
    Rules,
    Seat,
    count_by_name,
    decide,
    may_require,
    roll_call,
    take_note,
)

# Votes


@pytest.mark.parametrize(
    ("_case", "mode", "chair", "outcome", "casting"),
    [
        ("chair_for", "hands", "for", "adopted", True),
        ("chair_against", "hands", "against", "rejected", True),
        ("chair_abstains", "hands", "abstain", "rejected", False),
        ("secret", "secret", "for", "rejected", False),
    ],
)
def test_tie(_case, mode, chair, outcome, casting):
    roll = roll_call(board(13), CGCT)
    result = decide(roll, Count(5, 5, 3), CGCT, mode, chair)
    assert (result.outcome, result.used_casting_vote) == (outcome, casting)
    assert result.cast == 10


def test_tie_rejects_where_the_body_has_no_casting_vote():
    rules = CGCT._replace(has_casting_vote=False)
    result = decide(roll_call(board(4), rules), Count(2, 2), rules, "hands", "for")
    assert (result.outcome, result.used_casting_vote) == ("rejected", False)


def test_all_abstain_rejects():
    result = decide(roll_call(board(4), CGCT), Count(0, 0, 4), CGCT, "hands", "for")
    assert (result.outcome, result.cast, result.used_casting_vote) == (
        "rejected",
        0,
        False,
    )


@pytest.mark.parametrize(
    ("majority", "count", "outcome"),
    [
        ("cast", Count(3, 2, 5), "adopted"),
        ("two_thirds", Count(4, 2), "adopted"),
        ("two_thirds", Count(5, 3), "rejected"),
        ("two_thirds", Count(0, 0, 5), "rejected"),
        ("members", Count(6, 0), "adopted"),
        ("members", Count(5, 0, 1), "rejected"),
        ("members", Count(5, 5), "rejected"),
    ],
)
def test_majorities(majority, count, outcome):
    rules = CGCT._replace(majority=majority)
    roll = roll_call(board(10, absent=1), rules)
    assert decide(roll, count, rules, "hands", "for").outcome == outcome


@pytest.mark.parametrize(
    ("_case", "count", "unanimous"),
    [
        ("all", Count(4), True),
        ("one_does_not_vote", Count(3), True),
        ("one_abstains", Count(3, 0, 1), False),
        ("one_against", Count(3, 1), False),
    ],
)
def test_unanimity(_case, count, unanimous):
    result = decide(roll_call(board(4), CGCT), count, CGCT)
    assert (result.is_unanimous, result.not_voting) == (unanimous, 4 - sum(count))


def test_takes_note_without_vote():
    result = take_note(roll_call(board(4), CGCT))
    assert (result.outcome, result.count, result.is_unanimous) == (
        "noted",
        Count(),
        False,
    )
    with refused("no_quorum"):
        take_note(roll_call(board(2, absent=2), CGCT))


@pytest.mark.parametrize(
    ("code", "count", "mode"),
    [
        ("too_many_votes", Count(4, 1), "hands"),
        ("too_many_votes", Count(2, 1, 1, 1), "secret"),
        ("negative_votes", Count(4, -1), "hands"),
        ("blank_without_papers", Count(3, 0, 0, 1), "hands"),
    ],
)
def test_impossible_count_is_refused(code, count, mode):
    with refused(code):
        decide(roll_call(board(4), CGCT), count, CGCT, mode)


def test_no_vote_without_quorum():
    with refused("no_quorum") as caught:
        decide(roll_call(board(5, absent=6), CGCT), Count(5), CGCT)
    assert caught.value.facts == {"needed": 6, "counted": 5}


def test_votes_by_name():
    seats = change(board(6, absent=5, proxies=1), "p1", weight=3)
    roll = roll_call(seats, CGCT)
    votes = dict.fromkeys(roll.weights, "for")
    assert count_by_name(roll, votes) == Count(9)
    # The holder votes otherwise for the member it represents.
    votes |= {"a0": "against", "p1": "abstain", "p2": "not_voting"}
    assert count_by_name(roll, votes) == Count(4, 1, 3)
    assert decide(roll, count_by_name(roll, votes), CGCT).not_voting == 1


@pytest.mark.parametrize(
    ("code", "votes"),
    [
        ("not_a_voter", {"a0": "for"}),
        ("not_a_voter", {"p5": "for"}),
        ("unknown_vote", {"p0": "yes"}),
    ],
)
def test_vote_by_name_is_refused(code, votes):
    seats = change(board(6, absent=5), "p5", stance="interested")
    with refused(code):
        count_by_name(roll_call(seats, CGCT), votes)


@pytest.mark.parametrize(
    ("mode", "requests", "present", "expected"),
    [
        ("by_name", 3, 12, True),
        ("by_name", 2, 12, False),
        ("secret", 4, 12, True),
        ("secret", 3, 12, False),
        ("secret", 0, 0, False),
    ],
)
def test_some_members_may_require_a_mode_of_ballot(mode, requests, present, expected):
    assert may_require(mode, requests, present) is expected


# What always holds

rules = st.builds(
    Rules,
    quorum=st.sampled_from(["majority", "half", "third", "none"]),
    quorum_counts_proxies=st.booleans(),
    counts_remote=st.booleans(),
    max_proxies=st.just(20),
    has_casting_vote=st.booleans(),
    majority=st.sampled_from(["cast", "two_thirds", "members"]),
)


@st.composite
def assemblies(draw):
    number = draw(st.integers(1, 12))
    where = st.sampled_from(["present", "remote", "absent"])
    stances = st.sampled_from(["takes_part"] * 4 + ["interested", "stands_for"])
    return [
        Seat(
            key,
            draw(where),
            draw(where),
            draw(stances),
            draw(st.sampled_from([k for k in range(number) if k != key] or [None])),
            weight=draw(st.integers(1, 3)),
        )
        for key in range(number)
    ]


@given(assemblies(), rules, st.randoms())
def test_order_of_the_seats_changes_nothing(seats, rules, random):
    roll = roll_call(seats, rules)
    random.shuffle(seats)
    again = roll_call(seats, rules)
    assert again._replace(present=()) == roll._replace(present=())
    assert set(again.present) == set(roll.present)


@given(assemblies(), rules)
def test_nobody_votes_twice_and_holders_are_present(seats, rules):
    roll = roll_call(seats, rules)
    assert set(roll.holders.values()) <= set(roll.present)
    assert set(roll.present) | set(roll.represented) == set(roll.weights)
    assert roll.voices <= roll.serving_voices


@given(assemblies(), rules)
def test_who_arrives_never_lowers_the_quorum(seats, rules):
    before = roll_call(seats, rules)
    for seat in seats:
        after = roll_call(change(seats, seat.key, member="present"), rules)
        assert after.counted >= before.counted
        assert after.needed == before.needed


@given(assemblies(), rules, st.data())
def test_a_vote_moved_to_for_never_turns_a_yes_into_a_no(seats, rules, data):
    roll = roll_call(seats, rules._replace(quorum="none"))
    values = st.sampled_from(["for", "against", "abstain", "not_voting"])
    votes = {key: data.draw(values) for key in roll.weights}
    chair = next(iter(roll.present), None)

    def outcome():
        count = count_by_name(roll, votes)
        chair_vote = votes.get(chair, "")
        return decide(roll, count, rules, "by_name", chair_vote).outcome

    before = outcome()
    for key in votes:
        votes[key] = "for"
        assert before == "rejected" or outcome() == "adopted"
        before = outcome()


@given(assemblies(), rules, st.tuples(*[st.integers(0, 6)] * 4))
def test_voices_add_up_or_the_count_is_refused(seats, rules, figures):
    roll = roll_call(seats, rules._replace(quorum="none"))
    count = Count(*figures)
    if sum(count) > roll.voices:
        with refused("too_many_votes"):
            decide(roll, count, rules, "secret")
        return
    result = decide(roll, count, rules, "secret")
    assert sum(result.count) + result.not_voting == roll.voices
    assert not result.used_casting_vote
