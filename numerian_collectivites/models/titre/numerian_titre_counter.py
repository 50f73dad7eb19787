# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from ..selections import BORDEREAU_TYPES, TITRE_SERIES


class NumerianTitreCounter(models.Model):
    """The last number of a series of an exercice: without gap, whatever is rolled back.

    A number is drawn last in a transaction, under a lock on the row that holds it, and
    written there: a rollback gives it back, a concurrent transaction waits, then starts
    again (it was begun before the other's commit, and PostgreSQL refuses it).
    """

    _name = "numerian.titre.counter"
    _description = "Counter of Titres and Bordereaux"
    _order = "exercice_id, series, bordereau_type"

    exercice_id = fields.Many2one(
        "numerian.exercice", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(
        related="exercice_id.company_id", store=True, precompute=True
    )
    series = fields.Selection(TITRE_SERIES, required=True)
    bordereau_type = fields.Selection(BORDEREAU_TYPES, required=True)
    last_number = fields.Integer(readonly=True, aggregator=False)

    _series_uniq = models.Constraint(
        "UNIQUE (exercice_id, series, bordereau_type)",
        "This series has its counter already.",
    )

    @api.model
    def _draw(self, exercice, series, bordereau_type, count=1):
        """Draw numbers, for the caller to write at once.

        :return: the first of ``count`` consecutive numbers
        """
        counter = self._lock(exercice, series, bordereau_type)
        first = counter.last_number + 1
        counter.last_number += count
        return first

    @api.model
    def _reserve(self, exercice, series, bordereau_type, number):
        """Go on after a number that was given elsewhere."""
        counter = self._lock(exercice, series, bordereau_type)
        counter.last_number = max(counter.last_number, number)

    @api.model
    def _lock(self, exercice, series, bordereau_type):
        """Return the counter, locked until the end of the transaction."""
        # Not a context key nor a group on the caller: any way here asks for the right.
        if not self.env.su:
            raise AccessError(self.env._("Numbers are drawn by issuing a bordereau."))
        counter = self.search(
            [
                ("exercice_id", "=", exercice.id),
                ("series", "=", series),
                ("bordereau_type", "=", bordereau_type),
            ]
        ) or self.create(
            {
                "exercice_id": exercice.id,
                "series": series,
                "bordereau_type": bordereau_type,
            }
        )
        counter.flush_recordset()
        self.env.cr.execute(
            SQL(
                "SELECT id FROM numerian_titre_counter WHERE id = %s FOR UPDATE",
                counter.id,
            )
        )
        return counter
