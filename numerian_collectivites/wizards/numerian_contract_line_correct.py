# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..core.proration import (
    InvalidTerms,
    Period,
    Version,
    check_terms,
    civil_period,
    overlap,
    to_decimal,
)
from ..models.selections import BILLING_PERIODS, PRICE_PERIODS, PRORATIONS

KINDS = [
    ("date_start", "The service started on another day"),
    ("date_end", "The service ended on another day"),
    ("price", "Price or quantity from a day on"),
    ("terms", "Billing period, price period or proration"),
    ("never_used", "The service was never used"),
]
LINE_FIELDS = [
    "date_start",
    "date_end",
    "price_unit",
    "quantity",
    "billing_period",
    "price_period",
    "proration",
]
# The fields of a line -> those of its terms in the pure core.
TERMS = {
    "date_start": "first",
    "date_end": "last",
    "billing_period": "billing_period",
    "price_period": "price_period",
    "proration": "proration",
}


class NumerianContractLineCorrect(models.TransientModel):
    """Shows what a correction of a billed line credits or bills, before it is made."""

    _name = "numerian.contract.line.correct"
    _description = "Correct a Billed Contract Line"

    contract_line_id = fields.Many2one("contract.line", required=True, readonly=True)
    currency_id = fields.Many2one(related="contract_line_id.currency_id")
    kind = fields.Selection(KINDS, required=True, default="date_start")
    date_start = fields.Date(
        compute="_compute_from_line", store=True, readonly=False, string="Real Start"
    )
    date_end = fields.Date(
        compute="_compute_from_line", store=True, readonly=False, string="Real End"
    )
    date_from = fields.Date()
    price_unit = fields.Float(
        digits=(16, 6),
        min_display_digits=2,
        compute="_compute_from_line",
        store=True,
        readonly=False,
    )
    quantity = fields.Float(compute="_compute_from_line", store=True, readonly=False)
    billing_period = fields.Selection(
        BILLING_PERIODS, compute="_compute_from_line", store=True, readonly=False
    )
    price_period = fields.Selection(
        PRICE_PERIODS, compute="_compute_from_line", store=True, readonly=False
    )
    proration = fields.Selection(
        PRORATIONS, compute="_compute_from_line", store=True, readonly=False
    )
    reason = fields.Char()
    preview_ids = fields.One2many(
        "numerian.contract.line.correct.preview",
        "wizard_id",
        compute="_compute_preview_ids",
        store=True,
    )
    has_other_lines = fields.Boolean(compute="_compute_preview_ids", store=True)
    credit_amount = fields.Monetary(compute="_compute_preview_ids", store=True)
    complement_amount = fields.Monetary(compute="_compute_preview_ids", store=True)
    problem = fields.Char(compute="_compute_preview_ids", store=True)

    @api.model_create_multi
    def create(self, vals_list):
        """What is not given stays as the line has it."""
        default_id = self.env.context.get("default_contract_line_id")
        lines = self.env["contract.line"]
        for vals in vals_list:
            line = lines.browse(vals.get("contract_line_id", default_id))
            for name in LINE_FIELDS:
                vals.setdefault(name, line[name])
        return super().create(vals_list)

    @api.depends("contract_line_id")
    def _compute_from_line(self):
        for wizard in self:
            for name in LINE_FIELDS:
                wizard[name] = wizard.contract_line_id[name]

    @api.depends(
        "kind",
        "date_start",
        "date_end",
        "date_from",
        "price_unit",
        "quantity",
        "billing_period",
        "price_period",
        "proration",
    )
    def _compute_preview_ids(self):
        for wizard in self:
            wizard.preview_ids = [fields.Command.clear()]
            wizard.credit_amount = wizard.complement_amount = 0.0
            wizard.problem = wizard.has_other_lines = False
            try:
                deltas = wizard._get_deltas()
            except InvalidTerms:
                wizard.problem = self.env._(
                    "These terms are impossible: check that the end comes after the "
                    "start and that nothing is below zero."
                )
                continue
            wizard._show(deltas)

    def _show(self, deltas):
        self.preview_ids = [
            fields.Command.create(self._prepare_preview_vals(delta)) for delta in deltas
        ]
        self.has_other_lines = any(
            delta.line_id != self.contract_line_id.id for delta in deltas
        )
        self.credit_amount = float(sum(d.amount for d in deltas if d.amount < 0))
        self.complement_amount = float(sum(d.amount for d in deltas if d.amount > 0))

    def _get_deltas(self):
        """Return what the ledger would find in the billed periods after the change.

        Lines of the same chain may share a month with this one: those whose amount
        changes are there too.
        """
        line = self.contract_line_id
        book = self.env["numerian.billing.ledger"]._get_book(line.contract_id)
        spans = self._get_billed_spans(book)
        corrected = self._get_corrected(book.lines[line.id])
        after = book._replace(lines=book.lines | {line.id: corrected})
        before = {
            (d.line_id, d.period): d.amount for d in self._get_deltas_of(book, spans)
        }
        return [
            d
            for d in self._get_deltas_of(after, spans)
            if d.line_id == line.id or before.get((d.line_id, d.period)) != d.amount
        ]

    @api.model
    def _get_billed_spans(self, book):
        """Return the first and the last day billed of each line that is."""
        return {
            line_id: Period(
                min(held),
                civil_period(max(held), book.lines[line_id].terms.billing_period).last,
            )
            for line_id, held in book.billed.items()
            if held
        }

    @api.model
    def _get_deltas_of(self, book, spans):
        """Return the deltas of each line over its span."""
        if not spans:
            return []
        deltas = book.deltas(
            min(span.first for span in spans.values()),
            max(span.last for span in spans.values()),
        )
        return [
            delta
            for delta in deltas
            if (span := spans.get(delta.line_id))
            and overlap(delta.period, span.first, span.last)
        ]

    def _get_corrected(self, line):
        """Return the line of the ledger as it will be."""
        vals = self._prepare_correction_vals()
        changes = {TERMS[n]: value or None for n, value in vals.items() if n in TERMS}
        terms = line.terms._replace(**changes)
        if self.kind == "price":
            terms = terms._replace(versions=self._get_versions(terms.versions))
        check_terms(terms)
        return line._replace(terms=terms, live=not vals.get("is_canceled"))

    def _get_versions(self, versions):
        line = self.contract_line_id
        day = self.date_from or line.date_start
        discount = to_decimal(line._get_version_at(day).discount)  # it stays
        new = Version(
            day, to_decimal(self.price_unit), to_decimal(self.quantity), discount
        )
        kept = [version for version in versions if version.date_from != day]
        return tuple(sorted([*kept, new], key=lambda version: version.date_from))

    def _prepare_preview_vals(self, delta):
        return {
            "contract_line_id": delta.line_id,
            "period_start": delta.period.first,
            "period_end": delta.period.last,
            "due_amount": float(delta.due),
            "billed_amount": float(delta.billed.amount),
            "amount": float(delta.amount),
        }

    def _prepare_correction_vals(self):
        """Return the values of the kind chosen, for ``_correct_billed``."""
        names = {
            "date_start": ["date_start"],
            "date_end": ["date_end"],
            "price": ["date_from", "price_unit", "quantity"],
            "terms": ["billing_period", "price_period", "proration"],
            "never_used": [],
        }[self.kind]
        vals = {name: self[name] for name in names}
        return vals | ({"is_canceled": True} if self.kind == "never_used" else {})

    def action_apply(self):
        """Correct the line, then show what there is to credit or to bill."""
        self.ensure_one()
        if self.problem:
            raise UserError(self.problem)
        line = self.contract_line_id
        line._correct_billed(self._prepare_correction_vals(), self.reason)
        discrepancies = self.env["numerian.billing.discrepancy"]
        discrepancies.sudo()._refresh(line.company_id)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "numerian_collectivites.numerian_billing_discrepancy_action"
        )
        lines = line | self.preview_ids.contract_line_id
        return action | {"domain": [("contract_line_id", "in", lines.ids)]}
