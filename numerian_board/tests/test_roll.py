# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .meetings import MeetingCase


@tagged("post_install", "-at_install")
class TestRoll(MeetingCase):
    """Three items: minutes, cancellations, loan. One gesture notes a presence."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.session.item_ids = [Command.create({"name": "Emprunt", "sequence": 110})]
        cls.loan = cls.session.item_ids.filtered(lambda i: i.name == "Emprunt")

    def open(self):
        self.open_session(self.session, self.seats[:4])

    def get_row(self, seat):
        return self.session.attendance_ids.filtered(lambda a: a.mandate_id == seat)

    def record(self, seat, status, item=None):
        if item:
            self.session.current_item_id = item
        row = self.get_row(seat)
        row.record_status(status)
        return row

    def test_before_the_opening_it_is_the_presence_at_the_session(self):
        self.session.action_convene()
        row = self.record(self.seats[0], "remote")
        self.assertRecordValues(
            row, [{"status": "remote", "arrived_item_id": False, "left_item_id": False}]
        )
        self.record(self.seats[1], "excused")
        self.session.action_all_present()
        self.assertEqual(
            self.session.attendance_ids.mapped("status"),
            ["remote", "excused", "present", "present", "present", "present"],
        )
        self.assertEqual(self.session.quorum_count, 5)

    def test_at_the_first_item_it_is_there_from_the_start(self):
        self.open()
        row = self.record(self.seats[4], "present")
        self.assertFalse(row.arrived_item_id)

    def test_arrival_and_departure_hold_from_the_item_on(self):
        self.open()
        late = self.record(self.seats[4], "present", self.item)
        self.assertEqual(late.arrived_item_id, self.item)
        gone = self.record(self.seats[3], "absent", self.loan)
        self.assertRecordValues(
            gone,
            [
                {
                    "status": "present",
                    "left_item_id": self.loan.id,
                    "status_now": "absent",
                }
            ],
        )
        self.assertEqual((self.item.quorum_count, self.loan.quorum_count), (5, 4))
        self.assertIn("jusqu'au point 3", gone.presence_note)

    def test_who_comes_back_was_away_in_between(self):
        self.open()
        row = self.record(self.seats[3], "absent", self.item)
        self.record(self.seats[3], "present", self.loan)
        self.assertFalse(row.left_item_id)
        self.assertEqual(self.item.away_ids, self.seats[3])
        self.assertEqual((self.item.quorum_count, self.loan.quorum_count), (3, 4))

    def test_wrong_key_is_undone_by_the_right_one(self):
        self.open()
        row = self.record(self.seats[4], "present", self.item)
        self.record(self.seats[4], "excused")
        self.assertRecordValues(row, [{"status": "excused", "arrived_item_id": False}])
        row = self.record(self.seats[0], "absent")
        self.record(self.seats[0], "present")
        self.assertRecordValues(row, [{"status": "present", "left_item_id": False}])
        self.assertFalse(self.item.away_ids)

    def test_items_follow_one_another(self):
        self.open()
        self.assertEqual(self.session.current_item_id.kind, "minutes")
        self.session.action_next_item()
        self.assertEqual(self.session.current_item_id, self.item)
        self.loan.deliberation_id.action_open_vote()
        self.assertEqual(self.session.current_item_id, self.loan)
        self.session.action_next_item()  # other business
        with self.assertRefused("dernier point", UserError):
            self.session.action_next_item()

    def test_everybody_for_except_one(self):
        self.open()
        self.deliberation.action_all_for()
        line = self.deliberation.vote_line_ids[1]
        line.record_value("against")
        self.deliberation.action_record_vote()
        counts = (self.deliberation.votes_for, self.deliberation.votes_against)
        self.assertEqual(counts, (3, 1))
        with self.assertRefused("n'est pas ouvert", UserError):
            line.record_value("for")

    def test_member_records_nothing(self):
        self.open()
        self.users["member"].partner_id = self.seats[0].partner_id
        with self.assertRefused("", AccessError):
            self.as_user("member", self.get_row(self.seats[4])).record_status("present")
