# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import models

from ...core import ballot

LIST_DAYS = 7  # to post the list of the deliberations examined (CGCT, art. L2121-25)


class NumerianSession(models.Model):
    """Attendance sheet, list of the deliberations examined, sheet of the register."""

    _inherit = "numerian.session"

    def _get_document_name(self, kind):
        titles = {
            "attendance": self.env._("Attendance sheet"),
            "examined": self.env._("List of the deliberations examined"),
            "closing": self.env._("Closing sheet of the register"),
        }
        if kind not in titles:
            return super()._get_document_name(kind)
        self.ensure_one()
        return f"{titles[kind]} - {self.body_id.name} - {self.date}"

    def _get_attendance_sheets(self):
        """Return ``[(body, attendances)]``: who signs, in the order of the members."""
        self.ensure_one()
        return [
            (body, self.attendance_ids.filtered(lambda a, b=body: a.body_id == b))
            for body in self._get_bodies()
        ]

    def _get_examined(self):
        """Return the deliberations put to discussion, in the order of the agenda."""
        self.ensure_one()
        return self.item_ids.deliberation_id.filtered("outcome")

    def _get_list_deadline(self):
        """Return the last day to post the list of the deliberations examined."""
        self.ensure_one()
        return self.date + timedelta(days=LIST_DAYS)

    def _get_closing_members(self):
        """Return who was present, members of all the bodies that sat, once each."""
        self.ensure_one()
        seated = self.attendance_ids.filtered(
            lambda a: a.status in (ballot.PRESENT, ballot.REMOTE)
        )
        seen, found = set(), []
        for attendance in seated:
            if attendance.partner_id not in seen:
                seen.add(attendance.partner_id)
                found.append(attendance)
        return found
