# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class NumerianCyberChoice(models.Model):
    """The subscription that a choice became, or amended."""

    _inherit = "numerian.cyber.choice"

    def _get_subscription_line(self):
        """Return the contract line of this choice, once the quote is signed."""
        self.ensure_one()
        order = self.order_id
        lines = order.cyber_contract_ids.contract_line_ids
        lines |= order.cyber_price_version_ids.contract_line_id
        return lines.filtered(lambda ln: ln.cyber_service_id == self.service_id)[:1]
