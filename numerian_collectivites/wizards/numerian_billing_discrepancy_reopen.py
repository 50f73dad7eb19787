# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class NumerianBillingDiscrepancyReopen(models.TransientModel):
    """Asks why a decision on some discrepancies is taken back."""

    _name = "numerian.billing.discrepancy.reopen"
    _description = "Reopen Discrepancies"

    discrepancy_ids = fields.Many2many(
        "numerian.billing.discrepancy",
        "numerian_discrepancy_reopen_rel",  # the default name is too long
        required=True,
        default=lambda self: self.env.context.get("active_ids"),
    )
    reason = fields.Char(required=True)

    def action_reopen(self):
        self.discrepancy_ids._reopen(self.reason)
