# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain


class ContractLine(models.Model):
    """What bills a line, and the dialogs opened from it."""

    _inherit = "contract.line"

    is_billed = fields.Boolean(search="_search_is_billed")
    billing_move_line_ids = fields.One2many(
        "account.move.line",
        "contract_line_id",
        string="Billed By",
        domain=[("display_type", "=", "product")],
        readonly=True,
    )

    def _search_is_billed(self, operator, value):
        """Lines that a live document or an adjustment bills."""
        if operator != "in":
            return NotImplemented
        move_lines = self.env["account.move.line"]._search(
            [
                ("contract_line_id", "!=", False),
                ("billing_period_start", "!=", False),
                ("display_type", "=", "product"),
                ("parent_state", "!=", "cancel"),
            ]
        )
        adjustments = self.env["numerian.billing.adjustment"]._search([])
        return Domain("id", "in", move_lines.subselect("contract_line_id")) | Domain(
            "id", "in", adjustments.subselect("contract_line_id")
        )

    # Defaults

    @api.onchange("product_id")
    def _onchange_product_price(self):
        """Propose the tariff of the first day; what is agreed may be typed over it."""
        for line in self._filter_campaign().filtered("product_id"):
            if not line.automatic_price:
                line.price_unit = line._get_tariff_price()

    def _get_tariff_price(self):
        contract = self.contract_id
        pricelist = contract.pricelist_id
        if not pricelist:
            return self.product_id.lst_price
        return pricelist._get_product_price(
            self.product_id,
            quantity=self.quantity or 1.0,
            uom=self.uom_id,
            date=self.date_start or fields.Date.context_today(self),
        )

    # Dialogs

    def action_new_price(self):
        """Open a new dated price, the first day that may still change filled in."""
        self.ensure_one()
        today = fields.Date.context_today(self)
        day = max(today, self.date_start or today)
        if self.last_billed_day:
            day = max(day, self.last_billed_day + timedelta(days=1))
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "numerian_collectivites.numerian_contract_line_price_action_new"
        )
        version = self._get_version_at(day)
        return action | {
            "context": {
                "default_contract_line_id": self.id,
                "default_date_from": day,
                "default_price_unit": version.price_unit,
                "default_quantity": version.quantity,
                "default_discount": version.discount,
            }
        }

    def action_open_contract(self):
        self.ensure_one()
        return self.contract_id.get_formview_action()

    # OCA writes the titles of these dialogs in English, outside its translations.

    def action_stop(self):
        title = self.env._("Stop “%(service)s”", service=self.name)
        return super().action_stop() | {"name": title}

    def action_stop_plan_successor(self):
        title = self.env._("Suspend “%(service)s”", service=self.name)
        return super().action_stop_plan_successor() | {"name": title}

    def action_plan_successor(self):
        title = self.env._("What follows “%(service)s”", service=self.name)
        return super().action_plan_successor() | {"name": title}

    def action_uncancel(self):
        title = self.env._("Reactivate “%(service)s”", service=self.name)
        return super().action_uncancel() | {"name": title}
