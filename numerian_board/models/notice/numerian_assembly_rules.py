# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class NumerianAssemblyRules(models.AbstractModel):
    """Who is told of a session besides the members convened."""

    _inherit = "numerian.assembly.rules"

    informs_deputies = fields.Boolean(
        string="Informs the Deputies",
        tracking=True,
        help="The deputies get the notice too, for information.",
    )
