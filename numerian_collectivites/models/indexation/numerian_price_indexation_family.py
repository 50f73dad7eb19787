# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class NumerianServiceFamily(models.Model):
    """The prices that indexations made in a family."""

    _inherit = "numerian.service.family"

    indexed_price_count = fields.Integer(
        string="Indexed Prices",
        compute="_compute_indexed_price_count",
        groups="numerian_collectivites.group_reader",
    )

    def _compute_indexed_price_count(self):
        groups = self.env["numerian.price.indexation.line"]._read_group(
            self._get_indexed_prices_domain(), ["service_family_id"], ["__count"]
        )
        counts = {family.id: count for family, count in groups}
        for family in self:
            family.indexed_price_count = counts.get(family.id, 0)

    def _get_indexed_prices_domain(self):
        return [("service_family_id", "in", self.ids), ("state", "=", "applied")]

    def action_show_indexed_prices(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "numerian_collectivites.numerian_price_indexation_line_action"
        )
        return action | {
            "domain": self._get_indexed_prices_domain(),
            "context": {"search_default_group_indexation": 1},
        }
