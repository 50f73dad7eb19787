# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

from .selections import PRORATIONS


class ResCompany(models.Model):
    """The syndicate: its rules of billing."""

    _inherit = "res.company"

    contract_proration = fields.Selection(
        PRORATIONS, string="Proration", default="month", required=True
    )
    billing_start_date = fields.Date(
        string="Billed in Odoo since",
        help="Periods before this date were billed in another software: they are "
        "never looked at.",
    )
