# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class SaleOrderLine(models.Model):
    """The page changes the choices, never the lines that follow them."""

    _inherit = "sale.order.line"

    def _can_be_edited_on_portal(self):
        self.ensure_one()
        return not self.cyber_choice_id and super()._can_be_edited_on_portal()
