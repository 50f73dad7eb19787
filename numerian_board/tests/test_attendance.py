# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import Command
from odoo.exceptions import UserError, ValidationError
from odoo.tests import freeze_time, tagged

from .meetings import MeetingCase


@tagged("post_install", "-at_install")
@freeze_time("2022-06-07 15:45:00")
class TestNumerianAttendance(MeetingCase):
    """Presence per item, proxies, and the quorum that follows."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.session.item_ids = [Command.create({"name": "Emprunt", "sequence": 110})]
        cls.loan = cls.session.item_ids.filtered(lambda i: i.name == "Emprunt")
        cls.session.action_convene()
        cls.attend(cls.session, cls.seats[:4])

    def get_row(self, seat):
        return self.session.attendance_ids.filtered(lambda a: a.mandate_id == seat)

    def read_quorum(self):
        return [(item.quorum_count, item.has_quorum) for item in self.item | self.loan]

    def test_member_who_leaves_or_arrives(self):
        self.assertEqual(self.read_quorum(), [(4, True), (4, True)])
        self.get_row(self.seats[3]).left_item_id = self.loan
        self.assertEqual(self.read_quorum(), [(4, True), (3, False)])
        self.get_row(self.seats[4]).write(
            {"status": "remote", "arrived_item_id": self.loan.id}
        )
        self.assertEqual(self.read_quorum(), [(4, True), (4, True)])

    def test_items_moved_keep_the_presences_right(self):
        self.get_row(self.seats[3]).left_item_id = self.loan
        self.loan.sequence = 50  # before the other item
        self.assertEqual(self.read_quorum(), [(3, False), (3, False)])

    def test_member_out_of_the_room_or_interested(self):
        self.item.away_ids = self.seats[0]
        self.loan.interested_ids = self.seats[1]
        self.assertEqual(self.read_quorum(), [(3, False), (3, False)])
        self.loan.interested_ids = False
        self.loan.standing_for_ids = self.seats[1] | self.seats[2]
        # Four members left, three needed; two are there.
        self.assertEqual((self.loan.quorum_needed, self.loan.quorum_count), (3, 2))

    def test_deputy_sits_for_the_full_member(self):
        deputy = self.make_mandates(
            self.board, "Suppléant", kind="deputy", titular_id=self.seats[4].id
        )
        self.session.action_refresh_members()
        self.attend(self.session, deputy)
        self.assertEqual(self.session.quorum_count, 5)
        self.attend(self.session, self.seats[4])
        self.assertEqual(self.session.quorum_count, 5)

    def test_only_some_colleges_vote(self):
        self.board.college_ids = [Command.create({"name": "SIG"})]
        self.seats[:2].college_id = self.board.college_ids
        self.loan.college_ids = self.board.college_ids
        self.assertEqual((self.loan.quorum_needed, self.loan.voice_count), (2, 2))

    def test_proxies_follow_the_rules_of_the_body(self):
        first = self.give_proxy(self.session, self.seats[4], self.seats[0])
        self.assertEqual(self.session.voice_count, 5)
        self.assertEqual(self.session.quorum_count, 4)
        self.assertEqual(self.get_row(self.seats[4]).holder_id, self.seats[0])
        with self.assertRefused("2 pouvoirs, 1 au plus (Statuts)", UserError):
            self.give_proxy(self.session, self.seats[5], self.seats[0])
        first.action_revoke()
        self.give_proxy(self.session, self.seats[5], self.seats[0])
        self.assertEqual(self.session.voice_count, 5)

    def test_proxy_lapses_when_its_holder_leaves(self):
        self.give_proxy(self.session, self.seats[4], self.seats[0])
        self.get_row(self.seats[0]).left_item_id = self.loan
        self.assertEqual((self.item.voice_count, self.loan.voice_count), (5, 3))

    def test_proxy_goes_to_a_voting_member_of_the_body(self):
        adviser = self.make_mandates(self.board, "Directeur", has_vote=False)
        _body, others = self.make_council(1)
        for holder in (adviser, others):
            with (
                self.subTest(holder.display_name),
                self.assertRefused("membre votant de", ValidationError),
            ):
                self.give_proxy(self.session, self.seats[4], holder)
        with self.assertRefused("à un autre membre", UserError):
            self.give_proxy(self.session, self.seats[4], self.seats[4])

    def test_joint_session_has_a_quorum_for_each_body(self):
        body, members = self.make_council(4)
        members[0].partner_id = self.seats[0].partner_id
        session = self.make_session(["Tarifs"], joint_body_ids=[Command.set(body.ids)])
        item = session.item_ids.filtered(lambda item: item.name == "Tarifs")
        session.action_convene()
        self.attend(session, self.seats[:4])
        self.assertTrue(item.has_quorum)
        item.body_id = body
        # Who sits in both is present in both.
        self.assertEqual((item.quorum_needed, item.quorum_count), (3, 1))
        self.assertEqual(item.deliberation_id.body_id, body)

    def test_eleven_members_five_present_three_proxies(self):
        body, members = self.make_council(11)
        session = self.make_session(["Tarifs"], body=body)
        session.action_convene()
        self.attend(session, members[:5])
        for giver, holder in zip(members[5:8], members[:3], strict=True):
            self.give_proxy(session, giver, holder)
        self.assertEqual((session.quorum_count, session.has_quorum), (5, False))
        body.quorum_counts_proxies = True
        session.invalidate_recordset()
        self.assertEqual((session.quorum_count, session.has_quorum), (8, True))
