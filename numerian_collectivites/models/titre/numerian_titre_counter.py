# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from ..selections import BORDEREAU_TYPES, TITRE_SERIES


class NumerianTitreCounter(models.Model):
    """The last number of a series of an exercice, of bordereaux or of titres."""

    _name = "numerian.titre.counter"
    _description = "Counter of Titres and Bordereaux"
    _inherit = "numerian.counter.mixin"
    _order = "exercice_id, series, bordereau_type"

    exercice_id = fields.Many2one(
        "numerian.exercice", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(
        related="exercice_id.company_id", store=True, precompute=True
    )
    series = fields.Selection(TITRE_SERIES, required=True)
    bordereau_type = fields.Selection(BORDEREAU_TYPES, required=True)

    _series_uniq = models.Constraint(
        "UNIQUE (exercice_id, series, bordereau_type)",
        "This series has its counter already.",
    )

    @api.model
    def _draw(self, exercice, series, bordereau_type, count=1):
        """Draw numbers, for the caller to write at once.

        :return: the first of ``count`` consecutive numbers
        """
        return self._lock_series(exercice, series, bordereau_type)._take(count)

    @api.model
    def _reserve(self, exercice, series, bordereau_type, number):
        """Go on after a number that was given elsewhere."""
        counter = self._lock_series(exercice, series, bordereau_type)
        counter.last_number = max(counter.last_number, number)

    @api.model
    def _lock_series(self, exercice, series, bordereau_type):
        return self._lock(
            {
                "exercice_id": exercice.id,
                "series": series,
                "bordereau_type": bordereau_type,
            }
        )
