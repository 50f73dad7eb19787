# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

ITEM_KINDS = [
    ("deliberation", "Deliberation"),
    ("minutes", "Approval of minutes"),
    ("information", "Information"),
    ("delegations", "Decisions taken by delegation"),
    ("other", "Other business"),
]


class NumerianStandingItem(models.Model):
    """What stands on the agenda of every session of a body."""

    _name = "numerian.standing.item"
    _description = "Standing Agenda Item"
    _order = "body_id, sequence, id"

    body_id = fields.Many2one(
        "numerian.body", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(
        related="body_id.company_id", store=True, precompute=True
    )
    sequence = fields.Integer(
        default=1, help="1 to 9: before the others; from 1000: after them."
    )
    name = fields.Char(required=True)
    kind = fields.Selection(ITEM_KINDS, required=True, default="information")

    def _prepare_item_vals(self, session):
        self.ensure_one()
        return {
            "session_id": session.id,
            "sequence": self.sequence,
            "name": self.name,
            "kind": self.kind,
        }
