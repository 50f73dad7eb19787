# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class ProductTemplate(models.Model):
    """The imputation of a service in the public accounts."""

    _inherit = "product.template"

    titre_imputation = fields.Char(
        string="Imputation",
        company_dependent=True,
        help="Account of the nomenclature, at the finest level. Empty: that of the "
        "settings.",
    )
    titre_product_code = fields.Char(
        string="Product Code",
        company_dependent=True,
        size=4,
        help="Local product code (CodProdLoc) agreed with the public accountant.",
    )
