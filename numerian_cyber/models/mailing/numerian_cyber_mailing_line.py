# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

TEMPLATE = "numerian_cyber.mail_template_quote"
REMINDER = "numerian_cyber.mail_template_reminder"


class NumerianCyberMailingLine(models.Model):
    """One authority of a mailing: its quote, or why it has none."""

    _name = "numerian.cyber.mailing.line"
    _description = "Authority of a Mailing of Quotes"
    _order = "mailing_id, state, id"
    _rec_name = "partner_id"
    _check_company_auto = True

    mailing_id = fields.Many2one(
        "numerian.cyber.mailing", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="mailing_id.company_id", store=True, precompute=True
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Authority",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        domain="[('is_local_authority', '=', True)]",
    )
    email = fields.Char(related="partner_id.email")
    state = fields.Selection(
        [("waiting", "Waiting"), ("sent", "Sent"), ("error", "Error")],
        required=True,
        default="waiting",
        readonly=True,
        index=True,
    )
    error = fields.Char(readonly=True)
    order_id = fields.Many2one(
        "sale.order", string="Quote", readonly=True, index="btree_not_null"
    )
    answer = fields.Selection(related="order_id.cyber_answer")
    reminded_on = fields.Date(readonly=True)

    _authority_uniq = models.Constraint(
        "UNIQUE (mailing_id, partner_id)", "This authority is in the mailing already."
    )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_quoted(self):
        if self.order_id:
            raise UserError(
                self.env._("An authority that got its quote stays in the mailing.")
            )

    def _send(self):
        """Make the quote of the authority and mail its link.

        :raises UserError: without an address
        """
        self.ensure_one()
        if not self.partner_id.email:
            raise UserError(
                self.env._("%s has no e-mail address.", self.partner_id.display_name)
            )
        order = self.order_id or self._create_order()
        order._portal_ensure_token()
        template = self.env.ref(TEMPLATE)
        template.send_mail(order.id, email_layout_xmlid="mail.mail_notification_light")
        order.action_quotation_sent()
        self.write({"state": "sent", "order_id": order.id, "error": False})

    def _create_order(self):
        order = self.env["sale.order"].create(self._prepare_order_vals())
        self._tick_in_advance(order)
        return order

    def _prepare_order_vals(self):
        """Values of the quote; extend."""
        mailing = self.mailing_id
        return {
            "partner_id": self.partner_id.id,
            "company_id": mailing.company_id.id,
            "user_id": mailing.user_id.id,
            "is_cyber_quote": True,
            "cyber_mailing_id": mailing.id,
            "cyber_start_date": mailing.start_date,
            "cyber_commitment_months": mailing.commitment_months,
            "validity_date": mailing.validity_date,
            "pricelist_id": mailing.pricelist_id.id,
        }

    def _tick_in_advance(self, order):
        """Tick what the mailing proposes: counted by the authority, and orderable.

        A service that lacks a declaration or another service stays for it to tick.
        """
        ticked = order.cyber_choice_ids.filtered(
            lambda choice: (
                choice.service_id in self.mailing_id.service_ids and choice.quantity
            )
        )
        ticked.write({"is_selected": True})
        while problems := order._get_cyber_problems():
            refused = {problem.service for problem in problems}
            order.cyber_choice_ids.filtered(
                lambda choice, ids=refused: choice.service_id.id in ids
            ).write({"is_selected": False})

    def _remind(self):
        """Mail the link once more."""
        self.ensure_one()
        self.env.ref(REMINDER).send_mail(
            self.order_id.id, email_layout_xmlid="mail.mail_notification_light"
        )
        self.reminded_on = fields.Date.context_today(self)
