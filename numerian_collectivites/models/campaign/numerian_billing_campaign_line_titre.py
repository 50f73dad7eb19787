# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class NumerianBillingCampaignLine(models.Model):
    """The titres that a campaign makes belong to its exercice."""

    _inherit = "numerian.billing.campaign.line"

    def _prepare_document_vals(self):
        vals = super()._prepare_document_vals()
        campaign = self.campaign_id
        if campaign.company_id.issues_titres:
            vals["titre_exercice_id"] = campaign.exercice_id.id
        return vals
