# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class NumerianCollege(models.Model):
    """A part of a body that alone votes on some items (CGCT, art. L5212-16)."""

    _name = "numerian.college"
    _description = "College of a Body"
    _order = "body_id, name"

    name = fields.Char(required=True)
    body_id = fields.Many2one(
        "numerian.body", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(
        related="body_id.company_id", store=True, precompute=True
    )

    _name_uniq = models.Constraint(
        "UNIQUE (body_id, name)", "This college exists already."
    )
