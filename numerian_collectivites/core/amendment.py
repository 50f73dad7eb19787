# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What an amendment changes in what a contract owes, before anybody writes it.

No ORM, no clock; dates are inclusive, amounts are euros excl. VAT.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from .billing_ledger import NOT_BILLED, Billed, Delta, Line, slots
from .proration import DAY, Period, Version, civil_period


class Effect(NamedTuple):
    """One slot whose due amount changes, or that is not settled afterwards.

    ``amount``: to bill (> 0) or to credit (< 0) for what is billed already; zero for a
    slot that no document holds yet, which a campaign bills in its time.
    """

    line_id: int
    period: Period
    before: Decimal
    after: Decimal
    billed: Decimal
    amount: Decimal


def repriced(line: Line, version: Version) -> Line:
    """Return the line with a price and quantity from a day on; same day: replaced."""
    kept = [v for v in line.terms.versions if v.date_from != version.date_from]
    versions = tuple(sorted([*kept, version], key=lambda v: v.date_from))
    return line._replace(terms=line.terms._replace(versions=versions))


def stopped(line: Line, last: date) -> Line:
    """Return the line that serves until ``last``; never, if it starts later."""
    if line.terms.last and line.terms.last <= last:
        return line
    if line.terms.first > last:
        return line._replace(live=False)
    return line._replace(terms=line.terms._replace(last=last))


def suspended(line: Line, first: date, last: date, new_id: int) -> list[Line]:
    """Return the line and what follows its suspension, which prolongs it as long.

    :param first: first day without service
    :param last: last day without service
    :param new_id: of the line that follows
    """
    terms = line.terms
    if not line.live or (terms.last and terms.last < first):
        return [line]
    length = last - first + DAY
    if terms.first >= first:
        moved = last - terms.first + DAY if terms.first < last else length
        later = terms.last and terms.last + moved
        return [
            line._replace(terms=terms._replace(first=terms.first + moved, last=later))
        ]
    later = terms.last and terms.last + length
    successor = Line(new_id, terms._replace(first=last + DAY, last=later), line.id)
    return [stopped(line, first - DAY), successor]


def effects(
    before: Iterable[Line],
    after: Iterable[Line],
    billed: Mapping[int, Mapping[date, Billed]],
    since: date,
    until: date,
) -> list[Effect]:
    """Return the slots that the amendment changes, line by line, in order of dates.

    Slots that documents hold are looked at whatever their date.

    :param before: whole chains as they are
    :param after: the same once amended, new lines included
    :param since: unbilled periods that end before are not shown
    :param until: nor those that begin after
    """
    after = list(after)
    held = [_reach(line, billed.get(line.id, {})) for line in after]
    first = min([since, *(span.first for span in held if span)])
    last = max([until, *(span.last for span in held if span)])
    was = _by_slot(slots(before, billed, first, last))
    now = _by_slot(slots(after, billed, first, last))
    found = [_effect(key, was.get(key), now.get(key)) for key in now | was]
    order = {line.id: place for place, line in enumerate(after)}
    return sorted(
        (effect for effect in found if effect.before != effect.after),
        key=lambda effect: (order.get(effect.line_id, 0), effect.period),
    )


def _reach(line: Line, held: Mapping[date, Billed]) -> Period | None:
    if not held:
        return None
    last = civil_period(max(held), line.terms.billing_period).last
    return Period(min(held), last)


def _by_slot(found: Iterable[Delta]) -> dict:
    return {(delta.line_id, delta.period): delta for delta in found}


def _effect(key, was: Delta | None, now: Delta | None) -> Effect:
    line_id, period = key
    billed = (now or was).billed
    return Effect(
        line_id,
        period,
        was.due if was else Decimal(0),
        now.due if now else Decimal(0),
        billed.amount,
        now.amount if now and billed != NOT_BILLED else Decimal(0),
    )
