# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

TEXT_FIELDS = ("visas", "recitals", "operative_part", "subject_code")


class NumerianDeliberationTemplate(models.Model):
    """The wording that deliberations of a kind start from."""

    _name = "numerian.deliberation.template"
    _description = "Deliberation Template"
    _inherit = ["mail.thread"]
    _order = "sequence, name"

    name = fields.Char(required=True, tracking=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    subject_code = fields.Char(help="Subject of the act for the prefecture: 7.10…")
    visas = fields.Html(help="Vu…")
    recitals = fields.Html(help="Considérant…")
    operative_part = fields.Html(help="What is decided, article by article.")
