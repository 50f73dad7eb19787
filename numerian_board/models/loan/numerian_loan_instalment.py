# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class NumerianLoanInstalment(models.Model):
    """A line of the schedule of the offer chosen."""

    _name = "numerian.loan.instalment"
    _description = "Instalment of a Loan"
    _order = "offer_id, rank"

    offer_id = fields.Many2one(
        "numerian.loan.offer", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(
        related="offer_id.company_id", store=True, precompute=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    rank = fields.Integer(required=True, readonly=True, aggregator=False)
    date = fields.Date(readonly=True, help="As the bank has it.")
    interest_amount = fields.Monetary(string="Interest", readonly=True)
    principal_amount = fields.Monetary(string="Principal", readonly=True)
    amount = fields.Monetary(string="Instalment", compute="_compute_amount", store=True)
    balance_amount = fields.Monetary(
        string="Remains Due", readonly=True, aggregator=False
    )

    _rank_uniq = models.Constraint(
        "UNIQUE (offer_id, rank)", "This instalment is listed already."
    )

    @api.depends("interest_amount", "principal_amount")
    def _compute_amount(self):
        for line in self:
            line.amount = line.interest_amount + line.principal_amount
