# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.numerian_collectivites.core.proration import to_decimal

from ...core import loan

KINDS = [
    ("instalment", "Constant instalments"),
    ("principal", "Constant principal"),
]
YEARLY_PERIODS = [
    ("12", "Monthly"),
    ("4", "Quarterly"),
    ("2", "Half-yearly"),
    ("1", "Yearly"),
]
TERM_FIELDS = (
    "principal_amount",
    "rate",
    "periods",
    "yearly_periods",
    "kind",
    "deferred",
    "fee_amount",
)


class NumerianLoanOffer(models.Model):
    """A bank's offer for a loan: its terms, and what it would cost.

    Amounts in euros; rates in per cent; the bank's convention: see ``core/loan.py``.
    """

    _name = "numerian.loan.offer"
    _description = "Loan Offer"
    _inherit = ["mail.thread"]
    _order = "deliberation_id, sequence, id"
    _check_company_auto = True

    deliberation_id = fields.Many2one(
        "numerian.deliberation", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(
        related="deliberation_id.company_id", store=True, precompute=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    sequence = fields.Integer(default=10)
    lender_id = fields.Many2one(
        "res.partner", required=True, ondelete="restrict", tracking=True
    )
    name = fields.Char(string="Reference", tracking=True)
    principal_amount = fields.Monetary(string="Lent", required=True, tracking=True)
    rate = fields.Float(
        string="Yearly Rate (%)",
        digits=(6, 4),
        tracking=True,
        help="Nominal, proportional: a month bears a twelfth of it.",
    )
    is_variable = fields.Boolean(
        string="Variable Rate",
        tracking=True,
        help="The figures are those of the rate entered, for the whole duration.",
    )
    periods = fields.Integer(
        string="Instalments", required=True, default=60, tracking=True
    )
    yearly_periods = fields.Selection(
        YEARLY_PERIODS, string="Periodicity", required=True, default="12", tracking=True
    )
    kind = fields.Selection(
        KINDS, string="Repayment", required=True, default="instalment", tracking=True
    )
    deferred = fields.Integer(
        tracking=True, help="First instalments of interest alone, among them all."
    )
    fee_amount = fields.Monetary(string="Fees", tracking=True)
    instalment_amount = fields.Monetary(
        string="Instalment",
        compute="_compute_cost",
        store=True,
        help="The first full one.",
    )
    last_amount = fields.Monetary(
        string="Last Instalment", compute="_compute_cost", store=True
    )
    total_amount = fields.Monetary(
        string="Total Paid", compute="_compute_cost", store=True, help="Fees included."
    )
    cost_amount = fields.Monetary(
        string="Cost", compute="_compute_cost", store=True, help="Interest and fees."
    )
    taeg = fields.Float(
        string="TAEG (%)", compute="_compute_cost", store=True, digits=(6, 2)
    )
    teg = fields.Float(
        string="TEG (%)", compute="_compute_cost", store=True, digits=(6, 2)
    )

    @api.depends(*TERM_FIELDS)
    def _compute_cost(self):
        for offer in self:
            try:
                offer.update(offer._get_figures())
            except loan.InvalidLoan:  # a form being typed; the constraint will tell
                offer.update(dict.fromkeys(_FIGURES, 0.0))

    def _get_figures(self):
        """Return what the offer costs, as values of its fields."""
        terms = self._get_terms()
        lines = loan.schedule(terms)
        figures = (
            lines[terms.deferred].amount,
            lines[-1].amount,
            loan.total(terms),
            loan.cost(terms),
            loan.annual_percentage_rate(terms) * 100,
            loan.proportional_rate(terms) * 100,
        )
        return dict(zip(_FIGURES, map(float, figures), strict=True))

    def _get_terms(self):
        """Return the terms as the calculation takes them."""
        self.ensure_one()
        return loan.Loan(
            principal=to_decimal(self.principal_amount, places=2),
            annual_rate=to_decimal(self.rate, places=4) / Decimal(100),
            periods=self.periods,
            yearly_periods=int(self.yearly_periods or 12),
            kind=self.kind,
            deferred=self.deferred,
            fees=to_decimal(self.fee_amount, places=2),
        )

    @api.depends("lender_id.name", "name")
    def _compute_display_name(self):
        for offer in self:
            parts = (offer.lender_id.name, offer.name)
            offer.display_name = " - ".join(filter(None, parts))

    @api.constrains(*TERM_FIELDS)
    def _check_terms(self):
        for offer in self:
            try:
                loan.check_loan(offer._get_terms())
            except loan.InvalidLoan as error:
                raise ValidationError(
                    self.env._(
                        "%(offer)s: check the amount lent, the rate (under 100 %%), "
                        "the number of instalments, those deferred and the fees.",
                        offer=offer.display_name,
                    )
                ) from error


_FIGURES = (
    "instalment_amount",
    "last_amount",
    "total_amount",
    "cost_amount",
    "taeg",
    "teg",
)
