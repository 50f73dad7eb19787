# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class ResCompany(models.Model):
    """The programmes that a syndicate carries for its members."""

    _inherit = "res.company"

    subsidy_program_ids = fields.One2many("numerian.subsidy.program", "company_id")
