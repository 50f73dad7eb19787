# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import defaultdict

from odoo import fields, models
from odoo.exceptions import UserError

from ...core.discrepancy_life import CORRECTABLE


class NumerianBillingDiscrepancy(models.Model):
    """Correcting: drafts made from the ledger, one credit note per invoice."""

    _inherit = "numerian.billing.discrepancy"

    def action_prepare_credit_notes(self):
        """Prepare the draft credit notes, one per invoice concerned.

        :raises UserError: when nothing is to be credited
        """
        moves = self._create_corrections(lambda delta: delta.amount < 0)
        if not moves:
            raise UserError(self.env._("Nothing is to be credited here."))
        return moves._get_documents_action()

    def action_prepare_invoices(self):
        """Prepare the draft invoices of what was never or not wholly billed."""
        moves = self._create_corrections(lambda delta: delta.amount > 0)
        if not moves:
            raise UserError(self.env._("Nothing is still to be billed here."))
        return moves._get_documents_action()

    def _create_corrections(self, wanted):
        """Create drafts from the ledger of now, not from the figures on the screen."""
        moves = self.env["account.move"]
        for company, discrepancies in self.grouped("company_id").items():
            moves |= discrepancies._create_company_corrections(company, wanted)
        return moves

    def _create_company_corrections(self, company, wanted):
        self.check_access("write")
        discrepancies = self.filtered(lambda d: d.state in CORRECTABLE)
        slots = {d._get_slot(): d for d in discrepancies}
        if not slots:
            return self.env["account.move"]
        deltas = self.env["numerian.billing.ledger"]._get_deltas(
            discrepancies.contract_id,
            min(discrepancies.mapped("period_start")),
            max(discrepancies.mapped("period_start")),
        )
        deltas = [
            d for d in deltas if (d.line_id, d.period.first) in slots and wanted(d)
        ]
        moves = self._create_documents(deltas, company)
        for line in moves.invoice_line_ids.filtered("billing_period_start"):
            slot = (line.contract_line_id.id, line.billing_period_start)
            slots[slot]._link_correction(line.move_id)
        return moves

    def _link_correction(self, move):
        self.ensure_one()
        vals = {"move_ids": [fields.Command.link(move.id)]}
        if self.state in CORRECTABLE:
            vals |= {"former_state": self.state, "state": "prepared"}
        self._decide(vals)

    def _create_documents(self, deltas, company):
        today = fields.Date.context_today(self)
        document = self.env["numerian.billing.document"]
        owed_back = [delta for delta in deltas if delta.amount < 0]
        credits = owed_back and document._prepare_credits(owed_back)
        vals_list = document._prepare_credit_notes_vals(credits or [], today)
        groups = defaultdict(list)
        for delta in deltas:
            if delta.amount > 0:
                line = self.env["contract.line"].browse(delta.line_id)
                key = document._get_group_key(line.contract_id)
                groups[key].append((line, delta))
        for key, pairs in groups.items():
            for references, group in document._split_by_references(pairs).items():
                lines_vals = document._prepare_invoice_lines_vals(group)
                vals_list.append(
                    document._prepare_invoice_vals(key, company, today, lines_vals)
                    | document._prepare_references_vals(references)
                )
        return self.env["account.move"].create(vals_list)

    def action_show_origins(self):
        self.ensure_one()
        return self.origin_move_ids._get_documents_action()

    def action_show_corrections(self):
        self.ensure_one()
        return self.move_ids._get_documents_action()
