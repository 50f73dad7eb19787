# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

from ...core.proration import to_decimal


class NumerianPriceIndexationProduct(models.Model):
    """The sales price of a service before and after an indexation."""

    _name = "numerian.price.indexation.product"
    _description = "Price Indexation of the Catalogue"
    _order = "indexation_id, product_tmpl_id"
    _rec_name = "product_tmpl_id"

    indexation_id = fields.Many2one(
        "numerian.price.indexation", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="indexation_id.company_id", store=True)
    product_tmpl_id = fields.Many2one(
        "product.template", string="Service", required=True, ondelete="cascade"
    )
    current_price = fields.Float(digits=(16, 6), min_display_digits=2, aggregator=False)
    new_price = fields.Float(digits=(16, 6), min_display_digits=2, aggregator=False)
    is_applied = fields.Boolean(string="Catalogue Updated")

    def _apply(self, user):
        """Raise the sales prices that still are what the preview saw."""
        for row in self:
            row.is_applied = row._replace(user, row.current_price, row.new_price)

    def _take_back(self, user):
        """Bring back the sales prices that nobody changed since."""
        for row in self.filtered("is_applied"):
            row._replace(user, row.new_price, row.current_price)
            row.is_applied = False

    def _replace(self, user, old, new):
        product = self.product_tmpl_id.with_user(user)
        if to_decimal(product.list_price) != to_decimal(old):
            return False
        product.list_price = new
        return True
