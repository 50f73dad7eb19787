# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class ResPartner(models.Model):
    """The subsidies of an authority."""

    _inherit = "res.partner"

    subsidy_grant_ids = fields.One2many(
        "numerian.subsidy.grant",
        "partner_id",
        string="Subsidies",
        groups="numerian_cyber.group_reader",
    )
