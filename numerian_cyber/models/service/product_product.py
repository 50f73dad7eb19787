# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class ProductProduct(models.Model):
    """What a product is for the cybersecurity services."""

    _inherit = "product.product"

    cyber_component_ids = fields.One2many(
        "numerian.cyber.component", "product_id", string="Cybersecurity components"
    )
