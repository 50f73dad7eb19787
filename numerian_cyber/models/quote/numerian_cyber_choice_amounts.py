# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...core.quote import LICENCE, SETUP, Item, amounts_of, billed_quantity


class NumerianCyberChoice(models.Model):
    """What a service of a quote costs, ticked or not: the authority compares.

    Prices are kept when the choice is made: a tariff that changes later does not change
    a quote that is out. Amounts excluding VAT.
    """

    _inherit = "numerian.cyber.choice"

    component_prices = fields.Json(
        compute="_compute_component_prices",
        store=True,
        precompute=True,
        help="Price of each component, by its id; none where the tariff has none.",
    )
    has_price = fields.Boolean(compute="_compute_amounts")
    monthly_price = fields.Float(
        string="Price per Unit and Month",
        compute="_compute_amounts",
        digits=(16, 6),
        min_display_digits=2,
        aggregator=False,
    )
    month_amount = fields.Monetary(
        string="Per Month",
        compute="_compute_amounts",
        help="Subscription of one month in full, excluding VAT.",
    )
    one_off_amount = fields.Monetary(
        string="Once",
        compute="_compute_amounts",
        help="Set-up and licences, excluding VAT.",
    )
    year1_amount = fields.Monetary(
        string="Year 1",
        compute="_compute_amounts",
        help="Months of use of the first year, set-up and licences, excluding VAT.",
    )
    next_year_amount = fields.Monetary(
        string="Year 2",
        compute="_compute_amounts",
        help="Subscription of the second civil year, excluding VAT.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        self._refuse_prices(*vals_list)
        return super().create(vals_list)

    def write(self, vals):
        self._refuse_prices(vals)
        return super().write(vals)

    def _refuse_prices(self, *vals_list):
        """Refuse prices that are sent: computing them writes none.

        :raises UserError: says where prices come from
        """
        sent = any("component_prices" in vals for vals in vals_list)
        if sent or "default_component_prices" in self.env.context:
            raise UserError(
                self.env._(
                    "Prices are those of the tariff of the quote: change the tariff, "
                    "or update the prices of the quote."
                )
            )

    def _update_component_prices(self):
        """Take the prices of today's tariff."""
        self.env.add_to_compute(self._fields["component_prices"], self)
        self.modified(["component_prices"])

    @api.depends("service_id", "quantity", "order_id.pricelist_id")
    def _compute_component_prices(self):
        products = self.service_id.component_ids.product_id
        rules = {}  # read once for all the quotes of a day
        for choice in self:
            if not choice._is_open():
                choice.component_prices = choice.component_prices
                continue
            order = choice.order_id
            pricelist, day = order.pricelist_id, order.date_order
            day = day or fields.Datetime.now()
            if (pricelist, day) not in rules:
                found = pricelist._get_applicable_rules(products, day)
                rules[pricelist, day] = found
            choice.component_prices = choice._get_component_prices(
                pricelist, day, rules[pricelist, day]
            )

    def _get_component_prices(self, pricelist, day, rules):
        """Return the prices of the tariff at the quantity, by component id as text."""
        prices = self.service_id._get_prices(pricelist, self.quantity, day, rules)
        return {str(component_id): price for component_id, price in prices.items()}

    def _get_prices(self):
        """Return the prices that the quote keeps, by component id."""
        self.ensure_one()
        return {int(key): price for key, price in (self.component_prices or {}).items()}

    @api.depends(
        "component_prices",
        "quantity",
        "held_quantity",
        "order_id.cyber_start_date",
        "order_id.cyber_commitment_months",
        "order_id.cyber_auto_renew",
        "order_id.company_id",
    )
    def _compute_amounts(self):
        for choice in self:
            service, prices = choice.service_id, choice._get_prices()
            by_kind = choice._get_amounts_by_kind()
            one_off = by_kind.get(SETUP, 0) + by_kind.get(LICENCE, 0)
            month, first, following = by_kind.get("subscription", (0, 0, 0))
            choice.has_price = service._get_rules(prices).priced
            choice.monthly_price = prices.get(service._get_subscription().id) or 0.0
            choice.month_amount = float(month)
            choice.one_off_amount = float(one_off)
            choice.year1_amount = float(first + one_off)
            choice.next_year_amount = float(following)

    def _get_amounts_by_kind(self):
        """Return euros excl. VAT: once for set-up and licences; month, year 1, year 2
        for the subscription."""
        found = {}
        for component, item in self._get_items():
            amounts = item.amounts
            if component.kind in (SETUP, LICENCE):
                found[component.kind] = found.get(component.kind, 0) + amounts.years[0]
            else:
                found[component.kind] = (amounts.month, *amounts.years[:2])
        return found

    def _get_items(self):
        """Return ``(component, quote.Item)`` of this service, as if it were ticked."""
        self.ensure_one()
        prices = self._get_prices()
        return [
            (component, self._get_item(component, prices.get(component._origin.id)))
            for component in self.service_id.component_ids
        ]

    def _get_item(self, component, price):
        order = self.order_id
        core = component._to_core(price, order._get_cyber_taxes(component.product_id))
        months = order._get_cyber_months(component)
        quantity, held = max(self.quantity, 0), self.held_quantity
        return Item(amounts_of(core, quantity, months, held), core.vat_rate)

    def _get_billed_quantity(self, component):
        """Return the units that the line of a component bills."""
        self.ensure_one()
        return billed_quantity(component.kind, self.quantity, self.held_quantity)

    def _is_billed(self, component):
        """Whether a component has a line: one that nobody set a price for has none."""
        priced = self._get_prices().get(component.id) is not None
        return priced and self._get_billed_quantity(component) > 0

    def _get_rules_at(self, wishes):
        """Return the rules of the service, priced at the number of units wished.

        :param wishes: ``{service id: Wish}``
        :rtype: quote_rules.Rules
        """
        self.ensure_one()
        service, order = self.service_id, self.order_id
        wish = wishes.get(service._origin.id)
        if not wish or wish.quantity == self.quantity:
            return service._get_rules(self._get_prices())
        day = order.date_order or fields.Datetime.now()
        return service._get_rules(
            service._get_prices(order.pricelist_id, wish.quantity, day)
        )
