# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import Command, fields, models
from odoo.exceptions import UserError


class NumerianDeliberation(models.Model):
    """What a deliberation authorises."""

    _inherit = "numerian.deliberation"

    decision_ids = fields.One2many(
        "numerian.decision", "deliberation_id", string="Decisions"
    )

    def action_add_credit_notes(self):
        """Let the assembly decide each draft credit note that waits for it.

        :raises UserError: it is voted already, or none waits
        """
        self.check_access("write")
        for deliberation in self:
            waiting = deliberation._get_waiting_cancellations()
            if not waiting:
                raise UserError(
                    self.env._("No draft credit note waits for a deliberation.")
                )
            # sudo: the secretary ties the credit notes without any right to change them
            deliberation.sudo().decision_ids = [
                Command.create(cancellation._prepare_decision_vals())
                for cancellation in waiting
            ]

    def _get_waiting_cancellations(self):
        """Return the draft credit notes that need a deliberation and have none."""
        self.ensure_one()
        # sudo: the secretary prepares the session without any right on the accounts
        drafts = (
            self.env["numerian.titre.cancellation"]
            .sudo()
            .search(
                [
                    ("company_id", "=", self.company_id.id),
                    ("state", "=", "draft"),
                    ("is_expense_order", "=", True),
                    ("decision_id", "=", False),
                    ("override_reason", "=", False),
                ]
            )
        )
        return drafts.filtered(lambda c: c.amount_untaxed and c._needs_decision())

    def _move_matters(self, waiting):
        self.decision_ids.deliberation_id = waiting
        return super()._move_matters(waiting)
