"""Who votes on an item, and the quorum: the rules of the CGCT and those of statutes."""

import pytest
from ballot_builders import CGCT, STATUTES, board, change, refused
from numerian_board.core.ballot import (
    Count,
    Rules,
    check_proxies,
    check_quorum,
    decide,
    quorum_needed,
    roll_call,
)

# Quorum


@pytest.mark.parametrize(
    ("quorum", "serving", "needed"),
    [
        ("majority", 11, 6),
        ("majority", 8, 5),
        ("majority", 6, 4),
        ("majority", 0, 1),
        ("half", 11, 6),
        ("half", 8, 4),
        ("third", 11, 4),
        ("third", 9, 3),
        ("number", 11, 7),
        ("none", 11, 0),
    ],
)
def test_quorum_needed(quorum, serving, needed):
    rules = Rules(quorum=quorum, quorum_number=7)
    assert quorum_needed(serving, rules) == needed


def test_proxies_count_for_the_quorum_only_where_the_statutes_say_so():
    seats = board(5, absent=6, proxies=3)
    roll = roll_call(seats, CGCT)
    assert (roll.counted, roll.needed, roll.voices) == (5, 6, 8)
    with refused("no_quorum"):
        check_quorum(roll)
    roll = roll_call(seats, STATUTES)
    assert (roll.counted, roll.needed, roll.voices) == (8, 6, 8)
    check_quorum(roll)


def test_board_of_the_minutes_has_its_quorum():
    roll = roll_call(board(4, absent=2), CGCT)
    assert (roll.serving, roll.needed, roll.counted) == (6, 4, 4)
    assert decide(roll, Count(4), CGCT).is_unanimous


def test_no_condition_of_quorum_at_the_second_session():
    rules = CGCT._replace(quorum="none")
    roll = roll_call(board(2, absent=9), rules)
    assert decide(roll, Count(2), rules).outcome == "adopted"


def test_interested_member_is_out_of_quorum_and_of_vote():
    seats = change(board(6, absent=5), "p0", stance="interested")
    roll = roll_call(seats, CGCT)
    assert (roll.serving, roll.counted, roll.needed) == (11, 5, 6)
    assert "p0" not in roll.weights


def test_who_stands_for_another_public_body_is_not_even_a_member():
    seats = change(board(5, absent=5), "a0", stance="stands_for")
    assert roll_call(seats, CGCT).serving == 9
    assert roll_call(seats, CGCT).has_quorum


def test_deputy_sits_for_the_absent_member():
    seats = change(board(5, absent=6), "a0", deputy="present")
    roll = roll_call(seats, CGCT)
    assert roll.counted == roll.voices == 6
    both = change(seats, "p0", deputy="present")
    assert roll_call(both, CGCT) == roll


def test_remote_members_count_where_the_body_admits_it():
    seats = change(board(5, absent=6), "a0", member="remote")
    assert roll_call(seats, CGCT).counted == 6
    assert roll_call(seats, CGCT._replace(counts_remote=False)).counted == 5


def test_only_the_colleges_concerned_count_and_vote():
    seats = board(3) + board(0, absent=4, college="communes")
    seats = change(seats, "a0", member="present")
    roll = roll_call(seats, CGCT, ["communes"])
    assert (roll.serving, roll.needed, roll.counted) == (4, 3, 1)
    assert list(roll.weights) == ["a0"]


# Proxies


def test_second_proxy_on_one_holder_is_refused():
    seats = change(board(6, absent=5, proxies=1), "a1", proxy_to="p0")
    with refused("too_many_proxies") as caught:
        check_proxies(seats, CGCT)
    assert caught.value.facts == {"holder": "p0", "number": 2, "allowed": 1}
    check_proxies(seats, STATUTES)


@pytest.mark.parametrize(
    ("code", "holder"), [("proxy_to_oneself", "a0"), ("proxy_to_stranger", "z9")]
)
def test_proxy_must_go_to_another_member(code, holder):
    with refused(code):
        check_proxies(change(board(1, absent=1), "a0", proxy_to=holder), CGCT)


@pytest.mark.parametrize(
    ("_case", "key", "changes"),
    [
        ("holder_leaves", "p0", {"member": "absent"}),
        ("holder_is_interested", "p0", {"stance": "interested"}),
        ("giver_is_interested", "a0", {"stance": "interested"}),
    ],
)
def test_proxy_lapses(_case, key, changes):
    seats = board(6, absent=5, proxies=1)
    assert roll_call(seats, CGCT).represented == ("a0",)
    assert roll_call(change(seats, key, **changes), CGCT).represented == ()


def test_proxy_ends_when_its_giver_or_deputy_arrives():
    seats = board(6, absent=5, proxies=1)
    for changes in ({"member": "present"}, {"deputy": "present"}):
        roll = roll_call(change(seats, "a0", **changes), CGCT)
        assert roll.voices == 7
        assert roll.represented == ()
