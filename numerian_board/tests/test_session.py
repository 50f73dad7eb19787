# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, freeze_time, tagged

from .meetings import MeetingCase


@tagged("post_install", "-at_install")
@freeze_time("2022-06-07 15:45:00")
class TestNumerianSession(MeetingCase):
    """From the notice to the closing of a session."""

    # Notice

    def test_standing_items_are_on_every_agenda(self):
        self.assertEqual(
            self.session.item_ids.sorted("number").mapped(
                lambda item: (item.number, item.kind)
            ),
            [(1, "minutes"), (2, "deliberation"), (3, "other")],
        )

    def test_clear_days_leave_out_both_ends(self):
        self.session.write(
            {"date_planned": "2022-12-26 16:00:00", "notice_sent_on": "2022-12-21"}
        )
        self.assertEqual(self.session.clear_days, 4)
        self.assertTrue(self.session.is_notice_late)
        self.session.notice_sent_on = "2022-12-20"
        self.assertFalse(self.session.is_notice_late)

    def test_day_of_a_session_is_that_of_its_place(self):
        self.session.date_planned = "2022-06-07 22:30:00"  # 00:30 in Paris
        self.assertEqual(self.session.date, date(2022, 6, 8))

    def test_late_notice_is_refused_or_logged_as_the_body_says(self):
        self.session.notice_sent_on = "2022-06-02"
        self.board.is_notice_strict = True
        with self.assertRefused("5 nécessaires (CGCT, art. R2221-9", UserError):
            self.session.action_convene()
        self.assertEqual(self.session.state, "draft")
        self.board.is_notice_strict = False
        self.session.action_convene()
        self.assertIn("4 jours francs", self.session.message_ids[0].body)

    def test_emergency_says_why(self):
        self.session.write({"notice_sent_on": "2022-06-04", "is_emergency": True})
        with self.assertRefused("urgence", UserError):
            self.session.action_convene()
        self.session.emergency_reason = "Panne du centre de données"
        self.session.action_convene()
        # Two clear days, where an emergency needs one.
        self.assertFalse(self.session.is_notice_late)

    def test_notice_leaves_before_the_session(self):
        with self.assertRefused("pas envoyée après", ValidationError):
            self.session.notice_sent_on = "2022-06-08"

    def test_members_in_office_are_convened(self):
        self.make_mandates(
            self.board, "Suppléant", kind="deputy", titular_id=self.seats[1].id
        )
        self.seats[5].date_end = "2022-06-06"
        self.session.action_convene()
        names = self.session.attendance_ids.mapped("display_name")
        self.assertEqual(set(names), {*"ABCDE", "Suppléant"})
        self.seats[4].date_end = "2022-06-06"
        self.session.action_refresh_members()
        self.assertEqual(len(self.session.attendance_ids), 5)

    def test_bodies_do_not_change_once_convened(self):
        self.session.action_convene()
        with self.assertRefused("cela ne change plus", UserError):
            self.session.body_id = self.make_body("Bureau", "BUR")
        with self.assertRefused("annulez-la", UserError):
            self.session.unlink()
        self.session.action_cancel()
        self.assertEqual(self.session.state, "cancelled")

    # Agenda

    def test_item_added_after_the_notice(self):
        self.session.action_convene()
        vals = {"session_id": self.session.id, "name": "Emprunt"}
        items = self.as_user("secretary", "numerian.agenda.item")
        with self.assertRefused("(CGCT, art. R2221-9", UserError):
            items.create(vals)
        self.assertTrue(items.create(vals | {"kind": "information"}).is_late)
        self.board.allows_late_items = True
        self.assertTrue(items.create(vals).is_late)
        with self.assertRefused("l'ordre du jour envoyé", UserError):
            self.item.unlink()

    def test_items_are_numbered_in_their_order_without_the_sections(self):
        self.session.item_ids = [
            Command.create(
                {"name": "Finances", "display_type": "line_section", "sequence": 50}
            ),
            Command.create({"name": "Emprunt", "sequence": 60}),
        ]
        self.assertEqual(
            self.session.item_ids.sorted("sequence").mapped("number"), [1, 0, 2, 3, 4]
        )

    def test_item_is_decided_by_a_body_of_the_session(self):
        body, _members = self.make_council(3)
        with self.assertRefused("ne siège pas à cette séance", ValidationError):
            self.item.body_id = body

    # Opening

    def test_opening_needs_chair_secretary_and_quorum(self):
        session = self.session
        session.action_convene()
        self.attend(session, self.seats[:3])
        with self.assertRefused("qui préside", UserError):
            session.action_open()
        session.chair_id = self.seats[0]
        with self.assertRefused("secrétaire", UserError):
            session.action_open()
        session.secretary_id = self.seats[3]
        with self.assertRefused("D n'est pas parmi les présents", UserError):
            session.action_open()
        session.secretary_id = self.seats[1]
        with self.assertRefused("3 membres comptés, 4 nécessaires (Statuts", UserError):
            session.action_open()
        self.assertEqual(session.state, "convened")
        self.attend(session, self.seats[3])
        session.action_open()
        self.assertEqual(str(session.opened_at), "2022-06-07 15:45:00")
        self.assertTrue(session.has_quorum)

    # Without quorum

    def test_second_session_has_the_same_items_and_needs_no_quorum(self):
        session = self.session
        session.action_convene()
        self.attend(session, self.seats[:2])
        session.action_note_no_quorum()
        action = session.action_reconvene()
        again = self.as_user("secretary", "numerian.session").browse(action["res_id"])
        self.assertEqual(str(again.date_planned), "2022-06-11 15:30:00")
        self.assertEqual(again.item_ids.mapped("name"), session.item_ids.mapped("name"))
        again.notice_sent_on = "2022-06-07"
        self.assertFalse(again.is_notice_late)  # three clear days
        again.item_ids = [Command.create({"name": "Emprunt"})]
        self.open_session(again, self.seats[:2])
        carried = self.deliberation
        self.assertEqual(carried.session_id, again)
        carried.action_unanimous()
        self.assertEqual(carried.outcome, "adopted")
        new = again.deliberation_ids.filtered(lambda d: d.name == "Emprunt")
        with self.assertRefused("2 membres comptés, 4 nécessaires", UserError):
            new.action_open_vote()
        with self.assertRefused("déjà convoquée de nouveau", UserError):
            session.action_reconvene()

    def test_session_with_quorum_is_opened_not_put_off(self):
        self.session.action_convene()
        self.attend(self.session, self.seats[:4])
        with self.assertRefused("ouvrez la séance", UserError):
            self.session.action_note_no_quorum()

    # Closing

    def test_session_closes_once_every_item_is_settled(self):
        self.open_session(self.session, self.seats[:4])
        with self.assertRefused("Annulation de titres", UserError):
            self.session.action_close()
        self.settle(self.session)
        with self.assertRefused("avant d'être ouverte", ValidationError):
            self.session.closed_at = "2022-06-07 15:00:00"
        self.session.closed_at = "2022-06-07 16:20:00"
        self.session.action_close()
        self.assertEqual(self.session.state, "closed")

    def test_closed_session_keeps_what_was_recorded(self):
        self.open_session(self.session, self.seats[:4])
        self.settle(self.session)
        self.session.action_close()
        row = self.session.attendance_ids[0]
        for act in (
            lambda: row.write({"status": "absent"}),
            lambda: self.item.write({"name": "Autre"}),
            lambda: self.give_proxy(self.session, self.seats[4], self.seats[0]),
        ):
            with self.assertRefused("est terminée", UserError):
                act()
        with self.assertRefused("Seul un responsable", AccessError):
            self.session.action_reopen()
        self.as_user("manager", self.session).action_reopen()
        row.status = "remote"

    def test_minutes_are_approved_at_the_next_session(self):
        self.open_session(self.session, self.seats[:4])
        self.settle(self.session)
        self.session.action_close()
        later = self.make_session(day="2022-06-20")
        approval = later.item_ids.filtered(lambda item: item.kind == "minutes")
        self.assertEqual(approval.approved_session_id, self.session)
        self.open_session(later, self.seats[:4])
        approval.deliberation_id.action_unanimous()
        self.assertEqual(self.session.minutes_approved_on, date(2022, 6, 20))
        self.assertFalse(approval.deliberation_id.number)

    def test_state_and_waived_quorum_are_not_entered(self):
        other = self.make_session(["Tarifs"], day="2022-06-20")
        for act in (
            lambda: self.session.write({"state": "open"}),
            lambda: self.session.write({"reconvened_from_id": other.id}),
            lambda: self.make_session(["X"], state="convened"),
            lambda: self.make_session(["X"], reconvened_from_id=other.id),
        ):
            with self.assertRefused("suit ses boutons", UserError):
                act()
        for vals in ({"carried_from_id": other.item_ids[0].id}, {"is_late": True}):
            with self.assertRefused("ne se saisit pas", UserError):
                self.item.write(vals)

    def test_discussion_is_written_after_the_session(self):
        self.open_session(self.session, self.seats[:4])
        self.settle(self.session)
        self.session.action_close()
        self.item.discussion = "<p>Le président explique les erreurs.</p>"
        self.assertIn("explique", self.item.discussion)
        with self.assertRefused("cela ne change plus", UserError):
            self.session.chair_id = self.seats[1]

    def test_deliberations_of_a_cancelled_session_wait_for_another(self):
        self.session.action_convene()
        self.session.action_cancel()
        self.assertEqual(self.deliberation.state, "draft")
        later = self.make_session(day="2022-06-20")
        later.action_add_waiting()
        names = later.deliberation_ids.mapped("name")
        self.assertEqual(names.count("Annulation de titres"), 1)
        self.assertEqual(len(names), 2)  # with the minutes of its own

    def test_item_taken_off_a_draft_leaves_its_deliberation_waiting(self):
        self.session.item_ids.unlink()
        self.assertEqual(self.deliberation.state, "draft")
        waiting = self.env["numerian.deliberation"].search(
            [("body_id", "=", self.board.id), ("state", "=", "draft")]
        )
        self.assertEqual(waiting, self.deliberation)

    def test_session_is_entered_in_its_form(self):
        with Form(self.as_user("secretary", "numerian.session")) as form:
            form.body_id = self.board
            form.date_planned = "2022-06-20 15:30:00"
            self.assertFalse(form.has_quorum)
        items = form.record.item_ids.sorted("number")
        self.assertEqual(items.mapped("kind"), ["minutes", "other"])
