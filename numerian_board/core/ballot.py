# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""How an assembly decides on an item: who votes, the quorum, the outcome.

Conventions
-----------
* A **seat** is held by a full member or, when that one is away, by the deputy. What is
  said of a seat is said for one item, when it is put to discussion (CE 19 January 1983,
  Chauré; TA Toulouse 28 June 1987).
* The quorum counts **seats**; a vote counts **voices** (a seat has one, or its weight).
* Proxies do not count for the quorum, unless the statutes say so. A proxy lapses when
  its giver arrives, and when its holder leaves or takes no part.
* Who is interested in the matter is not among those present, and does not vote (CGCT,
  art. L2131-11); who stands for another public body is not even among the members
  (art. L1111-6 II).
* The majority is that of the votes **cast**: neither abstentions, nor blank or void
  papers (art. L2121-20). A tie rejects, unless the chair's casting vote decides; there
  is none in a secret ballot.

Worked example: 11 members, 6 needed. 5 present and 3 proxies: no vote, or 8 voices
where the statutes count proxies.

What the rules do not admit raises ``BallotRefused``, with a code for the rule broken
and the figures for the message.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from typing import NamedTuple

FOR, AGAINST, ABSTAIN, NOT_VOTING = "for", "against", "abstain", "not_voting"
VALUES = (FOR, AGAINST, ABSTAIN, NOT_VOTING)
ADOPTED, REJECTED, NOTED = "adopted", "rejected", "noted"
TAKES_PART, INTERESTED, STANDS_FOR = "takes_part", "interested", "stands_for"
PRESENT, REMOTE, ABSENT = "present", "remote", "absent"
HANDS, BY_NAME, SECRET = "hands", "by_name", "secret"


class BallotRefused(ValueError):
    """A presence, a proxy or a vote that the rules of the body do not admit.

    ``code`` names the rule broken, ``facts`` holds the figures of the refusal.
    """

    def __init__(self, code: str, **facts):
        super().__init__(f"{code}: {facts}")
        self.code = code
        self.facts = facts


class Rules(NamedTuple):
    """The rules of a body.

    ``quorum``: ``majority`` (more than half), ``half``, ``third``, ``number`` (of
    ``quorum_number`` seats) or ``none``; ``majority``: ``cast`` (more than half of the
    votes cast), ``two_thirds`` of them, or ``members`` (more than half of all voices);
    ``max_proxies``: how many one holder may have.
    """

    quorum: str = "majority"
    quorum_number: int = 0
    quorum_counts_proxies: bool = False
    counts_remote: bool = True
    max_proxies: int = 1
    has_casting_vote: bool = True
    majority: str = "cast"


class Seat(NamedTuple):
    """A voting seat at one item: who sits on it, and to whom its proxy is given."""

    key: Hashable
    member: str = ABSENT
    deputy: str = ABSENT
    stance: str = TAKES_PART
    proxy_to: Hashable | None = None
    college: str = ""
    weight: int = 1


class Roll(NamedTuple):
    """The electorate of an item, frozen: seats that vote and the quorum.

    ``holders``: for each seat that votes, the seat that votes for it: itself, or the
    holder of its proxy. ``weights``: voices of each seat that votes.
    """

    serving: int
    serving_voices: int
    needed: int
    counted: int
    present: tuple
    holders: Mapping
    weights: Mapping

    @property
    def has_quorum(self) -> bool:
        return self.counted >= self.needed

    @property
    def represented(self) -> tuple:
        return tuple(key for key, holder in self.holders.items() if key != holder)

    @property
    def voices(self) -> int:
        return sum(self.weights.values())


class Count(NamedTuple):
    """Voices, >= 0; ``blank``: blank or void papers of a secret ballot."""

    votes_for: int = 0
    against: int = 0
    abstentions: int = 0
    blank: int = 0


class Result(NamedTuple):
    """What a vote decides; ``not_voting``: voices that took no part."""

    outcome: str
    count: Count
    not_voting: int = 0
    used_casting_vote: bool = False

    @property
    def cast(self) -> int:
        return self.count.votes_for + self.count.against

    @property
    def is_unanimous(self) -> bool:
        """Return whether all that voted were for: no abstention, no blank paper."""
        return self.outcome == ADOPTED and self.count == Count(self.count.votes_for)


# Who votes


def quorum_needed(serving: int, rules: Rules) -> int:
    """Return the seats that must be counted; 11 members: 6; 8: 5."""
    return {
        "majority": serving // 2 + 1,
        "half": (serving + 1) // 2,
        "third": (serving + 2) // 3,
        "number": rules.quorum_number,
        "none": 0,
    }[rules.quorum]


def is_occupied(seat: Seat, rules: Rules) -> bool:
    """Return whether somebody sits there, the full member or the deputy."""
    counted = (PRESENT, REMOTE) if rules.counts_remote else (PRESENT,)
    return seat.member in counted or seat.deputy in counted


def check_proxies(seats: Iterable[Seat], rules: Rules) -> None:
    """Refuse the proxies that may not be given, used or not.

    :raises BallotRefused: to oneself, to nobody of this body, too many on one holder
    """
    seats = list(seats)
    keys = {seat.key for seat in seats}
    given = [seat for seat in seats if seat.proxy_to is not None]
    for seat in given:
        if seat.proxy_to == seat.key:
            raise BallotRefused("proxy_to_oneself", giver=seat.key)
        if seat.proxy_to not in keys:
            raise BallotRefused("proxy_to_stranger", giver=seat.key)
    for holder, number in Counter(seat.proxy_to for seat in given).items():
        if number > rules.max_proxies:
            raise BallotRefused(
                "too_many_proxies",
                holder=holder,
                number=number,
                allowed=rules.max_proxies,
            )


def roll_call(
    seats: Iterable[Seat], rules: Rules, colleges: Iterable[str] = ()
) -> Roll:
    """Return who votes on an item.

    :param seats: all voting seats of the body, occupied or not
    :param colleges: those that vote on the item; none: all of them
    """
    colleges = set(colleges)
    serving = [
        seat
        for seat in seats
        if seat.stance != STANDS_FOR and (not colleges or seat.college in colleges)
    ]
    part = [seat for seat in serving if seat.stance == TAKES_PART]
    present = {seat.key: seat for seat in part if is_occupied(seat, rules)}
    proxies = {
        seat.key: seat
        for seat in part
        if seat.key not in present and seat.proxy_to in present
    }
    voters = present | proxies
    return Roll(
        serving=len(serving),
        serving_voices=sum(seat.weight for seat in serving),
        needed=quorum_needed(len(serving), rules),
        counted=len(voters if rules.quorum_counts_proxies else present),
        present=tuple(present),
        holders={k: k if k in present else s.proxy_to for k, s in voters.items()},
        weights={key: seat.weight for key, seat in voters.items()},
    )


def check_quorum(roll: Roll) -> None:
    """Refuse to put an item to discussion without quorum.

    :raises BallotRefused: ``no_quorum``
    """
    if not roll.has_quorum:
        raise BallotRefused("no_quorum", needed=roll.needed, counted=roll.counted)


# How they vote


def may_require(mode: str, requests: int, present: int) -> bool:
    """Return whether enough of those present ask for a mode of ballot.

    A quarter for a vote by name, a third for a secret one (CGCT, art. L2121-21).
    """
    share = {BY_NAME: 4, SECRET: 3}[mode]
    return requests > 0 and requests * share >= present


def count_by_name(roll: Roll, votes: Mapping) -> Count:
    """Add up votes given seat by seat; who is not named takes no part.

    :param votes: ``for``, ``against``, ``abstain`` or ``not_voting`` for each seat; the
        holder of a proxy may vote otherwise for its giver
    :raises BallotRefused: the vote of an absent member, or of somebody interested
    """
    totals = Counter()
    for seat, value in votes.items():
        if seat not in roll.weights:
            raise BallotRefused("not_a_voter", seat=seat)
        if value not in VALUES:
            raise BallotRefused("unknown_vote", seat=seat, value=value)
        totals[value] += roll.weights[seat]
    return Count(totals[FOR], totals[AGAINST], totals[ABSTAIN])


def decide(
    roll: Roll, count: Count, rules: Rules, mode: str = HANDS, chair_vote: str = ""
) -> Result:
    """Return the outcome of a vote.

    :param count: voices; the rest took no part
    :param chair_vote: how the chair voted, ``for`` or ``against``, which decides a tie
    :raises BallotRefused: without quorum, or when the count is impossible
    """
    check_quorum(roll)
    check_count(roll, count, mode)
    is_tie = count.votes_for == count.against > 0 and rules.majority == "cast"
    decides_tie = is_tie and rules.has_casting_vote and mode != SECRET
    used = decides_tie and chair_vote in (FOR, AGAINST)
    won = chair_vote == FOR if used else _is_won(roll, count, rules.majority)
    return Result(ADOPTED if won else REJECTED, count, roll.voices - sum(count), used)


def take_note(roll: Roll) -> Result:
    """Return the outcome of an item on which nobody votes; it needs the quorum too."""
    check_quorum(roll)
    return Result(NOTED, Count(), roll.voices)


def check_count(roll: Roll, count: Count, mode: str) -> None:
    """Refuse a count that no vote of this electorate can give.

    :raises BallotRefused: negative, above the voices, or blank papers without papers
    """
    if min(count) < 0:
        raise BallotRefused("negative_votes")
    if count.blank and mode != SECRET:
        raise BallotRefused("blank_without_papers", blank=count.blank)
    if sum(count) > roll.voices:
        raise BallotRefused("too_many_votes", votes=sum(count), voices=roll.voices)


def _is_won(roll: Roll, count: Count, majority: str) -> bool:
    cast = count.votes_for + count.against
    return {
        "cast": 2 * count.votes_for > cast,
        "two_thirds": cast > 0 and 3 * count.votes_for >= 2 * cast,
        "members": 2 * count.votes_for > roll.serving_voices,
    }[majority]
