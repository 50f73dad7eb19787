# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class NumerianAssemblyRules(models.AbstractModel):
    """To whom an assembly may delegate its powers, and what it keeps."""

    _inherit = "numerian.assembly.rules"

    may_delegate_president = fields.Boolean(
        string="Delegates to the President", default=True, tracking=True
    )
    may_delegate_bureau = fields.Boolean(
        string="Delegates to the Bureau", default=True, tracking=True
    )
    may_delegate_director = fields.Boolean(
        string="Delegates to the Director", tracking=True
    )
    keeps_reserved_matters = fields.Boolean(
        string="Keeps the Reserved Matters",
        default=True,
        tracking=True,
        help="Budget and tariffs, accounts, composition… are never delegated (CGCT, "
        "art. L5211-10).",
    )
    delegation_source = fields.Char(string="Source of the Delegations", tracking=True)
