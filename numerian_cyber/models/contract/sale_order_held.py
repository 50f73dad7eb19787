# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class SaleOrder(models.Model):
    """What the authority of a quote has under contract already."""

    _inherit = "sale.order"

    def _get_held_by_authority(self):
        """Return the lines of cybersecurity services in force or to come, in one query.

        :return: ``{authority id: contract.line}``, the latest first
        """
        authorities = self.partner_id.commercial_partner_id._origin
        found = {authority.id: self.env["contract.line"] for authority in authorities}
        if not authorities:
            return found
        # sudo: a quote counts what is under contract, whoever reads the quote
        lines = self.env["contract.line"].sudo()
        lines = lines.search(self._get_held_domain(), order="date_start desc, id desc")
        for line in lines:
            found[line.commercial_partner_id.id] |= line
        return found

    def _get_held_domain(self):
        """Domain of the lines that a quote amends rather than sells again."""
        companies = self.company_id or self.env.company
        authorities = self.partner_id.commercial_partner_id._origin
        today = fields.Date.context_today(self)
        first = min(order.cyber_start_date or today for order in self)
        return [
            ("commercial_partner_id", "in", authorities.ids),
            ("cyber_service_id", "!=", False),
            ("company_id", "in", companies.ids),
            ("contract_id.active", "=", True),
            ("is_canceled", "=", False),
            "|",
            ("date_end", "=", False),
            ("date_end", ">=", first),
        ]
