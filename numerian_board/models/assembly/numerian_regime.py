# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class NumerianRegime(models.Model):
    """A legal regime of assemblies: the rules that a body starts from."""

    _name = "numerian.regime"
    _description = "Legal Regime of an Assembly"
    _inherit = ["mail.thread", "numerian.assembly.rules"]
    _order = "sequence, name"

    name = fields.Char(required=True, tracking=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    legal_basis = fields.Char(tracking=True, help="Printed on the documents.")
    note = fields.Text()

    _code_uniq = models.Constraint("UNIQUE (code)", "This regime exists already.")

    def _get_rules(self):
        """Return the rules as values for a body."""
        self.ensure_one()
        return {name: self[name] for name in self._get_rule_names()}
