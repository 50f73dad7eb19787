# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL


class NumerianDeliberationCounter(models.Model):
    """The last number given to the deliberations of a body in a year, without gap.

    Drawn under a lock on the row that holds it: a rollback gives the number back.
    """

    _name = "numerian.deliberation.counter"
    _description = "Counter of Deliberations"
    _order = "body_id, year"

    body_id = fields.Many2one(
        "numerian.body", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(
        related="body_id.company_id", store=True, precompute=True
    )
    year = fields.Integer(required=True, aggregator=False)
    last_number = fields.Integer(readonly=True, aggregator=False)

    _year_uniq = models.Constraint(
        "UNIQUE (body_id, year)", "This assembly has its counter already."
    )

    @api.model
    def _draw(self, body, year):
        """Return the next number, for the caller to write at once."""
        if not self.env.su:
            raise AccessError(self.env._("Numbers are drawn by a vote."))
        domain = [("body_id", "=", body.id), ("year", "=", year)]
        counter = self.search(domain) or self.create({"body_id": body.id, "year": year})
        counter.flush_recordset()
        self.env.cr.execute(
            SQL(
                "SELECT id FROM numerian_deliberation_counter WHERE id = %s FOR UPDATE",
                counter.id,
            )
        )
        counter.last_number += 1
        return counter.last_number
