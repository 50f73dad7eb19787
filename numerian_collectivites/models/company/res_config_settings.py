# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Settings of the application, per company."""

    _inherit = "res.config.settings"

    contract_proration = fields.Selection(
        related="company_id.contract_proration", readonly=False, required=True
    )
    billing_start_date = fields.Date(
        related="company_id.billing_start_date", readonly=False
    )
    billing_target_share = fields.Float(
        related="company_id.billing_target_share", readonly=False
    )
    billing_target_month = fields.Selection(
        related="company_id.billing_target_month", readonly=False, required=True
    )
    billing_draft_days = fields.Integer(
        related="company_id.billing_draft_days", readonly=False
    )
