# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

from ...core.billing_position import Round


class NumerianBillingCampaign(models.Model):
    """The calendar that positions are planned by; positions follow a finished run."""

    _inherit = "numerian.billing.campaign"

    @api.model
    def _get_calendar(self, company):
        """Return the campaigns of a company, the earliest first."""
        campaigns = self.search(
            [("company_id", "=", company.id), ("state", "!=", "cancelled")],
            order="date, id",
        )
        return [campaign._to_round() for campaign in campaigns]

    def _to_round(self):
        self.ensure_one()
        return Round(
            self.date,
            self._get_own_scope(),
            () if self.state == "done" else tuple(self._get_scopes()),
            self.exercice_id.date_start,
        )

    def _finish(self):
        result = super()._finish()
        if self.state == "done":
            lines = self.line_ids.search_fetch(
                [("campaign_id", "=", self.id)], ["partner_id"]
            )
            contracts = self._get_contracts(lines.partner_id)
            self.exercice_id._refresh_after(contracts)
        return result
