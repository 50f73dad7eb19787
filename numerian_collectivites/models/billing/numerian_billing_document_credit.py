# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import Command, api, models
from odoo.exceptions import UserError
from odoo.tools.misc import format_date

from ...core import billing_ledger as ledger
from ...core.chorus import References


class NumerianBillingDocument(models.AbstractModel):
    """Credits: linked line to line to what was billed, never above what remains."""

    _inherit = "numerian.billing.document"

    @api.model
    def _get_origins(self, deltas):
        """Return the posted invoice lines that billed some slots, newest first.

        :return: ``{(contract line id, first day): account.move.line}``
        """
        lines = self.env["account.move.line"].search(
            [
                ("contract_line_id", "in", [d.line_id for d in deltas]),
                ("billing_period_start", "in", [d.period.first for d in deltas]),
                ("display_type", "=", "product"),
                ("parent_state", "=", "posted"),
                ("move_id.move_type", "=", "out_invoice"),
            ],
            order="id desc",
        )
        return lines.grouped(
            lambda line: (line.contract_line_id.id, line.billing_period_start)
        )

    @api.model
    def _prepare_credits(self, deltas):
        """Share each negative delta between the invoice lines that billed it.

        :return: list of ``(origin line, values of the credit line)``, positive price
        :raises UserError: when the documents do not hold what is to be credited
        """
        origins = self._get_origins(deltas)
        remaining = self.env["account.move.line"].union(*origins.values())
        left = remaining._get_creditable_amounts()
        credits = []
        for delta in deltas:
            line = self.env["contract.line"].browse(delta.line_id)
            slot = origins.get((delta.line_id, delta.period.first), remaining[:0])
            shares = self._allocate(line, delta, [(o.id, left[o.id]) for o in slot])
            for number, (origin_id, share) in enumerate(shares, 1):
                origin = slot.browse(origin_id)
                speaker = self._in_language_of(line.contract_id)
                vals = speaker._prepare_credit_vals(line, delta, origin, share, number)
                credits.append((origin, vals))
        return credits

    @api.model
    def _allocate(self, line, delta, remaining):
        try:
            return ledger.allocate_credit(-delta.amount, remaining)
        except ledger.InvalidCredit as error:
            raise UserError(
                self.env._(
                    "%(line)s, period from %(date)s: %(amount)s is to be credited, but "
                    "the posted invoices do not hold it. Either a draft holds this "
                    "period (post or delete it), or it was billed in a former software "
                    "(correct its opening adjustment).",
                    line=line.name,
                    date=format_date(self.env, delta.period.first),
                    amount=self._format_amount(line, -delta.amount),
                )
            ) from error

    @api.model
    def _prepare_credit_vals(self, line, delta, origin, amount, number):
        """Values of one credit line: price, taxes and account of what was billed."""
        return self._prepare_slot_vals(line, delta) | {
            "name": self._get_credit_name(line, delta, origin),
            "quantity": 1.0,
            "price_unit": float(amount),
            "tax_ids": [Command.set(origin.tax_ids.ids)],
            "account_id": origin.account_id.id,
            "analytic_distribution": origin.analytic_distribution,
            "start_date": origin.start_date or delta.period.first,
            "end_date": origin.end_date or delta.period.last,
            "billing_origin_line_id": origin.id,
            "billing_seq": delta.billed.seq + number,
        }

    @api.model
    def _get_credit_name(self, line, delta, origin):
        return self.env._(
            "%(service)s - period from %(first)s to %(last)s: billed %(billed)s excl. "
            "VAT on %(move)s, due %(due)s (%(use)s)",
            service=line.name,
            first=format_date(self.env, delta.period.first),
            last=format_date(self.env, delta.period.last),
            billed=self._format_amount(line, delta.billed.amount),
            due=self._format_amount(line, delta.due),
            use=self._get_use_text(delta.use),
            move=origin.move_id.name,
        )

    @api.model
    def _prepare_credit_note_vals(self, origin_move, invoice_date, lines_vals):
        """Values of the credit note of one invoice: one each, Odoo links only one."""
        lang = origin_move.partner_id.lang or self.env.lang
        env = self.with_context(lang=lang).env
        return {
            "move_type": "out_refund",
            "company_id": origin_move.company_id.id,
            "partner_id": origin_move.partner_id.id,
            "journal_id": origin_move.journal_id.id,
            "currency_id": origin_move.currency_id.id,
            "fiscal_position_id": origin_move.fiscal_position_id.id,
            "reversed_entry_id": origin_move.id,
            "invoice_date": invoice_date,
            "invoice_origin": origin_move.name,
            **{name: origin_move[name] for name in References._fields},
            "ref": env._("Credit note on %(move)s", move=origin_move.name),
            "invoice_line_ids": [Command.create(vals) for vals in lines_vals],
        }

    @api.model
    def _prepare_credit_notes_vals(self, credits, invoice_date):
        """Gather credit lines by the invoice that they correct."""
        by_move = {}
        for origin, vals in credits:
            by_move.setdefault(origin.move_id, []).append(vals)
        return [
            self._prepare_credit_note_vals(move, invoice_date, vals)
            for move, vals in by_move.items()
        ]
