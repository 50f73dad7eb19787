# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.exceptions import UserError


class SaleOrder(models.Model):
    """A new quote for services under contract amends their lines.

    What changes is a dated version of price and quantity from the first day of the
    quote on; the end of the line stays. More may be asked for months already billed:
    the next campaign bills the complement. Less may not: the quote says from when.
    A tariff that an assembly votes is signed once it is in force on the first day.
    """

    _inherit = "sale.order"

    def _get_cyber_messages(self):
        held = self._get_held_by_authority()
        ticked = self.cyber_choice_ids.filtered("is_selected")
        problems = [choice._get_amendment_problem(held) for choice in ticked]
        problems.append(self._get_tariff_problem())
        return super()._get_cyber_messages() + [p for p in problems if p]

    def _get_tariff_problem(self):
        """Return why the tariff cannot apply from the first day, or nothing."""
        day = self.cyber_start_date or fields.Date.context_today(self)
        # sudo: the rule holds for whoever reads the quote
        tariff = self.pricelist_id.sudo().with_company(self.company_id)
        try:
            tariff._check_in_force(day)
        except UserError as error:
            return str(error)
        return None

    def _recompute_prices(self):
        self.cyber_choice_ids._compute_held_quantity()
        return super()._recompute_prices()
