# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class NumerianDeliberationWithdraw(models.TransientModel):
    """Asks why a deliberation is withdrawn."""

    _name = "numerian.deliberation.withdraw"
    _description = "Withdraw a Deliberation"

    deliberation_id = fields.Many2one(
        "numerian.deliberation",
        required=True,
        default=lambda self: self.env.context.get("active_id"),
    )
    reason = fields.Char(required=True)

    def action_withdraw(self):
        self.deliberation_id._withdraw(self.reason)
