# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.exceptions import UserError


class NumerianBordereau(models.Model):
    """Bordereaux of a former software, with the numbers that they had."""

    _inherit = "numerian.bordereau"

    @api.model
    def _import_history(self, vals, numbers):
        """Enter a bordereau of a former software, with the numbers of its titres.

        :param vals: exercice_id, bordereau_type, number, date, and what else is known
        :param numbers: ``{posted account.move: titre number}``
        :return: the bordereau, sent
        :raises UserError: on a number given twice
        """
        self.browse()._check_manager()
        exercice = self.env["numerian.exercice"].browse(vals["exercice_id"])
        kind = vals.get("bordereau_type", "01")
        self._check_number_free(exercice, kind, vals["number"])
        bordereau = self.sudo().create(vals | {"is_imported": True})
        bordereau = bordereau.sudo(False)
        self.env["account.move"]._import_titres(exercice, numbers, bordereau)
        self.env["numerian.titre.counter"].sudo()._reserve(
            exercice, "bordereau", kind, vals["number"]
        )
        amount = bordereau._get_amount_before() + sum(
            move.amount_untaxed for move in numbers
        )
        bordereau.sudo().write({"state": "sent", "cumulative_amount": amount})
        return bordereau

    @api.model
    def _check_number_free(self, exercice, kind, number):
        if self.sudo().search_count(
            [
                ("exercice_id", "=", exercice.id),
                ("bordereau_type", "=", kind),
                ("number", "=", number),
            ],
            limit=1,
        ):
            raise UserError(
                self.env._(
                    "Exercice %(year)s: bordereau %(number)s is given already.",
                    year=exercice.year,
                    number=number,
                )
            )
