# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class NumerianDeliberation(models.Model):
    """The powers that a deliberation delegates."""

    _inherit = "numerian.deliberation"

    delegation_ids = fields.One2many(
        "numerian.delegation", "deliberation_id", string="Delegations"
    )

    def _has_matters(self):
        return super()._has_matters() or bool(self.delegation_ids)

    def _move_matters(self, waiting):
        self.delegation_ids.deliberation_id = waiting
        return super()._move_matters(waiting)
