# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class NumerianDecisionAddLine(models.TransientModel):
    """An act that waits for a deliberation."""

    _name = "numerian.decision.add.line"
    _description = "Act to Put to the Vote"

    wizard_id = fields.Many2one(
        "numerian.decision.add", required=True, ondelete="cascade"
    )
    currency_id = fields.Many2one(
        related="wizard_id.deliberation_id.company_id.currency_id"
    )
    is_chosen = fields.Boolean(string="Vote", default=True)
    name = fields.Char(readonly=True)
    amount = fields.Monetary(readonly=True, help="Excluding VAT.")
    act_key = fields.Char(readonly=True)
