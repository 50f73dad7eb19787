# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.exceptions import UserError


class NumerianBillingCampaign(models.Model):
    """From a campaign that is done to the bordereaux of its documents."""

    _inherit = "numerian.billing.campaign"

    bordereau_count = fields.Integer(
        string="Bordereaux", compute="_compute_bordereau_count"
    )

    def _compute_bordereau_count(self):
        for campaign in self:
            campaign.bordereau_count = len(campaign.move_ids.bordereau_id)

    def action_prepare_bordereaux(self):
        """Put the posted documents that are on no bordereau yet on draft ones."""
        self.ensure_one()
        moves = self.move_ids.filtered(lambda move: move.titre_state == "to_issue")
        if not moves:
            raise UserError(
                self.env._(
                    "“%(campaign)s”: no posted document waits for a bordereau.",
                    campaign=self.name,
                )
            )
        return self.env["numerian.bordereau"]._create_for(moves)._get_action()

    def action_show_bordereaux(self):
        self.ensure_one()
        return self.move_ids.bordereau_id._get_action()
