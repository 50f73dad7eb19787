# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

from ..selections import BILLING_PERIODS, PRICE_PERIODS, PRORATIONS


class ProductTemplate(models.Model):
    """A service of the catalogue: the terms that its contract lines start from."""

    _inherit = "product.template"

    service_family_id = fields.Many2one(
        "numerian.service.family",
        string="Service family",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
    )
    billing_period = fields.Selection(
        BILLING_PERIODS,
        string="Billing period",
        default="year",
        required=True,
        tracking=True,
        help="Civil period that one invoice line covers.",
    )
    price_period = fields.Selection(
        PRICE_PERIODS,
        string="Price per",
        default="year",
        required=True,
        tracking=True,
        help="The sales price is a price for a year, or for a month.",
    )
    proration = fields.Selection(
        PRORATIONS,
        tracking=True,
        help="How a period in use in part is billed. Empty: as the company does.",
    )
