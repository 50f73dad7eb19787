# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.tools.misc import format_date


class ProductPricelistItem(models.Model):
    """A price: fixed once the tariff that an assembly voted is in force."""

    _inherit = "product.pricelist.item"

    def _get_decision_name(self):
        """Return what is priced, from which quantity, from when and until when."""
        self.ensure_one()
        days = [format_date(self.env, day) for day in (self.date_start, self.date_end)]
        limits = [
            self.min_quantity and f"≥ {self.min_quantity:g}",
            any(days) and " – ".join(days),
        ]
        text = ", ".join(filter(None, limits))
        return f"{self.name} ({text})" if text else self.name

    @api.model_create_multi
    def create(self, vals_list):
        items = super().create(vals_list)
        items.pricelist_id._check_prices_open()
        return items

    def write(self, vals):
        self.pricelist_id._check_prices_open()
        written = super().write(vals)
        if "pricelist_id" in vals:
            self.pricelist_id._check_prices_open()
        return written

    @api.ondelete(at_uninstall=False)
    def _unlink_except_in_force(self):
        self.pricelist_id._check_prices_open()
