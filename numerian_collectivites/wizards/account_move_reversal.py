# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class AccountMoveReversal(models.TransientModel):
    """Asks what a credit note made by hand means for the months that it credits."""

    _inherit = "account.move.reversal"

    has_billed_periods = fields.Boolean(compute="_compute_has_billed_periods")
    billing_effect = fields.Selection(
        [
            ("goodwill", "Goodwill: these months are not billed again"),
            ("rebill", "Correction: these months are to be billed again"),
        ],
        string="Months Credited",
        default="goodwill",
        required=True,
    )

    @api.depends("move_ids")
    def _compute_has_billed_periods(self):
        for wizard in self:
            lines = wizard.move_ids.invoice_line_ids
            wizard.has_billed_periods = bool(lines.filtered("billing_period_start"))

    def reverse_moves(self, is_modify=False):
        action = super().reverse_moves(is_modify=is_modify)
        # With "reverse and create", the new invoice bills the months again.
        if self.billing_effect == "goodwill" and not is_modify:
            lines = self.new_move_ids.invoice_line_ids.filtered(
                "billing_origin_line_id"
            )
            # sudo: a clerk may make this adjustment, in this way only
            self.env["numerian.billing.adjustment"].sudo().create(
                [self._prepare_goodwill_vals(line) for line in lines]
            )
        return action

    def _prepare_goodwill_vals(self, line):
        return {
            "contract_line_id": line.contract_line_id.id,
            "period_start": line.billing_period_start,
            "amount": -float(line._get_billed_amount()),
            "kind": "goodwill",
            "reason": self.reason or line.move_id.ref or self.env._("Credit note"),
            "move_line_id": line.id,
        }
