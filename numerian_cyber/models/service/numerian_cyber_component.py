# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...core.quote import SUBSCRIPTION, Component, to_decimal

KINDS = [
    ("setup", "Set-up, once"),
    ("licence", "Licence, once per unit"),
    ("subscription", "Subscription, per unit and month"),
]


class NumerianCyberComponent(models.Model):
    """One thing that a service bills: a set-up, a licence, the monthly subscription."""

    _name = "numerian.cyber.component"
    _description = "Component of a Cybersecurity Service"
    _order = "service_id, sequence, id"
    _rec_name = "product_id"
    _check_company_auto = True

    service_id = fields.Many2one(
        "numerian.cyber.service", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one(related="service_id.company_id", store=True)
    kind = fields.Selection(KINDS, required=True, default="subscription")
    product_id = fields.Many2one(
        "product.product",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        domain="[('type', '=', 'service'), ('sale_ok', '=', True)]",
    )

    _one_subscription = models.UniqueIndex(
        "(service_id) WHERE kind = 'subscription'",
        "A service has one monthly subscription: its quantity is that of the contract.",
    )
    _product_uniq = models.UniqueIndex(
        "(product_id) WHERE kind = 'subscription'",
        "This product is the subscription of another service: a contract line could "
        "not say which of the two it is.",
    )

    @api.constrains("product_id", "kind")
    def _check_product(self):
        for component in self:
            problem = component._get_product_problem()
            if problem:
                raise ValidationError(problem)

    def _get_product_problem(self):
        """Return why the quotes could not count with this product, or nothing."""
        product = self.product_id
        if product.taxes_id.filtered(
            lambda tax: tax.price_include or tax.amount_type != "percent"
        ):
            return self.env._(
                "%(product)s has a tax that is included in the price, or is not a "
                "percentage: quotes and contracts are excluding VAT. Choose another "
                "tax.",
                product=product.display_name,
            )
        if self.kind == SUBSCRIPTION and product.price_period != "month":
            return self.env._(
                "%(product)s is a subscription: set its price per month.",
                product=product.display_name,
            )
        if self.kind == SUBSCRIPTION and product.proration == "day":
            return self.env._(
                "%(product)s is a subscription per month: it cannot be prorated by "
                "days.",
                product=product.display_name,
            )
        return None

    def _get_price(self, rules, quantity, day, currency):
        """Return a price, ``None`` when nobody set one: free is said by a rule.

        The first rule that holds for the quantity decides, as for any order line.
        """
        self.ensure_one()
        product = self.product_id
        rule = next(
            (rule for rule in rules if rule._is_applicable_for(product, quantity)),
            rules.browse(),
        )
        price = rule._compute_price(
            product, quantity, uom=product.uom_id, date=day, currency=currency
        )
        return price if rule or price else None

    def _to_core(self, price, taxes):
        """Return the component as the pure core wants it; no price counts as 0.

        :param taxes: those of the quote's line
        """
        self.ensure_one()
        vat_rate = sum(tax.amount for tax in taxes)
        return Component(self.kind, to_decimal(price or 0.0), to_decimal(vat_rate))

    def _get_proration(self, company):
        """Return how the months of use are counted, as on a contract line."""
        self.ensure_one()
        return self.product_id.proration or company.contract_proration or "month"
