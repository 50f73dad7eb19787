# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class NumerianBody(models.Model):
    """What an assembly is competent for."""

    _inherit = "numerian.body"

    decides_cancellations = fields.Boolean(
        string="Decides the Cancellations of Titres",
        default=True,
        tracking=True,
        help="A credit note on an earlier exercice, or that gives a claim up, is then "
        "posted once its deliberation is in force, not before.",
    )
    decides_errors = fields.Boolean(
        string="Material Errors Too",
        default=True,
        tracking=True,
        help="The law asks for the statement of the ordonnateur only. Unticked: a "
        "credit note for a material error needs no deliberation, unless it has one.",
    )
