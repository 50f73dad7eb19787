# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class NumerianBillingCampaignLineExclude(models.TransientModel):
    """Asks why some authorities are left out of a campaign."""

    _name = "numerian.billing.campaign.line.exclude"
    _description = "Exclude from a Campaign"

    line_ids = fields.Many2many(
        "numerian.billing.campaign.line",
        "numerian_campaign_line_exclude_rel",  # the default name is too long
        required=True,
    )
    reason = fields.Char(required=True)

    def action_exclude(self):
        self.line_ids._exclude(self.reason)
