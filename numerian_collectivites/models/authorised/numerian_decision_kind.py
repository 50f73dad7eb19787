# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class NumerianDecisionKind(models.Model):
    """What an assembly may decide: tariffs, credit notes, contract models…

    Each kind of act names its own by its code; a module that adds acts adds its kind.
    """

    _name = "numerian.decision.kind"
    _description = "Kind of Decision"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    needs_amount = fields.Boolean(help="A decision of this kind says up to how much.")
    needs_partner = fields.Boolean(help="A decision of this kind names an authority.")

    _code_uniq = models.Constraint("UNIQUE (code)", "This kind exists already.")
