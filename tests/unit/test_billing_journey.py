"""Any order of billing, repricing, stopping, re-opening and crediting ends settled.

A town's contract lives through random steps. Documents are kept as Odoo keeps them: an
invoice line per positive delta, a credit per negative one, allocated to the invoice
lines of the slot; what is billed is always summed from them.
"""

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from itertools import count

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)
from numerian_collectivites.core.billing_ledger import (
    NOT_BILLED,
    Billed,
    Line,
    allocate_credit,
    deltas,
    link_chains,
    outstanding,
)
from numerian_collectivites.core.proration import (
    DAY,
    PERIOD_MONTHS,
    PRORATIONS,
    Terms,
    Version,
    year_dues,
)

FIRST, LAST = date(2021, 1, 1), date(2024, 12, 31)
EVER = date(2020, 1, 1), date(2025, 12, 31)
days_of_service = st.dates(FIRST, LAST)
prices = st.decimals(min_value=1, max_value=5000, places=2)


class Journey(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.lines: dict[int, Line] = {}
        self.invoices = []  # {"id", "line_id", "slot", "amount", "credited"}
        self.waived = defaultdict(Decimal)  # (line, slot) -> euros given up
        self.numbers = count(1)

    # What stands in the books

    def billed(self):
        books = defaultdict(dict)
        for invoice in self.invoices:
            held = books[invoice["line_id"]].get(invoice["slot"], NOT_BILLED)
            net = held.amount + invoice["amount"] - invoice["credited"]
            books[invoice["line_id"]][invoice["slot"]] = Billed(net, held.seq + 1)
        for (line_id, slot), amount in self.waived.items():
            held = books[line_id].get(slot, NOT_BILLED)
            books[line_id][slot] = held._replace(waived=amount)
        return books

    def open_slots(self, since=FIRST, until=LAST):
        found = deltas(self.lines.values(), self.billed(), since, until)
        return {(d.line_id, d.period): d.amount for d in found}

    def expect_past_unmoved(self, before, day):
        """No slot that ended before the month of ``day`` has moved."""
        edge = day.replace(day=1)
        ended = {key: v for key, v in before.items() if key[1].last < edge}
        after = self.open_slots()
        assert {key: v for key, v in after.items() if key[1].last < edge} == ended

    def change(self, line_id, **terms):
        line = self.lines[line_id]
        self.lines[line_id] = line._replace(terms=line.terms._replace(**terms))

    # What the clerk does

    @initialize(data=st.data())
    def sign(self, data):
        self.add(data, data.draw(days_of_service), None)

    @precondition(lambda self: len(self.lines) < 6)
    @rule(data=st.data(), gap=st.sampled_from([0, 0, 1, 5, 40]))
    def replace_by_a_successor(self, data, gap):
        ended = [
            line
            for line in self.lines.values()
            if line.terms.last
            and line.terms.last < LAST - timedelta(60)
            and not any(m.predecessor_id == line.id for m in self.lines.values())
        ]
        if ended:
            line, before = data.draw(st.sampled_from(ended)), self.open_slots()
            start = line.terms.last + DAY * (1 + gap)
            line_id = self.add(data, start, line.id)
            after = self.open_slots()
            own = {key: v for key, v in after.items() if key[0] == line_id}
            self.expect_past_unmoved(before | own, line.terms.last)

    def add(self, data, start, predecessor_id):
        line_id = next(self.numbers)
        terms = Terms(
            start,
            None,
            (Version(start, data.draw(prices), Decimal(1)),),
            data.draw(st.sampled_from(sorted(PERIOD_MONTHS))),
            data.draw(st.sampled_from(["year", "month"])),
            data.draw(st.sampled_from(PRORATIONS)),
        )
        self.lines[line_id] = Line(line_id, terms, predecessor_id)
        return line_id

    @rule(until=days_of_service)
    def bill(self, until):
        before = self.open_slots(*EVER)
        for (line_id, period), amount in self.open_slots(FIRST, until).items():
            if amount > 0:
                self.invoices.append(
                    {
                        "id": next(self.numbers),
                        "line_id": line_id,
                        "slot": period.first,
                        "amount": amount,
                        "credited": Decimal(0),
                    }
                )
            else:
                self.credit(line_id, period.first, -amount)
        assert self.open_slots(FIRST, until) == {}, "delta after billing"
        out_of_scope = {k: v for k, v in before.items() if k[1].first > until}
        assert self.open_slots(*EVER) == out_of_scope

    def credit(self, line_id, slot, amount):
        origins = [
            invoice
            for invoice in reversed(self.invoices)
            if (invoice["line_id"], invoice["slot"]) == (line_id, slot)
        ]
        remaining = [(i["id"], i["amount"] - i["credited"]) for i in origins]
        shares = dict(allocate_credit(amount, remaining))
        for invoice in origins:
            invoice["credited"] += shares.get(invoice["id"], 0)

    @precondition(lambda self: any(not i["credited"] for i in self.invoices))
    @rule(data=st.data())
    def delete_a_draft(self, data):
        drafts = [i for i in self.invoices if not i["credited"]]
        draft = data.draw(st.sampled_from(drafts))
        key = draft["line_id"], draft["slot"]
        self.invoices.remove(draft)
        held = self.billed()[key[0]].get(key[1], NOT_BILLED)
        due = self.dues().get(key, Decimal(0))
        found = {(k[0], k[1].first): v for k, v in self.open_slots(*EVER).items()}
        assert found.get(key, 0) == outstanding(due, held)

    @precondition(lambda self: self.lines)
    @rule(data=st.data(), price=prices, start=days_of_service)
    def reprice_from(self, data, price, start):
        line_id = data.draw(st.sampled_from(sorted(self.lines)))
        versions = self.lines[line_id].terms.versions
        if start > versions[-1].date_from:
            before = self.open_slots()
            amended = (*versions, Version(start, price, Decimal(2)))
            self.change(line_id, versions=amended)
            self.expect_past_unmoved(before, start)

    @precondition(lambda self: self.lines)
    @rule(data=st.data(), last=days_of_service)
    def stop(self, data, last):
        line_id = data.draw(st.sampled_from(sorted(self.lines)))
        terms = self.lines[line_id].terms
        if terms.first <= last and (not terms.last or last < terms.last):
            before = self.open_slots()
            self.change(line_id, last=last)
            self.expect_past_unmoved(before, last)

    @precondition(lambda self: self.lines)
    @rule(data=st.data())
    def reopen(self, data):
        line_id = data.draw(st.sampled_from(sorted(self.lines)))
        last = self.lines[line_id].terms.last
        followed = any(m.predecessor_id == line_id for m in self.lines.values())
        if last and not followed:
            before = self.open_slots()
            self.change(line_id, last=None)
            self.expect_past_unmoved(before, last)

    @precondition(lambda self: self.lines)
    @rule(data=st.data())
    def cancel_what_was_never_billed(self, data):
        line_id = data.draw(st.sampled_from(sorted(self.lines)))
        if line_id not in {invoice["line_id"] for invoice in self.invoices}:
            self.lines[line_id] = self.lines[line_id]._replace(live=False)
            assert line_id not in {key[0] for key in self.open_slots(*EVER)}

    @precondition(lambda self: self.invoices)
    @rule(data=st.data(), part=st.sampled_from([Decimal("0.1"), Decimal(1)]))
    def grant_goodwill(self, data, part):
        invoice = data.draw(st.sampled_from(self.invoices))
        key = invoice["line_id"], invoice["slot"]
        left = invoice["amount"] - invoice["credited"]
        gift = (left * part).quantize(Decimal("0.01"))
        if key not in {(k[0], k[1].first) for k in self.open_slots(*EVER)}:
            self.credit(*key, gift)
            self.waived[key] += gift
            assert key not in {(k[0], k[1].first) for k in self.open_slots(*EVER)}

    # What always holds

    def dues(self):
        return {
            (line_id, period.first): amount
            for line_id, terms in link_chains(self.lines.values()).items()
            for year in range(FIRST.year, LAST.year + 1)
            for period, amount in year_dues(terms, year).items()
        }

    @invariant()
    def no_credit_exceeds_what_was_billed(self):
        for invoice in self.invoices:
            assert 0 <= invoice["credited"] <= invoice["amount"]

    @invariant()
    def the_order_of_the_lines_does_not_matter(self):
        lines, billed = list(self.lines.values()), self.billed()
        found = deltas(lines[::-1], billed, FIRST, LAST)
        assert {(d.line_id, d.period): d.amount for d in found} == self.open_slots()

    def teardown(self):
        """Bill to the end: the books hold what is due, slot by slot."""
        self.bill(LAST)
        dues, settled = self.dues(), self.billed()
        for line_id, slots in settled.items():
            for slot, held in slots.items():
                due = dues.get((line_id, slot), Decimal(0))
                assert held.amount <= due <= held.amount + held.waived
        for (line_id, slot), due in dues.items():
            held = settled[line_id].get(slot, NOT_BILLED)
            assert held.amount == due or held.waived


Journey.TestCase.settings = settings(stateful_step_count=18, report_multiple_bugs=False)
TestJourney = Journey.TestCase
