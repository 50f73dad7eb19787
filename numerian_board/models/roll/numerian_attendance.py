# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import Command, api, fields, models

from ...core import ballot
from ..session.numerian_attendance import STATUSES

THERE = (ballot.PRESENT, ballot.REMOTE)


class NumerianAttendance(models.Model):
    """The roll call: one gesture says where a member is from now on.

    Before the opening, and during the first item, it is the presence at the session.
    Later it is an arrival, or a departure, at the item being discussed.
    """

    _inherit = "numerian.attendance"

    status_now = fields.Selection(
        STATUSES, string="Presence", compute="_compute_status_now"
    )
    presence_note = fields.Char(compute="_compute_presence_note")

    @api.depends("status", "left_item_id")
    def _compute_status_now(self):
        for attendance in self:
            has_left = attendance.status in THERE and attendance.left_item_id
            attendance.status_now = "absent" if has_left else attendance.status

    @api.depends("arrived_item_id", "left_item_id", "holder_id", "answer", "kind")
    def _compute_presence_note(self):
        answers = dict(self._fields["answer"]._description_selection(self.env))
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for attendance in self:
            notes = attendance._get_presence_details()
            if attendance.kind == "deputy":
                notes.insert(0, kinds["deputy"])
            if attendance.status == "expected" and attendance.answer:
                notes.append(
                    self.env._(
                        "answered: %(answer)s", answer=answers[attendance.answer]
                    )
                )
            attendance.presence_note = ", ".join(notes)

    def record_status(self, status):
        """Record where members are from now on; the screen calls it at each key.

        :param status: ``present``, ``remote``, ``excused`` or ``absent``
        """
        self.check_access("write")
        for attendance in self:
            item = attendance.session_id._get_item_in_progress()
            attendance._record_status(status, item)

    def _record_status(self, status, item):
        was_there = item and self._get_place(item) != ballot.ABSENT
        if not item:
            self._write_presence(status=status, arrived=False, left=False)
        elif status in THERE and not was_there:
            self._record_arrival(status, item)
        elif status not in THERE and was_there:
            self._record_departure(status, item)
        elif status in THERE or self.status not in THERE:
            self.status = status

    def _record_arrival(self, status, item):
        """Note an arrival at an item; who had left was away in between."""
        if self.status not in THERE:
            self._write_presence(status=status, arrived=item, left=False)
            return
        rank, left = item._get_rank(), self.left_item_id
        missed = self.session_id.item_ids.filtered(
            lambda other: left and left._get_rank() <= other._get_rank() < rank
        )
        mandates = (self | self._get_twins()).mandate_id
        missed.away_ids = [Command.link(mandate.id) for mandate in mandates]
        item.away_ids = [Command.unlink(mandate.id) for mandate in mandates]
        is_late = self.arrived_item_id and self.arrived_item_id._get_rank() > rank
        arrived = item if is_late else self.arrived_item_id
        self._write_presence(status=status, arrived=arrived, left=False)

    def _record_departure(self, status, item):
        """Note a departure at an item; who arrived at this one was never there."""
        if self.arrived_item_id == item:
            self._write_presence(status=status, arrived=False, left=False)
        else:
            self.left_item_id = item

    def _write_presence(self, status, arrived, left):
        self.write(
            {
                "status": status,
                "arrived_item_id": arrived and arrived.id,
                "left_item_id": left and left.id,
            }
        )
