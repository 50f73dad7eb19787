# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL


class NumerianCounterMixin(models.AbstractModel):
    """The last number of a series: without gap, whatever is rolled back.

    A number is drawn last in a transaction, under a lock on the row that holds it, and
    written there: a rollback gives it back, a concurrent transaction waits, then starts
    again (it was begun before the other's commit, and PostgreSQL refuses it).
    """

    _name = "numerian.counter.mixin"
    _description = "Counter Without Gap"

    last_number = fields.Integer(readonly=True, aggregator=False)

    @api.model
    def _lock(self, series):
        """Return the counter of a series, locked until the end of the transaction.

        :param series: values of the fields that make the series
        """
        # Not a context key nor a group on the caller: any way here asks for the right.
        if not self.env.su:
            raise AccessError(
                self.env._("Numbers are drawn by the act that they number.")
            )
        counter = self.search(
            [(name, "=", value) for name, value in series.items()]
        ) or self.create(series)
        counter.flush_recordset()
        self.env.cr.execute(
            SQL(
                "SELECT id FROM %s WHERE id = %s FOR UPDATE",
                SQL.identifier(self._table),
                counter.id,
            )
        )
        return counter

    def _take(self, count=1):
        """Take numbers off a locked counter, for the caller to write at once.

        :return: the first of ``count`` consecutive numbers
        """
        self.ensure_one()
        first = self.last_number + 1
        self.last_number += count
        return first
