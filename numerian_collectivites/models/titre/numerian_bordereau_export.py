# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class NumerianBordereauExport(models.Model):
    """A file made from a bordereau: who, when, which content."""

    _name = "numerian.bordereau.export"
    _description = "Export of a Bordereau"
    _order = "id desc"

    bordereau_id = fields.Many2one(
        "numerian.bordereau", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="bordereau_id.company_id", store=True, precompute=True
    )
    kind = fields.Selection(
        [("csv", "CSV"), ("pes", "PES v2 Recette")], string="Format", required=True
    )
    rank = fields.Integer(
        string="No.", aggregator=False, help="1 for the first export in this format."
    )
    checksum = fields.Char(string="SHA-256")
    attachment_id = fields.Many2one(
        "ir.attachment", string="File", required=True, ondelete="restrict"
    )
