# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class NumerianAuthorisedOverride(models.TransientModel):
    """Asks why some credit notes pass without their deliberation."""

    _name = "numerian.authorised.override"
    _description = "Pass Without Deliberation"

    cancellation_ids = fields.Many2many(
        "numerian.titre.cancellation",
        "numerian_authorised_override_rel",
        string="Credit Notes",
        required=True,
        default=lambda self: self.env.context.get("active_ids"),
    )
    reason = fields.Char(required=True)

    def action_override(self):
        self.cancellation_ids._override_authorisation(self.reason)
