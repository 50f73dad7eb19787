# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class AccountMoveLine(models.Model):
    """The account of a credit line: that of its origin, or 673."""

    _inherit = "account.move.line"

    def _get_cancellation_account(self, cancellation, expense):
        """Return the account that the line of a draft credit note must bear.

        An expense account chosen by hand stays, except for a material error.
        """
        self.ensure_one()
        is_expense = self.account_id.internal_group == "expense"
        if cancellation.is_expense_order:
            keep = is_expense and cancellation.reason != "material_error"
            return self.account_id if keep else expense
        if expense and self.account_id == expense:
            return self._get_corrected_line().account_id or self.account_id
        return self.account_id

    def _get_corrected_line(self):
        """Return the line of the invoice that this line credits, as well as known."""
        lines = self.move_id.reversed_entry_id.invoice_line_ids.filtered(
            lambda line: line.display_type == "product"
        )
        same = lines.filtered(lambda line: line.product_id == self.product_id)
        return self.billing_origin_line_id or same[:1] or lines[:1]

    def _has_vat_of_origin(self):
        """Return whether the VAT credited is one that the invoice bears."""
        self.ensure_one()
        lines = self.billing_origin_line_id or (
            self.move_id.reversed_entry_id._get_titre_product_lines()
        )
        return any(line.tax_ids == self.tax_ids for line in lines)
