# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


class SaleOrder(models.Model):
    """A signed quote becomes a contract, once; campaigns bill it from then on."""

    _inherit = "sale.order"

    cyber_contract_ids = fields.One2many(
        "contract.contract", "cyber_order_id", string="Contracts of the quote"
    )
    cyber_contract_id = fields.Many2one(
        "contract.contract",
        string="Contract",
        compute="_compute_cyber_contract_id",
        help="What the signed quote became.",
    )
    is_cyber_committed = fields.Boolean(
        string="Under contract", compute="_compute_is_cyber_committed"
    )
    cyber_price_version_ids = fields.One2many(
        "numerian.contract.line.price", "cyber_order_id", string="Amended lines"
    )

    @api.depends("cyber_contract_ids")
    def _compute_cyber_contract_id(self):
        for order in self:
            order.cyber_contract_id = order.cyber_contract_ids[:1]

    @api.depends("cyber_contract_ids", "cyber_price_version_ids")
    def _compute_is_cyber_committed(self):
        for order in self:
            order.is_cyber_committed = order._is_cyber_committed()

    def _action_confirm(self):
        result = super()._action_confirm()
        for order in self.filtered("is_cyber_quote"):
            order._create_cyber_commitments()
        return result

    def _create_cyber_commitments(self):
        """Put the ticked services under contract: new lines, or amended ones.

        :raises UserError: if the quote is not signed, or has its contract already
        """
        self.ensure_one()
        if self.state != "sale" or self._is_cyber_committed():
            raise UserError(
                self.env._(
                    "%(quote)s is not confirmed, or is under contract already.",
                    quote=self.name,
                )
            )
        # sudo: who signs on the portal has no account, who sells need not write
        # contracts; the confirmation has checked the quote
        order = self.sudo()
        choices = order.cyber_choice_ids.filtered("is_selected")
        amended = choices.filtered(lambda c: c.held_quantity and c._get_held_line())
        for choice in amended:
            choice._amend_line()
        order._create_cyber_contract((choices - amended).line_ids)

    def _create_cyber_contract(self, lines):
        """Create the contract of the subscriptions among these lines, if any."""
        subscriptions = lines._filter_subscriptions()
        if not subscriptions:
            return
        vals = self._prepare_contract_vals()
        vals["contract_line_ids"] = [
            Command.create(self._prepare_contract_line_vals(line))
            for line in subscriptions
        ]
        contract = self.env["contract.contract"].create(vals)
        contract.message_post(
            body=self.env._("From the signed quote %s.", self._get_html_link())
        )

    def _is_cyber_committed(self):
        """Whether the quote has its contract, or has amended one."""
        order = self.sudo()  # counts whatever the user may read of the contracts
        return bool(order.cyber_contract_ids or order.cyber_price_version_ids)

    def _prepare_contract_vals(self):
        """Values of the contract that the quote becomes; extend, don't replace."""
        self.ensure_one()
        return {
            "name": self.env._(
                "Cybersecurity services - %(authority)s", authority=self.partner_id.name
            ),
            "code": self.name,
            "partner_id": self.partner_id.id,
            "invoice_partner_id": self.partner_invoice_id.id,
            "company_id": self.company_id.id,
            "contract_type": "sale",
            "generation_type": "campaign",
            "line_recurrence": True,
            "date": (self.signed_on or self.date_order).date(),
            "pricelist_id": self.pricelist_id.id,
            "fiscal_position_id": self.fiscal_position_id.id,
            "payment_term_id": self.payment_term_id.id,
            "user_id": self.user_id.id or self.create_uid.id,
            "cyber_order_id": self.id,
        }

    def _prepare_contract_line_vals(self, line):
        """Values of the contract line of a subscription; extend, don't replace.

        :param line: the line of the quote
        """
        end = self._get_cyber_commitment_end()
        return {
            "product_id": line.product_id.id,
            "name": line.product_id.name,
            "quantity": line.product_uom_qty,
            "uom_id": line.product_uom_id.id,
            "specific_price": line.cyber_monthly_price,
            "automatic_price": False,
            "price_period": "month",
            "date_start": self.cyber_start_date,
            "date_end": end,
            "is_auto_renew": bool(end and self.cyber_auto_renew),
            "auto_renew_interval": 1,
            "auto_renew_rule_type": "yearly",
            "cyber_order_line_id": line.id,
        }

    def _get_cyber_commitment_end(self):
        """Return the last day of the commitment, nothing without one."""
        self.ensure_one()
        start, months = self.cyber_start_date, self.cyber_commitment_months
        if not start or not months:
            return False
        return start + relativedelta(months=months, days=-1)

    # A commitment is not undone by cancelling the quote

    def _action_cancel(self):
        for order in self.filtered("is_cyber_quote"):
            if order._is_cyber_committed():
                raise UserError(order._get_committed_message())
        return super()._action_cancel()

    def _get_committed_message(self):
        contracts = self.sudo().cyber_contract_ids
        contracts |= self.sudo().cyber_price_version_ids.contract_id
        return self.env._(
            "%(quote)s is signed and under contract (%(contracts)s): cancelling it "
            "would not stop the services. Stop the lines of the contract, or make a "
            "new quote with the quantities wanted.",
            quote=self.name,
            contracts=", ".join(contracts.mapped("display_name")),
        )

    def action_view_cyber_contract(self):
        self.ensure_one()
        contracts = self.cyber_contract_ids | self.cyber_price_version_ids.contract_id
        if len(contracts) == 1:
            return contracts.get_formview_action()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "numerian_collectivites.contract_contract_action"
        )
        return action | {"domain": [("id", "in", contracts.ids)]}
