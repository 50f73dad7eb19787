# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class NumerianContractLineCorrectPreview(models.TransientModel):
    """One period that a correction would change."""

    _name = "numerian.contract.line.correct.preview"
    _description = "Effect of a Correction on a Period"
    _order = "period_start, id"

    wizard_id = fields.Many2one(
        "numerian.contract.line.correct", required=True, ondelete="cascade"
    )
    contract_line_id = fields.Many2one("contract.line", string="Service")
    currency_id = fields.Many2one(related="wizard_id.currency_id")
    period_start = fields.Date(string="From")
    period_end = fields.Date(string="To")
    due_amount = fields.Monetary(string="Due")
    billed_amount = fields.Monetary(string="Already Billed")
    amount = fields.Monetary(string="Difference")
