# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class NumerianBillingDiscrepancyDismiss(models.TransientModel):
    """Asks why some discrepancies are left as they are."""

    _name = "numerian.billing.discrepancy.dismiss"
    _description = "Dismiss Discrepancies"

    discrepancy_ids = fields.Many2many(
        "numerian.billing.discrepancy",
        "numerian_discrepancy_dismiss_rel",  # the default name is too long
        required=True,
        default=lambda self: self.env.context.get("active_ids"),
    )
    reason = fields.Char(required=True)

    def action_dismiss(self):
        self.discrepancy_ids._dismiss(self.reason)
