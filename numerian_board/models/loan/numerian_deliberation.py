# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.exceptions import UserError


class NumerianDeliberation(models.Model):
    """A deliberation on a loan compares the offers, and adopts one of them."""

    _inherit = "numerian.deliberation"

    loan_offer_ids = fields.One2many(
        "numerian.loan.offer", "deliberation_id", string="Loan Offers"
    )

    def _has_matters(self):
        return super()._has_matters() or any(self.loan_offer_ids.mapped("is_chosen"))

    def _set_result(self, result):
        offers = self.loan_offer_ids
        if (
            result.outcome == "adopted"
            and offers
            and not any(offers.mapped("is_chosen"))
        ):
            raise UserError(
                self.env._("Choose the loan offer before it is put to the vote.")
            )
        return super()._set_result(result)

    def _move_matters(self, waiting):
        self.loan_offer_ids.deliberation_id = waiting
        return super()._move_matters(waiting)
