# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Command

from ..models.titre.numerian_titre_cancellation import REASONS, is_expense_order


class AccountMoveReversal(models.TransientModel):
    """Asks why a titre is cancelled or reduced: the reason decides of the evidence."""

    _inherit = "account.move.reversal"

    corrects_titre = fields.Boolean(compute="_compute_corrects_titre")
    titre_reason = fields.Selection(
        REASONS,
        string="Kind of Correction",
        default="material_error",
        required=True,
    )
    titre_effect = fields.Char(
        string="In Public Accounts", compute="_compute_titre_effect"
    )

    @api.depends("move_ids")
    def _compute_corrects_titre(self):
        for wizard in self:
            wizard.corrects_titre = any(map(wizard._is_corrected, wizard.move_ids))

    @api.depends("move_ids", "date", "titre_reason")
    def _compute_titre_effect(self):
        for wizard in self:
            titres = wizard.move_ids.filtered(wizard._is_corrected)
            effects = {wizard._get_titre_effect(move) for move in titres}
            wizard.titre_effect = " ".join(sorted(effects))

    def _get_titre_effect(self, move):
        """Say what the credit note of an invoice will be in public accounts."""
        day = self.date or fields.Date.context_today(self)
        is_earlier = move._get_titre_year() < day.year
        names = {"origin": move._get_titre_year(), "year": day.year}
        if is_expense_order(is_earlier, self.titre_reason):
            return self.env._(
                "Exercice %(origin)s: expense order of exercice %(year)s.", **names
            )
        return self.env._(
            "Exercice %(origin)s: titre of reduction, on a bordereau 02.", **names
        )

    def _is_corrected(self, move):
        return move.move_type == "out_invoice" and move._is_titre_document()

    def _prepare_default_reversal(self, move):
        vals = super()._prepare_default_reversal(move)
        if self._is_corrected(move):
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

    def _modify_default_reverse_values(self, origin_move):
        vals = super()._modify_default_reverse_values(origin_move)
        return vals | origin_move._prepare_replaced_vals(self.reason)
