# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import datetime, time

from odoo import Command, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools.misc import format_date

from ...core.deadlines import earliest_session


class NumerianSession(models.Model):
    """The life of a session: convened, opened, closed; or without quorum, and again."""

    _inherit = "numerian.session"

    def action_convene(self):
        """Freeze the agenda and list the members to convene.

        The notice leaves today, unless its day is entered.
        """
        for session in self:
            session._check_state("draft")
            if not session.item_ids:
                raise UserError(self.env._("Enter the agenda before the notice."))
            sent = session.notice_sent_on or fields.Date.context_today(session)
            session.notice_sent_on = sent
            session._check_notice()
            session._set_state("convened")
            session.action_refresh_members()

    def _check_notice(self):
        """Refuse, or only log, a notice that leaves too few clear days."""
        if self.is_emergency and not (self.emergency_reason or "").strip():
            raise UserError(self.env._("Say why it is an emergency."))
        if not self.is_notice_late:
            return
        message = self.env._(
            "Notice sent on %(sent)s: %(days)s clear days before the session, "
            "%(needed)s needed (%(rule)s).",
            sent=format_date(self.env, self.notice_sent_on),
            days=self.clear_days,
            needed=self.clear_days_needed,
            rule=self.body_id.notice_source,
        )
        if self.body_id.is_notice_strict:
            raise UserError(message)
        self.message_post(body=message)

    def action_refresh_members(self):
        """List who is in office on the day; keep the presences already entered."""
        for session in self:
            session._check_state("convened", "open")
            mandates = session._get_bodies().mandate_ids.filtered(
                lambda mandate, day=session.date: mandate._is_in_office(day)
            )
            listed = session.attendance_ids.mandate_id
            session._remove_expected(listed - mandates)
            session.attendance_ids = [
                Command.create({"mandate_id": mandate.id})
                for mandate in mandates - listed
            ]

    def _remove_expected(self, mandates):
        """Take off who is no longer in office, unless a presence was recorded."""
        self.attendance_ids.filtered(
            lambda attendance: (
                attendance.mandate_id in mandates and attendance.status == "expected"
            )
        ).unlink()

    def action_open(self):
        """Open the session: chair, secretary and quorum are there.

        :raises UserError: says what is missing
        """
        for session in self:
            session._check_state("convened")
            session._check_officers()
            if not session.reconvened_from_id:
                session.body_id._check_quorum(session._get_roll())
            opened = session.opened_at or fields.Datetime.now()
            session._set_state("open", opened_at=opened)

    def _check_officers(self):
        """Refuse to open without a chair and a secretary who are present."""
        present = self._get_present().mandate_id
        for officer, missing in (
            (self.chair_id, self.env._("Enter who chairs the session.")),
            (self.secretary_id, self.env._("Enter the secretary of the session.")),
        ):
            if not officer:
                raise UserError(missing)
            if officer not in present:
                raise UserError(
                    self.env._(
                        "%(person)s is not among those present.",
                        person=officer.display_name,
                    )
                )

    def action_close(self):
        """Close the session once every item is settled.

        :raises UserError: lists the items left
        """
        for session in self:
            session._check_state("open")
            problems = session._get_unsettled_matters()
            if problems:
                raise UserError("\n".join(problems))
            closed = session.closed_at or fields.Datetime.now()
            session._set_state("closed", closed_at=closed)

    def _get_unsettled_matters(self):
        """Return what prevents from closing, one message each; extend."""
        self.ensure_one()
        return []

    def action_reopen(self):
        """Open a closed session again, to correct what was recorded."""
        self._check_state("closed")
        if not self.env.user.has_group("numerian_board.group_manager"):
            raise AccessError(self.env._("Only a manager reopens a session."))
        self._set_state("open")

    def action_cancel(self):
        self._check_state("draft", "convened")
        self._set_state("cancelled")

    def action_note_no_quorum(self):
        """Record that the session could not be held for lack of quorum."""
        for session in self:
            session._check_state("convened")
            if session._get_roll().has_quorum:
                raise UserError(self.env._("The quorum is reached: open the session."))
            session._set_state("no_quorum")

    def action_reconvene(self):
        """Prepare the second session, with the same items, that needs no quorum.

        On the first day that the notice allows, at the same time; to be changed freely.
        """
        self.ensure_one()
        self.check_access("write")
        self._check_state("no_quorum")
        if self.reconvened_ids.filtered(lambda session: session.state != "cancelled"):
            raise UserError(self.env._("It is convened again already."))
        # sudo: that it follows a session without quorum is not entered by anybody
        again = self.sudo().create(self._prepare_reconvened_vals())
        for item in self.item_ids:
            item.sudo().copy(item._prepare_carried_vals(again))
        return again.get_formview_action()

    def _prepare_reconvened_vals(self):
        today = fields.Date.context_today(self)
        day = earliest_session(max(today, self.date), self.body_id.second_notice_days)
        hour = self.date_planned.time() or time.min
        return {
            "body_id": self.body_id.id,
            "joint_body_ids": [Command.set(self.joint_body_ids.ids)],
            "date_planned": datetime.combine(day, hour),
            "place": self.place,
            "reconvened_from_id": self.id,
        }

    def _check_state(self, *states):
        labels = dict(self._fields["state"]._description_selection(self.env))
        for session in self:
            if session.state not in states:
                raise UserError(
                    self.env._(
                        "%(session)s: impossible from the state “%(state)s”.",
                        session=session.display_name,
                        state=labels[session.state],
                    )
                )
