# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class AccountMove(models.Model):
    """A credit note shows the deliberation that authorises it."""

    _inherit = "account.move"

    deliberation_id = fields.Many2one(
        "numerian.deliberation", compute="_compute_deliberation_id", compute_sudo=True
    )

    @api.depends("cancellation_ids.deliberation_id")
    def _compute_deliberation_id(self):
        for move in self:
            move.deliberation_id = move.cancellation_ids.deliberation_id[:1]
