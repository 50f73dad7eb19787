# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Settings of the cybersecurity services, per company."""

    _inherit = "res.config.settings"

    cyber_included_text = fields.Text(
        related="company_id.cyber_included_text", readonly=False
    )
    cyber_awareness_months = fields.Integer(
        related="company_id.cyber_awareness_months", readonly=False
    )
    cyber_licence_notice_days = fields.Integer(
        related="company_id.cyber_licence_notice_days", readonly=False
    )
