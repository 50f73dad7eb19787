# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import Command, api, fields, models
from odoo.exceptions import UserError


class NumerianSession(models.Model):
    """The decisions of a session, and the approval of its own minutes."""

    _inherit = "numerian.session"

    deliberation_ids = fields.One2many("numerian.deliberation", "session_id")
    approval_item_ids = fields.One2many(
        "numerian.agenda.item", "approved_session_id", string="Approval of the Minutes"
    )
    minutes_approved_on = fields.Date(
        compute="_compute_minutes_approved_on", store=True
    )

    @api.depends(
        "approval_item_ids.deliberation_id.outcome",
        "approval_item_ids.deliberation_id.decided_on",
    )
    def _compute_minutes_approved_on(self):
        for session in self:
            approvals = session.approval_item_ids.deliberation_id.filtered(
                lambda deliberation: deliberation.outcome == "adopted"
            )
            session.minutes_approved_on = approvals[:1].decided_on

    def action_convene(self):
        # A draft may have been deleted: what is to be decided has its deliberation.
        self.item_ids._add_deliberations()
        return super().action_convene()

    def action_cancel(self):
        cancelled = super().action_cancel()
        drafts = self.deliberation_ids.filtered(lambda d: not d.is_minutes)
        drafts.item_id = False  # they wait for another session
        return cancelled

    def _get_unsettled_matters(self):
        return super()._get_unsettled_matters() + [
            self.env._(
                "“%(item)s” is not settled: vote, take note or postpone.",
                item=item.name,
            )
            for item in self.item_ids
            if item._is_decided() and not item.outcome
        ]

    def action_add_waiting(self):
        """Put on the agenda the deliberations that wait for a session.

        Those postponed, to be ratified, or prepared in advance.
        """
        for session in self:
            session._check_state("draft")
            waiting = self.env["numerian.deliberation"].search(
                [
                    ("body_id", "in", session._get_bodies().ids),
                    ("state", "=", "draft"),
                ],
                order="id",
            )
            if not waiting:
                raise UserError(self.env._("No deliberation waits for a session."))
            session.item_ids = [
                Command.create(
                    {
                        "name": deliberation.name,
                        "body_id": deliberation.body_id.id,
                        "deliberation_ids": [Command.link(deliberation.id)],
                    }
                )
                for deliberation in waiting
            ]
