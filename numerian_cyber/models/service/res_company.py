# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class ResCompany(models.Model):
    """What the quotes of cybersecurity services say besides their figures."""

    _inherit = "res.company"

    cyber_included_text = fields.Text(
        string="Included in the Membership",
        default="La hotline est comprise dans l'adhésion.",
        help="Written under the services of the quotes.",
    )
    cyber_licence_notice_days = fields.Integer(
        string="Notice of Licences (days)",
        default=60,
        help="How long before its last day a licence is to be renewed.",
    )

    _cyber_licence_notice_not_negative = models.Constraint(
        "CHECK (cyber_licence_notice_days >= 0)",
        "A notice lasts zero days or more.",
    )
