# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class NumerianDeliberationCounter(models.Model):
    """The last number given by a body in a year, to each kind of decision."""

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
    kind = fields.Selection(
        [("deliberation", "Deliberations"), ("decision", "Decisions by delegation")],
        required=True,
        default="deliberation",
    )

    _year_uniq = models.Constraint(
        "UNIQUE (body_id, year, kind)", "This assembly has its counter already."
    )

    @api.model
    def _draw(self, body, year, kind="deliberation"):
        """Return the next number of a series, for the caller to write at once."""
        series = {"body_id": body.id, "year": year, "kind": kind}
        return self._lock(series)._take()
