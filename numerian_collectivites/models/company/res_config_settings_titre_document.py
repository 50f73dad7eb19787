# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Wording of the printed titres, per company."""

    _inherit = "res.config.settings"

    titre_accountant_id = fields.Many2one(
        related="company_id.titre_accountant_id", readonly=False
    )
    titre_issuer_id = fields.Many2one(
        related="company_id.titre_issuer_id", readonly=False
    )
    titre_executory_text = fields.Text(
        related="company_id.titre_executory_text", readonly=False
    )
    titre_payment_text = fields.Text(
        related="company_id.titre_payment_text", readonly=False
    )
    titre_remedies_text = fields.Text(
        related="company_id.titre_remedies_text", readonly=False
    )
    titre_court = fields.Char(related="company_id.titre_court", readonly=False)
