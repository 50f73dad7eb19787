# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class NumerianBillingCampaignItem(models.Model):
    """One period of one contract line in a plan: due, billed, and what is left."""

    _name = "numerian.billing.campaign.item"
    _description = "Billing Campaign Item"
    _order = "campaign_line_id, service_family_id, period_start, id"
    _rec_name = "contract_line_id"

    campaign_line_id = fields.Many2one(
        "numerian.billing.campaign.line", required=True, index=True, ondelete="cascade"
    )
    campaign_id = fields.Many2one(
        "numerian.billing.campaign", required=True, index=True, ondelete="cascade"
    )
    partner_id = fields.Many2one("res.partner", string="Authority", ondelete="cascade")
    company_id = fields.Many2one("res.company", required=True)
    currency_id = fields.Many2one("res.currency", required=True)
    contract_line_id = fields.Many2one(
        "contract.line", required=True, index=True, ondelete="cascade"
    )
    contract_id = fields.Many2one("contract.contract", ondelete="cascade")
    service_family_id = fields.Many2one("numerian.service.family", ondelete="restrict")
    period_start = fields.Date(string="Period", required=True)
    service_start = fields.Date(string="From")
    service_end = fields.Date(string="To")
    use_count = fields.Integer(
        string="Used", aggregator=None, help="Months (or days) of use."
    )
    use_total = fields.Integer(string="Of", aggregator=None)
    due_amount = fields.Monetary(string="Due", help="Excluding VAT.")
    billed_amount = fields.Monetary(string="Already Billed", help="Excluding VAT.")
    amount = fields.Monetary(help="Due less billed, excluding VAT.")
    kind = fields.Selection(
        [("bill", "To bill"), ("complement", "Complement"), ("credit", "Credit")],
        required=True,
    )
