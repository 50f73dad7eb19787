# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class NumerianDeliberationCounter(models.Model):
    """The last number given to the deliberations of a body in a year."""

    _name = "numerian.deliberation.counter"
    _description = "Counter of Deliberations"
    _inherit = "numerian.counter.mixin"
    _order = "body_id, year"

    body_id = fields.Many2one(
        "numerian.body", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(
        related="body_id.company_id", store=True, precompute=True
    )
    year = fields.Integer(required=True, aggregator=False)

    _year_uniq = models.Constraint(
        "UNIQUE (body_id, year)", "This assembly has its counter already."
    )

    @api.model
    def _draw(self, body, year):
        """Return the next number, for the caller to write at once."""
        return self._lock({"body_id": body.id, "year": year})._take()
