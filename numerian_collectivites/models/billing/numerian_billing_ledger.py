# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import defaultdict
from datetime import date, timedelta
from typing import NamedTuple

from odoo import api, models

from ...core import billing_ledger as ledger
from ...core.proration import Terms, Version, civil_period, to_decimal

LINE_FIELDS = [
    "contract_id",
    "date_start",
    "date_end",
    "is_canceled",
    "billing_period",
    "price_period",
    "proration",
    "predecessor_contract_line_id",
]
VERSION_FIELDS = ["contract_line_id", "date_from", "price_unit", "quantity", "discount"]
# What each kind of adjustment adds to, in ``ledger.Billed``.
ADJUSTED = {"opening": "amount", "goodwill": "goodwill", "write_off": "waived"}


class Book(NamedTuple):
    """Everything the pure ledger needs about some contract lines."""

    lines: dict  # contract line id -> ledger.Line, whole chains
    billed: dict  # contract line id -> first day of the slot -> ledger.Billed

    @property
    def terms(self):
        """Terms by contract line, the months of each chain shared out."""
        return ledger.link_chains(self.lines.values())

    def deltas(self, since, until):
        return ledger.deltas(self.lines.values(), self.billed, since, until)


class NumerianBillingLedger(models.AbstractModel):
    """The one door between contract lines and documents, and the pure ledger.

    Whatever the number of lines, a book is read in a constant number of queries.
    """

    _name = "numerian.billing.ledger"
    _description = "Billing Ledger"

    @api.model
    def _get_book(self, contracts):
        """Read the lines of some campaign contracts, and what they are billed.

        Whole contracts, because a successor stays in the contract of its predecessor.
        """
        # sudo: the sums must be complete, whoever asks; callers show them only to
        # people who may read the contracts they passed.
        lines = (
            self.env["contract.line"]
            .sudo()
            .search_fetch(self._get_lines_domain(contracts), LINE_FIELDS)
        )
        versions = self._read_versions(lines)
        return Book(
            {line.id: self._to_line(line, versions[line.id]) for line in lines},
            self._read_billed(lines),
        )

    @api.model
    def _get_lines_domain(self, contracts):
        return [
            ("contract_id", "in", contracts.ids),
            ("display_type", "=", False),
            ("date_start", "!=", False),
        ]

    @api.model
    def _read_versions(self, lines):
        versions = defaultdict(list)
        for version in (
            self.env["numerian.contract.line.price"]
            .sudo()
            .search_fetch(
                [("contract_line_id", "in", lines.ids)],
                VERSION_FIELDS,
                order="contract_line_id, date_from",
            )
        ):
            versions[version.contract_line_id.id].append(version._to_version())
        return versions

    @api.model
    def _to_line(self, line, versions):
        terms = Terms(
            line.date_start,
            line.date_end or None,
            # Without a version, what is typed on the line is its only price.
            tuple(versions) or (self._get_typed_version(line),),
            line.billing_period,
            line.price_period,
            line.proration,
        )
        predecessor = line.predecessor_contract_line_id.id or None
        return ledger.Line(line.id, terms, predecessor, not line.is_canceled)

    @api.model
    def _get_typed_version(self, line):
        price, quantity = to_decimal(line.price_unit), to_decimal(line.quantity)
        return Version(line.date_start, price, quantity, to_decimal(line.discount))

    @api.model
    def _read_billed(self, lines):
        """Sum what live documents and adjustments hold, by line and slot."""
        billed = defaultdict(dict)
        for line, slot, amount, seq in (
            self.env["account.move.line"]
            .sudo()
            ._read_group(
                self._get_billed_domain(lines),
                ["contract_line_id", "billing_period_start:day"],
                ["amount_currency:sum", "billing_seq:max"],
            )
        ):
            billed[line.id][slot] = ledger.Billed(-to_decimal(amount), seq or 0)
        for line, slot, kind, amount in self._read_adjustments(lines):
            held = billed[line.id].get(slot, ledger.NOT_BILLED)
            name = ADJUSTED[kind]
            total = getattr(held, name) + to_decimal(amount)
            billed[line.id][slot] = held._replace(**{name: total})
        return dict(billed)

    @api.model
    def _get_billed_domain(self, lines):
        return [
            ("contract_line_id", "in", lines.ids),
            ("billing_period_start", "!=", False),
            ("display_type", "=", "product"),
            ("parent_state", "!=", "cancel"),
        ]

    @api.model
    def _read_adjustments(self, lines):
        return (
            self.env["numerian.billing.adjustment"]
            .sudo()
            ._read_group(
                [
                    ("contract_line_id", "in", lines.ids),
                    "|",
                    ("move_line_id", "=", False),
                    ("move_line_id.parent_state", "!=", "cancel"),
                ],
                ["contract_line_id", "period_start:day", "kind"],
                ["amount:sum"],
            )
        )

    @api.model
    def _get_deltas(self, contracts, since, until):
        """Return the unsettled slots of some contracts of one company.

        :param since: looks at no period that ends before; the company's
            ``billing_start_date`` bounds it too
        :param until: looks at no period that begins after
        """
        since = self._get_floor(contracts.company_id, since)
        return self._get_book(contracts).deltas(since, until)

    @api.model
    def _get_floor(self, company, since=None):
        """Return the day before which nothing is looked at."""
        floors = [c.billing_start_date for c in company if c.billing_start_date]
        return max([since or date(1900, 1, 1), *floors])

    @api.model
    def _get_next_dates(self, lines):
        """Return the first day still to bill of each line, or ``None``."""
        book = self._get_book(lines.contract_id)
        terms = book.terms
        floor = self._get_floor(lines.company_id)
        dates = {}
        for line in lines:
            linked = terms.get(line.id)
            if linked:
                held = book.billed.get(line.id, {})
                until = linked.last or max([*held, linked.first, floor]) + timedelta(
                    732
                )
                first = ledger.first_unbilled(linked, held, floor, until)
                dates[line.id] = first and max(first, linked.first)
        return dates

    @api.model
    def _get_last_days(self, lines, billed):
        """Return the last day of the last period billed of each line billed.

        :param billed: what ``_read_billed`` returned for the lines
        """
        periods = {line.id: line.billing_period for line in lines}
        return {
            line_id: civil_period(max(slots), periods[line_id]).last
            for line_id, held in billed.items()
            if (slots := [slot for slot, billed in held.items() if billed.amount])
        }
