# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date

from odoo import api, fields, models

from odoo.addons.numerian_collectivites.core.proration import Period, months_of_use

from ...core.quote import YEARS, totals

TOTAL_NAMES = ("month", "year1", "year2", "year3")


class SaleOrder(models.Model):
    """What a quote costs a month and in years 1, 2 and 3, and the subsidy to expect."""

    _inherit = "sale.order"

    cyber_month_amount = fields.Monetary(
        string="Per month",
        compute="_compute_cyber_totals",
        store=True,
        help="Subscriptions of one month in full, excluding VAT.",
    )
    cyber_month_vat = fields.Monetary(
        string="VAT per month", compute="_compute_cyber_totals", store=True
    )
    cyber_month_amount_incl_vat = fields.Monetary(
        string="Per month, VAT included", compute="_compute_cyber_totals", store=True
    )
    cyber_year1_amount = fields.Monetary(
        string="Year 1",
        compute="_compute_cyber_totals",
        store=True,
        help="Months of use of the first year and what is paid once, excluding VAT.",
    )
    cyber_year1_vat = fields.Monetary(
        string="VAT of year 1", compute="_compute_cyber_totals", store=True
    )
    cyber_year1_amount_incl_vat = fields.Monetary(
        string="Year 1, VAT included", compute="_compute_cyber_totals", store=True
    )
    cyber_year2_amount = fields.Monetary(
        string="Year 2",
        compute="_compute_cyber_totals",
        store=True,
        help="Subscriptions of the second civil year, excluding VAT.",
    )
    cyber_year2_vat = fields.Monetary(
        string="VAT of year 2", compute="_compute_cyber_totals", store=True
    )
    cyber_year2_amount_incl_vat = fields.Monetary(
        string="Year 2, VAT included", compute="_compute_cyber_totals", store=True
    )
    cyber_year3_amount = fields.Monetary(
        string="Year 3",
        compute="_compute_cyber_totals",
        store=True,
        help="Subscriptions of the third civil year, excluding VAT.",
    )
    cyber_year3_vat = fields.Monetary(
        string="VAT of year 3", compute="_compute_cyber_totals", store=True
    )
    cyber_year3_amount_incl_vat = fields.Monetary(
        string="Year 3, VAT included", compute="_compute_cyber_totals", store=True
    )
    cyber_subsidy_amount = fields.Monetary(
        string="Subsidy to expect",
        compute="_compute_cyber_subsidy_amount",
        help="For information: it does not lower what the authority owes.",
    )

    cyber_service_names = fields.Char(
        string="Services", compute="_compute_cyber_service_names"
    )

    @api.depends("cyber_choice_ids.is_selected", "cyber_choice_ids.quantity")
    def _compute_cyber_service_names(self):
        for order in self:
            order.cyber_service_names = ", ".join(
                f"{choice.service_id.code} {choice.quantity}"
                for choice in order.cyber_choice_ids.filtered("is_selected")
            )

    @api.depends(
        "cyber_choice_ids.is_selected",
        "cyber_choice_ids.quantity",
        "cyber_choice_ids.held_quantity",
        "cyber_choice_ids.component_prices",
        "cyber_start_date",
        "cyber_commitment_months",
        "cyber_auto_renew",
        "fiscal_position_id",
        "order_line.price_subtotal",
        "company_id",
    )
    def _compute_cyber_totals(self):
        for order in self:
            found = totals(
                order._get_cyber_items(),
                vat_per_line=order.tax_calculation_rounding_method == "round_per_line",
            )
            for name, total in zip(
                TOTAL_NAMES, (found.month, *found.years), strict=True
            ):
                order[f"cyber_{name}_amount"] = float(total.excl_vat)
                order[f"cyber_{name}_vat"] = float(total.vat)
                order[f"cyber_{name}_amount_incl_vat"] = float(total.incl_vat)

    def _get_cyber_items(self):
        """Return what the quote adds up: ticked services, and other lines paid once.

        :rtype: list of ``quote.Item``
        """
        self.ensure_one()
        if not self.is_cyber_quote:
            return []
        ticked = self.cyber_choice_ids.filtered("is_selected")
        items = [item for choice in ticked for _c, item in choice._get_items()]
        others = self._get_priced_lines().filtered(lambda ln: not ln.cyber_choice_id)
        return items + [line._get_cyber_other_item() for line in others]

    def _get_cyber_months(self, component):
        """Return the months of use of years 1, 2 and 3, by the rule of the product."""
        self.ensure_one()
        rule = component._get_proration(self.company_id or self.env.company)
        span = self._get_cyber_span()
        years = range(span.first.year, span.first.year + YEARS)
        return tuple(
            months_of_use(Period(date(year, 1, 1), date(year, 12, 31)), span, rule)
            for year in years
        )

    def _get_cyber_span(self):
        """Return the days of use: until the commitment ends, if it is not renewed.

        :rtype: proration.Period
        """
        self.ensure_one()
        start = self.cyber_start_date or fields.Date.context_today(self)
        end = not self.cyber_auto_renew and self._get_cyber_commitment_end()
        return Period(start, end or date.max)

    def _get_cyber_taxes(self, product):
        """Return the taxes that the order applies to a product."""
        self.ensure_one()
        company = self.company_id or self.env.company
        taxes = product.taxes_id._filter_taxes_by_company(company)
        return self.fiscal_position_id.map_tax(taxes)

    @api.depends("cyber_choice_ids.is_selected", "partner_id", "cyber_start_date")
    def _compute_cyber_subsidy_amount(self):
        for order in self:
            order.cyber_subsidy_amount = order._get_expected_subsidy()

    def _get_expected_subsidy(self):
        """Return the subsidy that the authority may expect, in euros; extend.

        Shown after the total including VAT, never a line of the order.
        """
        self.ensure_one()
        return 0.0
