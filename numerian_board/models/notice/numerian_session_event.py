# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import Command, fields, models

LENGTH = timedelta(hours=2)  # booked in the calendars; a session has no planned end
SHOWN_FIELDS = {"date_planned", "place", "guest_ids", "attendance_ids"}
# The notice is the invitation: the calendar sends nothing by itself.
SILENT = {
    "no_mail_to_attendees": True,
    "dont_notify": True,
    "mail_create_nosubscribe": True,
    "mail_notrack": True,
    "skip_contact_description": True,
}


class NumerianSession(models.Model):
    """The session in the calendars of those convened, kept in step."""

    _inherit = "numerian.session"

    event_id = fields.Many2one(
        "calendar.event", readonly=True, copy=False, ondelete="set null"
    )

    def action_refresh_members(self):
        refreshed = super().action_refresh_members()
        self._sync_events()
        return refreshed

    def action_cancel(self):
        cancelled = super().action_cancel()
        self._drop_events()
        return cancelled

    def action_note_no_quorum(self):
        noted = super().action_note_no_quorum()
        self._drop_events()
        return noted

    def write(self, vals):
        written = super().write(vals)
        if SHOWN_FIELDS & set(vals):
            self.filtered("event_id")._sync_events()
        return written

    def _sync_events(self):
        """Create or move the event of each session that is convened."""
        # sudo: the event follows the session, whoever may write the calendar
        for session in self.filtered(lambda s: s.state in ("convened", "open")).sudo():
            vals = session._prepare_event_vals()
            if session.event_id:
                session.event_id.with_context(**SILENT).write(vals)
            else:
                events = self.env["calendar.event"].sudo().with_context(**SILENT)
                session.event_id = events.create(vals | {"user_id": self.env.uid})

    def _drop_events(self):
        # sudo: as above
        self.sudo().event_id.with_context(**SILENT).unlink()

    def _prepare_event_vals(self):
        self.ensure_one()
        people = self._get_people_to_notify()
        return {
            "name": self.body_id.name,
            "start": self.date_planned,
            "stop": self.date_planned + LENGTH,
            "location": self.place,
            "partner_ids": [Command.set(people.ids)],
        }
