"""Seats of an assembly, for the tests of its rules."""

import pytest
from numerian_board.core.ballot import BallotRefused, Rules, Seat

CGCT = Rules()
STATUTES = Rules(quorum_counts_proxies=True, max_proxies=2)


def board(present, absent=0, proxies=0, **others):
    """Seats ``p0…`` present, then ``a0…`` absent; the first ones gave a proxy."""
    seats = [Seat(f"p{n}", member="present") for n in range(present)]
    return seats + [
        Seat(f"a{n}", proxy_to=f"p{n}" if n < proxies else None, **others)
        for n in range(absent)
    ]


def change(seats, key, **changes):
    return [seat._replace(**changes) if seat.key == key else seat for seat in seats]


def refused(code):
    return pytest.raises(BallotRefused, match=f"^{code}")
