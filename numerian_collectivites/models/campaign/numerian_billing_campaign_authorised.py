# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class NumerianBillingCampaign(models.Model):
    """A campaign runs once the calendar of its exercice is decided."""

    _inherit = "numerian.billing.campaign"

    def _get_decision_name(self):
        """Return what a deliberation prints of it: its name, and what it bills."""
        self.ensure_one()
        families = ", ".join(self.family_ids.mapped("name"))
        return f"{self.name} ({families})" if families else self.name

    def _start(self):
        self.ensure_one()
        if self.state not in ("running", "cancelled"):
            # sudo: the rule holds for whoever runs the campaign
            self.exercice_id.sudo()._check_authorised()
        return super()._start()
