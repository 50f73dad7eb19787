# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from markupsafe import Markup

from odoo import fields, models
from odoo.exceptions import UserError

STATES = [
    ("planned", "Planned"),
    ("done", "Billed"),
    ("deferred", "Deferred"),
    ("error", "Error"),
    ("excluded", "Excluded"),
]


class NumerianBillingCampaignLine(models.Model):
    """What a campaign bills to one addressee: one invoice to be."""

    _name = "numerian.billing.campaign.line"
    _description = "Billing Campaign Line"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "campaign_id, partner_id, id"
    _rec_name = "partner_id"

    campaign_id = fields.Many2one(
        "numerian.billing.campaign", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="campaign_id.company_id", store=True)
    exercice_id = fields.Many2one(related="campaign_id.exercice_id", store=True)
    partner_id = fields.Many2one(
        "res.partner",
        string="Authority",
        required=True,
        index=True,
        ondelete="restrict",
    )
    invoice_partner_id = fields.Many2one(
        "res.partner", string="Invoiced To", required=True, ondelete="restrict"
    )
    journal_id = fields.Many2one("account.journal", ondelete="restrict")
    currency_id = fields.Many2one("res.currency", required=True, ondelete="restrict")
    fiscal_position_id = fields.Many2one("account.fiscal.position", ondelete="restrict")
    payment_term_id = fields.Many2one("account.payment.term", ondelete="restrict")
    invoice_amount = fields.Monetary(
        string="To Bill", help="Sum of what is owed, excl. VAT."
    )
    credit_amount = fields.Monetary(
        string="To Credit", help="Sum of what is owed back, excl. VAT, below zero."
    )
    amount = fields.Monetary(string="Total", help="Excluding VAT.")
    item_ids = fields.One2many("numerian.billing.campaign.item", "campaign_line_id")
    state = fields.Selection(
        STATES, default="planned", required=True, readonly=True, index=True
    )
    attempts = fields.Integer(readonly=True)
    error = fields.Text(readonly=True)
    exclusion_reason = fields.Char(readonly=True, copy=False, tracking=True)
    move_ids = fields.One2many(
        "account.move", "billing_campaign_line_id", string="Documents", readonly=True
    )
    move_id = fields.Many2one(
        "account.move",
        string="Invoice",
        compute="_compute_move_id",
        search="_search_move_id",
    )

    _state_idx = models.Index("(campaign_id, state)")

    def _compute_move_id(self):
        for line in self:
            line.move_id = line.move_ids.sorted("id")[:1]

    def _search_move_id(self, operator, value):
        return [("move_ids", operator, value)]

    def _get_key(self):
        """Return what one invoice has in common; see ``campaign._get_group_key``."""
        self.ensure_one()
        return (
            self.invoice_partner_id.id,
            self.journal_id.id,
            self.currency_id.id,
            self.fiscal_position_id.id,
            self.payment_term_id.id,
        )

    def action_retry(self):
        """Put failed or excluded lines back in the plan: the next run takes them."""
        waiting = self.filtered(lambda line: line.state in ("error", "excluded"))
        excluded = waiting.filtered(lambda line: line.state == "excluded")
        excluded._tell_campaign(self.env._("Put back in the plan:"))
        waiting.write({"state": "planned", "error": False, "exclusion_reason": False})
        waiting.activity_unlink(["mail.mail_activity_data_todo"])
        waiting.campaign_id.filtered(lambda c: c.state == "done").state = "planned"

    def action_exclude(self):
        """Ask why, then exclude; what is billed stays.

        :raises UserError: when nothing here can be excluded
        """
        lines = self.filtered(lambda line: line.state not in ("done", "excluded"))
        if not lines:
            raise UserError(
                self.env._("What is billed, or excluded already, cannot be excluded.")
            )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "numerian_collectivites.numerian_billing_campaign_line_exclude_action"
        )
        return action | {"context": {"default_line_ids": lines.ids}}

    def _exclude(self, reason):
        """Leave these authorities out of their campaign until they are put back."""
        lines = self.filtered(lambda line: line.state not in ("done", "excluded"))
        lines.write({"state": "excluded", "exclusion_reason": reason})
        lines._tell_campaign(self.env._("Excluded: %(reason)s", reason=reason))

    def _tell_campaign(self, title):
        """Keep on the campaign what was decided about its authorities."""
        for campaign, lines in self.grouped("campaign_id").items():
            names = Markup().join(
                Markup("<li>%s</li>") % line.partner_id.display_name for line in lines
            )
            campaign.message_post(body=Markup("%s<ul>%s</ul>") % (title, names))

    def action_open_document(self):
        self.ensure_one()
        return self.move_ids._get_documents_action()
