# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

from ..models.campaign.numerian_billing_campaign_run import FAST_CONTEXT

STATUSES = [
    ("ok", "To register"),
    ("unreadable", "Unreadable"),
    ("unknown", "Unknown titre"),
    ("amount", "Wrong amount"),
    ("paid", "Paid already"),
    ("date", "Impossible date"),
    ("known", "Registered already"),
]


class NumerianTitrePaymentImportLine(models.TransientModel):
    """A line of the file: the titre that it pays, and what would become of it."""

    _name = "numerian.titre.payment.import.line"
    _description = "Line of an Import of Payments"
    _inherit = "numerian.titre.file.import.line"
    _order = "number, id"

    import_id = fields.Many2one(
        "numerian.titre.payment.import", required=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="import_id.company_id")
    currency_id = fields.Many2one(related="company_id.currency_id")
    amount = fields.Monetary(help="Including VAT.")
    reference = fields.Char()
    key = fields.Char()
    status = fields.Selection(STATUSES)

    def _set_status(self):
        """Decide of each line, in the order of the file: two may pay one titre."""
        titres = self._find_titres()
        known = self._find_known_keys()
        left = {move.id: move.amount_residual for move in titres.values()}
        for line in self:
            key = (line.exercice_year, line.titre_number)
            move = titres.get(key, self.env["account.move"])
            line.move_id = move
            line.status, line.message = line._decide(move, left, known)
            if line.status == "ok":
                left[move.id] -= line.amount
                known.add(line.key)

    def _find_titres(self):
        """Return ``{(year, titre): invoice}`` of the titres that the file names."""
        moves = self.env["account.move"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("titre_type", "=", "01"),
                ("titre_number", "in", self.mapped("titre_number")),
                ("titre_number", ">", 0),
            ]
        )
        return {
            (move.titre_exercice_id.year, move.titre_number): move for move in moves
        }

    def _find_known_keys(self):
        payments = self.env["numerian.titre.payment"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("key", "in", self.mapped("key")),
            ]
        )
        return set(payments.mapped("key"))

    def _decide(self, move, left, known):
        """Return the status of the line and a remark for whoever reads it."""
        self.ensure_one()
        if self.errors:
            return self._get_unreadable()
        if not move:
            return "unknown", self._get_unknown_message()
        if self.key in known:
            return "known", self.env._("The same titre, amount, date and reference")
        if not self._is_date_possible(move):
            return "date", self.env._(
                "Before the invoice, in the future, or in closed books"
            )
        return self._decide_amount(move, left[move.id])

    def _decide_amount(self, move, left):
        if move.currency_id.is_zero(left):
            return "paid", self.env._("Nothing is left to pay")
        if self.amount <= 0:
            return "amount", self.env._("An amount is above zero")
        if move.currency_id.compare_amounts(self.amount, left) > 0:
            text = move.currency_id.format(left)
            return "amount", self.env._("Above what is left: %(left)s", left=text)
        return "ok", False

    def _get_unknown_message(self):
        if not self.exercice_year:
            return self.env._("Exercice missing: choose one by default")
        return self.env._(
            "No titre %(number)s in exercice %(year)s",
            number=self.titre_number,
            year=self.exercice_year,
        )

    def _is_date_possible(self, move):
        today = fields.Date.context_today(self)
        closed = self.company_id._get_lock_date_violations(
            self.date, sale=False, purchase=False, tax=False
        )
        return move.invoice_date <= self.date <= today and not closed

    def _create_payments(self):
        """Create the payments, reconcile each with its invoice, keep their trace."""
        quiet = self.env["account.payment"].with_context(**FAST_CONTEXT)
        payments = quiet.create([line._prepare_payment_vals() for line in self])
        payments.action_post()
        payments = payments.with_env(self.env)
        self.env["account.move.line"]._reconcile_plan(
            [
                line._get_lines_to_reconcile(payment)
                for line, payment in zip(self, payments, strict=True)
            ]
        )
        # sudo: nobody writes the trace but an import (the right is checked)
        self.env["numerian.titre.payment"].sudo().create(
            [
                line._prepare_trace_vals(payment)
                for line, payment in zip(self, payments, strict=True)
            ]
        )
        return payments

    def _prepare_payment_vals(self):
        self.ensure_one()
        journal = self.import_id.journal_id
        receivable = self._get_receivable_lines().account_id[:1]
        return {
            "payment_type": "inbound",
            "partner_type": "customer",
            "partner_id": self.move_id.commercial_partner_id.id,
            "company_id": self.company_id.id,
            "journal_id": journal.id,
            "amount": self.amount,
            "currency_id": self.currency_id.id,
            "date": self.date,
            "memo": " - ".join(
                filter(None, [self.move_id.titre_reference, self.reference])
            ),
            "destination_account_id": receivable.id,
            "is_accountant_return": True,
        }

    def _get_receivable_lines(self):
        return self.move_id.line_ids.filtered(
            lambda line: line.display_type == "payment_term"
        )

    def _get_lines_to_reconcile(self, payment):
        """Return what a payment settles: the receivable of the invoice, and its own."""
        invoice_lines = self._get_receivable_lines().filtered(
            lambda line: not line.reconciled
        )
        return invoice_lines | payment.move_id.line_ids.filtered(
            lambda line: line.account_id == payment.destination_account_id
        )

    def _prepare_trace_vals(self, payment):
        return {
            "move_id": self.move_id.id,
            "payment_id": payment.id,
            "amount": self.amount,
            "date": self.date,
            "reference": self.reference,
            "file_name": self.import_id.file_name,
            "key": self.key,
        }
