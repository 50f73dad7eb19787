# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class ResCompany(models.Model):
    """How long before a licence ends somebody is told."""

    _inherit = "res.company"

    cyber_licence_notice_days = fields.Integer(
        string="Notice of Licences (days)", default=60
    )

    _cyber_licence_notice_not_negative = models.Constraint(
        "CHECK (cyber_licence_notice_days >= 0)",
        "A notice lasts zero days or more.",
    )
