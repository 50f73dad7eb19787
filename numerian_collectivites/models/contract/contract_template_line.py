# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.tools.misc import formatLang

from ..selections import BILLING_PERIODS, PRICE_PERIODS, PRORATIONS


class ContractTemplateLine(models.Model):
    """The billing terms of a line: they come from the product, then are the line's."""

    _inherit = "contract.template.line"

    # A line created by an import or a script gets its text from the product too.
    name = fields.Text(
        compute="_compute_name", store=True, readonly=False, precompute=True
    )
    service_family_id = fields.Many2one(
        "numerian.service.family",
        compute="_compute_billing_terms",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    billing_period = fields.Selection(
        BILLING_PERIODS,
        compute="_compute_billing_terms",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        help="Civil period that one invoice line covers.",
    )
    price_period = fields.Selection(
        PRICE_PERIODS,
        string="Price per",
        compute="_compute_billing_terms",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        help="What the unit price is a price for.",
    )
    proration = fields.Selection(
        PRORATIONS,
        compute="_compute_billing_terms",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        help="How a period that is not used from end to end is counted.",
    )

    def _get_decision_price(self):
        """Return the price of a model's line as voted; empty: that of the tariff."""
        self.ensure_one()
        if self.display_type or self.automatic_price:
            return ""
        currency = self.contract_id.company_id.currency_id
        money = formatLang(self.env, self.specific_price, currency_obj=currency)
        periods = dict(self._fields["price_period"]._description_selection(self.env))
        quantity = "" if self.quantity == 1 else f"{self.quantity:g} × "
        return f"{quantity}{money} / {periods[self.price_period]}"

    @api.depends("product_id")
    def _compute_billing_terms(self):
        for line in self:
            product = line.product_id
            company = line.contract_id.company_id or line.env.company
            line.service_family_id = product.service_family_id
            line.billing_period = product.billing_period or "year"
            line.price_period = product.price_period or "year"
            line.proration = product.proration or company.contract_proration or "month"
