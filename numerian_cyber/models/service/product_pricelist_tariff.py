# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from typing import NamedTuple

from odoo import models


class Tier(NamedTuple):
    """A price from a number of units to another; ``last`` is empty for the last one."""

    first: int
    last: int | None
    price: float


class ProductPricelist(models.Model):
    """The tiers of a tariff, said without overlap: 1 to 24, 25 to 74, 75 and more."""

    _inherit = "product.pricelist"

    def _get_cyber_tiers(self, product, day):
        """Return the prices of a product by number of units, euros excl. VAT.

        All units bear the price of the tier that their number falls in.

        :return: list of ``Tier`` in order; one alone for a flat price, none without
        """
        self.ensure_one()
        rules = self._get_applicable_rules(product, day).filtered(
            lambda rule: rule._is_applicable_for(product, rule.min_quantity or 1)
        )
        starts = sorted({max(int(rule.min_quantity), 1) for rule in rules} | {1})
        prices = {
            start: self._get_product_price(product, start, date=day) for start in starts
        }
        starts = [
            start
            for before, start in zip([None, *starts], starts, strict=False)
            if before is None or prices[start] != prices[before]
        ]
        if not any(prices.values()):
            return []
        lasts = [start - 1 for start in starts[1:]] + [None]
        return [
            Tier(start, last, prices[start])
            for start, last in zip(starts, lasts, strict=True)
        ]
