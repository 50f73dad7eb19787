# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class ResCompany(models.Model):
    """How long what each person did stays known to their authority."""

    _inherit = "res.company"

    cyber_awareness_months = fields.Integer(
        string="Persons of Phishing Tests (months)",
        default=6,
        help="Then what each person did is deleted; the counts stay.",
    )

    _cyber_awareness_in_bounds = models.Constraint(
        "CHECK (cyber_awareness_months BETWEEN 1 AND 24)",
        "What each person did is kept from 1 to 24 months.",
    )
