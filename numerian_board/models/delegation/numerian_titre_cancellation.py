# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.exceptions import UserError


class NumerianTitreCancellation(models.Model):
    """A credit note that the delegate decides."""

    _inherit = "numerian.titre.cancellation"

    def _get_act_kind(self):
        return "credit_note"

    def _get_act_amount(self):
        self.ensure_one()
        return self.amount_untaxed

    def _refuse_change(self, vals):
        will_change = self.env["account.move"]._field_will_change
        if will_change(self, vals, "delegated_decision_id"):
            raise UserError(
                self.env._(
                    "%(credit)s is posted: its decision does not change any more.",
                    credit=self.credit_move_id.name,
                )
            )
        return super()._refuse_change(vals)
