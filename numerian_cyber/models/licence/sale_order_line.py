# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class SaleOrderLine(models.Model):
    """How many licences of a line are not registered yet."""

    _inherit = "sale.order.line"

    def _get_missing_licence_count(self):
        self.ensure_one()
        # sudo: a count, for whoever reads the quote
        known = self.sudo().order_id.cyber_licence_ids.filtered(
            lambda licence: licence.product_id == self.product_id
        )
        return max(int(self.product_uom_qty) - len(known), 0)
