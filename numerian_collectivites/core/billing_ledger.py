# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What is still to bill or to credit: ``delta = due - billed``, slot by slot.

No ORM, no clock. A **slot** is one civil period of one contract line, named by the
first day of the period. What is billed is always derived from documents (see
``models/billing/``), never from a cursor: a draft that is deleted is
billable again, a run repeated finds nothing, an error of the past surfaces by itself.

Amounts are in euros excluding VAT, dates are inclusive.

Worked example: 345.00 billed for 2021, service in use from 1 September 2021:
due 115.00, billed 345.00, delta -230.00 (kind ``not_prorated``).
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from .proration import (
    InvalidTerms,
    Period,
    Terms,
    Use,
    Version,
    civil_period,
    months,
    round_cents,
    use_of,
    used_months,
    version_at,
    year_dues,
)
from .succession import chained

ZERO = Decimal(0)


class InvalidCredit(ValueError):
    """A credit that exceeds what was billed."""


class Line(NamedTuple):
    """A contract line as the ledger sees it; ``live`` is false once cancelled."""

    id: int
    terms: Terms
    predecessor_id: int | None = None
    live: bool = True


class Billed(NamedTuple):
    """What live documents and adjustments already hold for a slot.

    ``amount``: euros excl. VAT, credits deducted, former software included; ``seq``:
    highest number given to a live document line of the slot, 0 when none; ``waived``:
    euros given up before they were billed, >= 0; ``goodwill``: euros credited as a
    favour, >= 0, which count as billed.
    """

    amount: Decimal = ZERO
    seq: int = 0
    waived: Decimal = ZERO
    goodwill: Decimal = ZERO


class Delta(NamedTuple):
    """What one slot is still owed (> 0) or owes back (< 0).

    ``terms``: of the line once linked, ``None`` when it is cancelled.
    """

    line_id: int
    period: Period
    due: Decimal
    billed: Billed
    terms: Terms | None

    @property
    def use(self) -> Use | None:
        """How much of the period the line uses, ``None`` when nothing."""
        return use_of(self.terms, self.period) if self.terms else None

    @property
    def amount(self) -> Decimal:
        """Euros excl. VAT; positive: to bill, negative: to credit."""
        return outstanding(self.due, self.billed)


NOT_BILLED = Billed()


def outstanding(owed: Decimal, billed: Billed) -> Decimal:
    """Return what a slot is still owed (> 0) or owes back (< 0).

    A favour stays a favour when the service turns out to owe less; but what was never
    billed, or is credited already, is not paid back.
    """
    rest = owed - billed.amount - billed.goodwill
    if rest > 0:
        return max(rest - billed.waived, ZERO)
    return max(rest, min(-billed.amount, ZERO))


def link_chains(lines: Iterable[Line]) -> dict[int, Terms]:
    """Return the terms of the live lines, the months of each chain shared out.

    A cancelled line links its neighbours but claims nothing: it does not serve. Where
    two lines succeed the same one, each forms a chain with it.

    :raises InvalidTerms: if a line succeeds itself
    """
    by_id = {line.id: line for line in lines}
    paths = {line.id: _ancestry(line, by_id) for line in by_id.values() if line.live}
    followed = {line.id for path in paths.values() for line in path[:-1]}
    terms: dict[int, Terms] = {}
    for line_id, path in paths.items():
        if line_id in followed:
            continue
        for line, linked in zip(path, chained([m.terms for m in path]), strict=True):
            known = terms.get(line.id, linked)
            terms[line.id] = max(known, linked, key=lambda t: t.runs_until)
    return terms


def _ancestry(line: Line, by_id: Mapping[int, Line]) -> list[Line]:
    """Return the live lines that lead to a line, the oldest first, itself last."""
    path, seen = [line], {line.id}
    while line.predecessor_id in by_id:
        line = by_id[line.predecessor_id]
        if line.id in seen:
            raise InvalidTerms(f"line {line.id} succeeds itself")
        seen.add(line.id)
        if line.live:
            path.append(line)
    return path[::-1]


def slots(
    lines: Iterable[Line],
    billed: Mapping[int, Mapping[date, Billed]],
    since: date,
    until: date,
) -> list[Delta]:
    """Return every slot of the lines, settled or not, line by line, in order.

    :param lines: whole chains: a line and its successors are given together
    :param billed: what the slots of each line already hold; absent = nothing
    :param since: only periods that end on this day or later
    :param until: only periods that begin on this day or earlier
    """
    lines = list(lines)
    terms = link_chains(lines)
    found = []
    for line in lines:
        linked = terms.get(line.id)
        held = billed.get(line.id, {})
        owed = _billed_periods(line, held) | _owed_periods(linked, since, until)
        for period, amount in sorted(owed.items()):
            if period.last >= since and period.first <= until:
                slot = held.get(period.first, NOT_BILLED)
                found.append(Delta(line.id, period, amount, slot, linked))
    return found


def deltas(
    lines: Iterable[Line],
    billed: Mapping[int, Mapping[date, Billed]],
    since: date,
    until: date,
) -> list[Delta]:
    """Return the slots that are not settled; see ``slots``."""
    return [delta for delta in slots(lines, billed, since, until) if delta.amount]


def _billed_periods(line: Line, held: Mapping[date, Billed]) -> dict[Period, Decimal]:
    """Return the billed slots, owing nothing until the terms say otherwise.

    They hold what was billed before a start was moved, or after a stop.
    """
    kind = line.terms.billing_period
    return {civil_period(slot, kind)._replace(first=slot): ZERO for slot in held}


def _owed_periods(
    terms: Terms | None, since: date, until: date
) -> dict[Period, Decimal]:
    """Return what each civil period of the years in scope owes, zero left out."""
    if terms is None:
        return {}
    first = max(since.year, terms.first.year)
    last = min(until.year, terms.last.year if terms.last else until.year)
    owed = {}
    for year in range(first, last + 1):
        owed |= {p: amount for p, amount in year_dues(terms, year).items() if amount}
    return owed


def first_unbilled(
    terms: Terms, held: Mapping[date, Billed], since: date | None, until: date
) -> date | None:
    """Return the first day of the first period that owes and was never billed.

    :param since: the years before are not looked at; ``None`` = from the start
    :param until: how far to look, whole years
    """
    start = max(since or terms.first, terms.first)
    for period in sorted(_owed_periods(terms, start, until)):
        if period.last >= start and period.first not in held:
            return period.first
    return None


def allocate_credit(
    amount: Decimal, remaining: Iterable[tuple[int, Decimal]]
) -> list[tuple[int, Decimal]]:
    """Share a credit between the document lines that billed it.

    :param amount: euros excl. VAT to credit, > 0
    :param remaining: ``(document line, euros not credited yet)``, in the order in which
        they are to be credited (newest first)
    :return: ``(document line, euros to credit)``, their sum is ``amount``
    :raises InvalidCredit: if more is asked than remains
    """
    shares, rest = [], amount
    for line_id, left in remaining:
        share = min(rest, left)
        if share > 0:
            shares.append((line_id, share))
            rest -= share
    if rest > 0:
        raise InvalidCredit(f"{rest} of {amount} cannot be credited: nothing remains")
    return shares


def classify(delta: Delta, terms: Terms | None, full: Decimal) -> str:
    """Say what is wrong with a slot of the past.

    :param terms: of the line once linked; ``None`` when the line is cancelled
    :param full: euros excl. VAT of the whole period, as if used from end to end
    :return: ``never_billed``, ``billed_after_termination``, ``not_prorated`` (more
        months billed than used), ``billed_twice`` or ``price_differs``
    """
    billed = delta.billed.amount
    if billed == 0:
        return "never_billed"
    if not delta.due and (
        terms is None or (terms.last and terms.last < delta.period.first)
    ):
        return "billed_after_termination"
    if delta.due < billed and _is_whole_months(billed, full, delta.period):
        return "not_prorated"
    if delta.due and billed >= 2 * delta.due:
        return "billed_twice"
    return "price_differs"


def _is_whole_months(amount: Decimal, full: Decimal, period: Period) -> bool:
    """Whether an amount is the price of some months of a period, up to all of them."""
    count = len(months(period))
    shares = (Fraction(full) * month / count for month in range(1, count + 1))
    return any(round_cents(share) == amount for share in shares)


def whole_period(terms: Terms, period: Period) -> Decimal:
    """Return the price of a period used from end to end, at the line's own versions."""
    whole = terms._replace(
        first=period.first, last=None, free_from=None, runs_until=None
    )
    return year_dues(whole, period.first.year).get(period, ZERO)


def versions_used(terms: Terms, period: Period) -> list[Version]:
    """Return the versions that price a period, in order, each once."""
    use = use_of(terms, period)
    if use is None:
        return []
    if use.unit == "day":
        first = version_at(terms, use.span.first)
        later = [v for v in terms.versions if v.date_from > use.span.first]
        return [first, *(v for v in later if v.date_from <= use.span.last)]
    used = used_months(terms, period)
    priced = [version_at(terms, max(month.first, terms.first)) for month in used]
    return list(dict.fromkeys(priced))
