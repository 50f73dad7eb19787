# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...core.quote import LICENCE


class SaleOrder(models.Model):
    """The licences that a signed quote sells, one record each."""

    _inherit = "sale.order"

    cyber_licence_ids = fields.One2many(
        "numerian.cyber.licence",
        "order_id",
        string="Licences",
        groups="numerian_cyber.group_reader",
    )
    cyber_licence_count = fields.Integer(
        string="Licence count", compute="_compute_cyber_licence_count"
    )
    cyber_missing_licence_count = fields.Integer(
        string="Licences to prepare", compute="_compute_cyber_licence_count"
    )

    @api.depends("cyber_licence_ids", "order_line.product_uom_qty")
    def _compute_cyber_licence_count(self):
        for order in self:
            # sudo: a count, for whoever reads the quote
            licences = order.sudo().cyber_licence_ids
            sold = sum(order._get_licence_lines().mapped("product_uom_qty"))
            order.cyber_licence_count = len(licences)
            order.cyber_missing_licence_count = max(int(sold) - len(licences), 0)

    def _get_licence_lines(self):
        return self.order_line.filtered(lambda line: line.cyber_kind == LICENCE)

    def action_prepare_licences(self):
        """Create the licences that are sold and not there yet, to be registered.

        :raises UserError: if the quote is not confirmed
        """
        self.ensure_one()
        if self.state != "sale":
            raise UserError(
                self.env._(
                    "%(quote)s is not confirmed: confirm it, then prepare its "
                    "licences.",
                    quote=self.name,
                )
            )
        vals_list = [
            self._prepare_licence_vals(line)
            for line in self._get_licence_lines()
            for _number in range(line._get_missing_licence_count())
        ]
        self.env["numerian.cyber.licence"].create(vals_list)
        return self.action_view_licences()

    def _prepare_licence_vals(self, line):
        """Values of one licence of a line of the quote; extend, don't replace."""
        subscription = line.cyber_choice_id._get_subscription_line()
        return {
            "product_id": line.product_id.id,
            "partner_id": self.partner_id.commercial_partner_id.id,
            "company_id": self.company_id.id,
            "order_id": self.id,
            "contract_line_id": subscription.id,
            "date_start": self.cyber_start_date,
            "date_end": subscription.date_end,
        }

    def action_view_licences(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "numerian_cyber.numerian_cyber_licence_action"
        )
        return action | {"domain": [("order_id", "=", self.id)]}
