# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class NumerianTitreCancellation(models.Model):
    """A credit note on an earlier exercice: decided by the board before its posting."""

    _inherit = "numerian.titre.cancellation"

    decision_id = fields.Many2one(check_company=True)

    def _get_asked_bodies(self, bodies):
        """Leave out, for a material error, those that do not ask to decide on it."""
        asked = super()._get_asked_bodies(bodies)
        is_error = self.reason == "material_error"
        return asked.filtered(lambda body: body.decides_errors or not is_error)

    def _prepare_decision_vals(self):
        """Name the titre: another credit note on it, in the amount, is decided too."""
        return super()._prepare_decision_vals() | {
            "name": self.object or self.display_name,
            "origin_move_id": self.origin_move_id.id,
            "res_model": False,
            "res_id": False,
        }
