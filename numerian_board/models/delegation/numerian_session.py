# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class NumerianSession(models.Model):
    """What was decided by delegation is reported at the next session."""

    _inherit = "numerian.session"

    def action_convene(self):
        self._report_decisions()
        return super().action_convene()

    def action_open(self):
        self._report_decisions()  # those taken since the notice
        return super().action_open()

    def _report_decisions(self):
        """Put on the agenda the decisions taken since the last report.

        :raises AccessError: for who may not write the session
        """
        self.check_access("write")
        for session in self:
            for body in session._get_bodies():
                decisions = session._get_decisions_to_report(body)
                if decisions:
                    item = session._get_report_item(body)
                    # sudo: where it is reported follows from the session
                    decisions.sudo().report_item_id = item

    def _get_decisions_to_report(self, body):
        """Return the decisions of a body that no session held was told of."""
        self.ensure_one()
        taken = self.env["numerian.delegated.decision"].search(
            [
                ("body_id", "=", body.id),
                ("state", "!=", "draft"),
                ("date", "<=", self.date),
                ("is_reported", "=", False),
            ]
        )
        over = ("cancelled", "no_quorum")
        return taken.filtered(
            lambda decision: (
                not decision.report_item_id
                or decision.report_item_id.session_id.state in over
            )
        )

    def _get_report_item(self, body):
        """Return the item of the agenda for the report to a body, added if missing."""
        found = self.item_ids.filtered(
            lambda item: item.kind == "delegations" and item.body_id == body
        )
        return found[:1] or self.env["numerian.agenda.item"].create(
            self._prepare_report_item_vals(body)
        )

    def _prepare_report_item_vals(self, body):
        return {
            "session_id": self.id,
            "body_id": body.id,
            "sequence": 5,  # after the approval of the minutes
            "name": self.env._("Information on the decisions taken by delegation"),
            "kind": "delegations",
        }
