# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

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
        """Put failed lines back in the plan: the next run takes them."""
        failed = self.filtered(lambda line: line.state in ("error", "excluded"))
        failed.write({"state": "planned", "error": False})
        failed.activity_unlink(["mail.mail_activity_data_todo"])
        failed.campaign_id.filtered(lambda c: c.state == "done").state = "planned"

    def action_exclude(self):
        self.filtered(lambda line: line.state != "done").state = "excluded"

    def action_open_document(self):
        self.ensure_one()
        return self.move_ids._get_documents_action()
