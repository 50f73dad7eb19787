# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Command

from ..models.titre.numerian_titre_cancellation import REASONS


class AccountMoveReversal(models.TransientModel):
    """Asks why a titre is cancelled or reduced: the reason decides of the evidence."""

    _inherit = "account.move.reversal"

    corrects_titre = fields.Boolean(compute="_compute_corrects_titre")
    titre_reason = fields.Selection(
        REASONS, string="Ground", default="material_error", required=True
    )

    @api.depends("move_ids")
    def _compute_corrects_titre(self):
        for wizard in self:
            wizard.corrects_titre = any(
                move.move_type == "out_invoice" and move._is_titre_document()
                for move in wizard.move_ids
            )

    def _prepare_default_reversal(self, move):
        vals = super()._prepare_default_reversal(move)
        if move.move_type == "out_invoice" and move._is_titre_document():
            vals["cancellation_ids"] = [
                Command.create(self._prepare_cancellation_vals(move))
            ]
        return vals

    def _prepare_cancellation_vals(self, move):
        names = move._prepare_cancellation_vals()
        return {
            "object": names["object"],
            "reason": self.titre_reason,
            "statement": self.reason,
        }
