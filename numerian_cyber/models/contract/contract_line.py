# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class ContractLine(models.Model):
    """The subscription of a cybersecurity service, known by its product."""

    _inherit = "contract.line"

    cyber_service_id = fields.Many2one(
        "numerian.cyber.service",
        string="Cybersecurity service",
        compute="_compute_cyber_service_id",
        store=True,
        precompute=True,
        index="btree_not_null",
    )
    cyber_order_line_id = fields.Many2one(
        "sale.order.line",
        string="Line of the quote",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )

    @api.depends("product_id.cyber_component_ids.kind")
    def _compute_cyber_service_id(self):
        for line in self:
            # sudo: whoever writes a contract need not read the services
            components = line.product_id.sudo().cyber_component_ids
            subscription = components.filtered(lambda c: c.kind == "subscription")
            line.cyber_service_id = subscription.service_id[:1]
