# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.exceptions import UserError

VALUES = [
    ("for", "For"),
    ("against", "Against"),
    ("abstain", "Abstains"),
    ("not_voting", "Takes no part"),
]


class NumerianVoteLine(models.Model):
    """A seat that votes on a deliberation, and who votes for it; frozen at the vote."""

    _name = "numerian.vote.line"
    _description = "Voter of a Deliberation"
    _order = "deliberation_id, id"

    deliberation_id = fields.Many2one(
        "numerian.deliberation", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(
        related="deliberation_id.company_id", store=True, precompute=True
    )
    mandate_id = fields.Many2one(
        "numerian.mandate", string="Seat", required=True, readonly=True, index=True
    )
    holder_id = fields.Many2one(
        "numerian.mandate",
        string="Voted By",
        required=True,
        readonly=True,
        help="The member, or the holder of the proxy.",
    )
    weight = fields.Integer(
        string="Voices", required=True, readonly=True, aggregator=False
    )
    value = fields.Selection(VALUES, string="Vote")

    _seat_uniq = models.Constraint(
        "UNIQUE (deliberation_id, mandate_id)", "This seat votes once."
    )

    def write(self, vals):
        if not self.env.su:
            self._check_may_change(vals)
        return super().write(vals)

    def _check_may_change(self, vals):
        """Let only the votes of an open vote be entered; in secret, none at all."""
        if set(vals) - {"value"}:
            raise UserError(self.env._("Who votes is read from the presences."))
        for deliberation in self.deliberation_id:
            if not deliberation.is_vote_open:
                raise UserError(
                    self.env._(
                        "“%(name)s”: the vote is not open.", name=deliberation.name
                    )
                )
            if deliberation.vote_mode == "secret" and vals.get("value"):
                raise UserError(
                    self.env._("In a secret ballot, nobody's vote is recorded.")
                )
