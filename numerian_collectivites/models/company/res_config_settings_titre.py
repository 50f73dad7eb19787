# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Settings of the public accounts, per company."""

    _inherit = "res.config.settings"

    issues_titres = fields.Boolean(related="company_id.issues_titres", readonly=False)
    nomenclature = fields.Selection(
        related="company_id.nomenclature", readonly=False, required=True
    )
    titre_imputation = fields.Char(
        related="company_id.titre_imputation", readonly=False
    )
    titre_product_code = fields.Char(
        related="company_id.titre_product_code", readonly=False
    )
    titre_issuer_capacity = fields.Char(
        related="company_id.titre_issuer_capacity", readonly=False
    )
    titre_legal_basis = fields.Char(
        related="company_id.titre_legal_basis", readonly=False
    )
    titre_earlier_account_id = fields.Many2one(
        related="company_id.titre_earlier_account_id", readonly=False
    )
    pes_schema = fields.Selection(
        related="company_id.pes_schema", readonly=False, required=True
    )
    pes_file_type = fields.Char(related="company_id.pes_file_type", readonly=False)
    pes_post = fields.Char(related="company_id.pes_post", readonly=False)
    pes_post_label = fields.Char(related="company_id.pes_post_label", readonly=False)
    pes_body_code = fields.Char(related="company_id.pes_body_code", readonly=False)
    pes_budget_code = fields.Char(related="company_id.pes_budget_code", readonly=False)
    pes_budget_label = fields.Char(
        related="company_id.pes_budget_label", readonly=False
    )
