# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Dates that the law counts: the notice of a session, an act that comes into force.

Clear days: neither the day of sending nor that of the session counts; week-ends and
public holidays do, and extend nothing (CE 13 October 1993; CE 12 July 1955). Sent on
21 December for the 26th: 4 clear days.
"""

from datetime import date, timedelta

DAY = timedelta(days=1)


def clear_days(sent: date, held: date) -> int:
    """Return the clear days between the notice and the session; negative once late."""
    return (held - sent).days - 1


def latest_sending(held: date, days: int) -> date:
    """Return the last day on which a notice leaves ``days`` clear days."""
    return held - (days + 1) * DAY


def earliest_session(sent: date, days: int) -> date:
    """Return the first day that leaves ``days`` clear days after the notice."""
    return sent + (days + 1) * DAY


def in_force_date(
    published: date | None, received: date | None, needs_transmission: bool
) -> date | None:
    """Return the day an act comes into force, ``None`` as long as a step is missing.

    It is in force once published and, where the law says so, received by the State's
    representative (CGCT, art. L2131-1; a mixed syndicate that is open: art. L5721-4).

    :param published: day of publication or notification
    :param received: day of the acknowledgement; ignored where none is needed
    """
    if not published or (needs_transmission and not received):
        return None
    return max(published, received) if needs_transmission else published
