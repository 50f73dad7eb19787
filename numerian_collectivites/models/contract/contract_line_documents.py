# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from markupsafe import Markup

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools.misc import format_date


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

    duplicate_notice = fields.Html(compute="_compute_duplicate_notice", sanitize=False)

    @api.depends("name", "date_start", "contract_id.generation_type")
    def _compute_display_name(self):
        campaign = self._filter_campaign()
        for line in campaign:
            name = (line.name or "").partition("\n")[0]
            day = format_date(self.env, line.date_start)
            line.display_name = f"{name} - {day}" if day else name
        return super(ContractLine, self - campaign)._compute_display_name()

    @api.depends("duplicate_line_ids")
    def _compute_duplicate_notice(self):
        for line in self:
            line.duplicate_notice = line.duplicate_line_ids._get_notice()

    def _get_notice(self):
        """Return a list of these lines, each with a link to its contract."""
        if not self:
            return False
        row = Markup('<li><a href="/odoo/contrats/%s">%s</a></li>')
        return Markup('<ul class="mb-0">%s</ul>') % Markup().join(
            row % (line.contract_id.id, line._get_notice_text()) for line in self
        )

    def _get_notice_text(self):
        return self.env._(
            "%(service)s from %(date)s, contract “%(contract)s”",
            service=self.product_id.display_name,
            date=format_date(self.env, self.date_start),
            contract=self.contract_id.display_name,
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

    def _is_running(self, day):
        """Whether the service is in use on a day."""
        self.ensure_one()
        return bool(
            not self.is_canceled
            and self.date_start
            and self.date_start <= day
            and (not self.date_end or self.date_end >= day)
        )

    def _filter_served_from(self, day):
        """Return those that serve on a day or later."""
        return self.filtered(
            lambda line: (
                not line.is_canceled and (not line.date_end or line.date_end >= day)
            )
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
