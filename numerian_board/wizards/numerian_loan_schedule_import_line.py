# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

STATUSES = [
    ("ok", "Same"),
    ("gap", "Differs"),
    ("bad", "Wrong in the file"),
]


class NumerianLoanScheduleImportLine(models.TransientModel):
    """An instalment: what the bank asks, what we compute."""

    _name = "numerian.loan.schedule.import.line"
    _description = "Line of a Bank's Schedule"
    _order = "rank, id"

    import_id = fields.Many2one(
        "numerian.loan.schedule.import", required=True, ondelete="cascade"
    )
    currency_id = fields.Many2one(related="import_id.currency_id")
    rank = fields.Integer(string="No.")
    date = fields.Date()
    interest_amount = fields.Monetary(string="Interest")
    principal_amount = fields.Monetary(string="Principal")
    amount = fields.Monetary(string="Instalment")
    our_interest_amount = fields.Monetary(string="Computed Interest")
    our_principal_amount = fields.Monetary(string="Computed Principal")
    our_amount = fields.Monetary(string="Computed Instalment")
    gap = fields.Monetary(string="Difference")
    status = fields.Selection(STATUSES, string="Comparison")
    problem = fields.Selection(
        [
            ("unreadable", "Unreadable"),
            ("negative", "Below zero"),
            ("sum", "The instalment is not principal and interest"),
            ("date", "Not after the line before"),
        ],
        string="Remark",
    )

    def _set_status(self):
        """The status comes with the comparison."""
