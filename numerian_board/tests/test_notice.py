# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .notices import NoticeCase


@tagged("post_install", "-at_install")
@freeze_time("2022-06-01 09:00:00")
class TestNotice(NoticeCase):
    """The board of six is convened by mail; F has no address."""

    # Sending

    def test_everybody_gets_the_notice_with_its_documents(self):
        loose = {"res_model": "numerian.agenda.item", "res_id": 0}
        annex = self.as_user("secretary", "ir.attachment").create(
            loose | {"name": "tarifs.pdf", "raw": b"%PDF"}
        )
        self.item.annex_ids = annex
        self.assertEqual(self.as_user("reader", annex).raw, b"%PDF")
        guest = self.env["res.partner"].create(
            {"name": "Le trésorier", "email": "tresorier@finances.test"}
        )
        self.session.guest_ids = guest
        self.assertEqual(self.session.without_address, "F")
        self.send()
        self.assertEqual(self.session.state, "convened")
        rows = self.session.notice_ids
        self.assertEqual(len(rows), 7)
        self.assertEqual(self.get_notice(self.seats[5]).state, "no_address")
        sent = rows.filtered(lambda notice: notice.state == "queued")
        self.assertEqual(
            sorted(sent.mapped("email")),
            [*(f"{name}@communes.test" for name in "abcde"), "tresorier@finances.test"],
        )
        mails = sent.sudo().mail_id
        self.assertEqual(set(mails.mapped("state")), {"outgoing"})  # none is sent here
        for notice in sent:
            mail = notice.sudo().mail_id
            self.assertEqual(mail.attachment_ids, notice.document_id | annex)
            link = notice._get_answer_url()
            self.assertEqual(bool(link), notice.partner_id != guest)
            self.assertIn(link or "invité", mail.body_html)
            self.assertIn("Annulation de titres", mail.body_html)
            self.assertEqual(mail.recipient_ids, notice.partner_id)
        self.assertIn("à envoyer par la poste : F", self.session.message_ids[0].body)

    def test_what_became_of_each_mail_is_kept(self):
        self.send()
        first, second = (self.get_notice(seat) for seat in self.seats[:2])
        with self.mock_mail_gateway(), freeze_time("2022-06-01 09:05:00"):
            first.sudo().mail_id.send()
        self.assertRecordValues(first, [{"state": "sent", "failure_reason": False}])
        self.assertEqual(str(first.sent_at), "2022-06-01 09:05:00")
        second.sudo().mail_id._postprocess_sent_message(
            [], [], failure_reason="Boîte pleine", failure_type="unknown"
        )
        self.assertRecordValues(
            second, [{"state": "failed", "failure_reason": "Boîte pleine"}]
        )
        self.assertEqual(self.session.notices_to_do_again, 2)  # B, and F
        self.seats[1].partner_id.email = "autre@communes.test"
        with self.mock_mail_gateway():
            self.session.action_send_failed_again()
        again = self.get_notice(self.seats[1])
        self.assertRecordValues(
            again, [{"state": "queued", "email": "autre@communes.test", "revision": 0}]
        )
        self.assertEqual(second.state, "failed")  # the proof of the failure stays
        self.assertEqual(self.session.notices_to_do_again, 1)

    def test_nobody_changes_a_proof(self):
        self.send()
        notice = self.session.notice_ids[0]
        for role in ("secretary", "manager"):
            for act in (
                lambda proof: proof.write({"state": "sent"}),
                lambda proof: proof.unlink(),
                lambda proof: proof.copy(),
            ):
                with self.assertRefused("", AccessError, lambda: notice.state):
                    act(self.as_user(role, notice))

    def test_member_reads_own_notices_only(self):
        self.send()
        self.users["member"].partner_id = self.seats[0].partner_id
        own = self.as_user("member", "numerian.notice").search([])
        self.assertEqual(own, self.get_notice(self.seats[0]))

    def test_deputies_are_informed_where_the_body_says_so(self):
        deputies = self.make_mandates(
            self.board, "Suppléant", kind="deputy", titular_id=self.seats[1].id
        )
        deputies.partner_id.email = "suppleant@communes.test"
        self.board.informs_deputies = True
        self.send()
        self.assertEqual(self.get_notice(deputies).kind, "information")

    def test_corrected_notice_follows_a_change_and_nothing_else(self):
        self.send()
        self.assertFalse(self.session.is_notice_outdated)
        with self.assertRefused("n'a pas changé", UserError):
            self.session.action_send_notices()
        self.session.item_ids = [
            Command.create({"name": "Information", "kind": "information"})
        ]
        self.assertTrue(self.session.is_notice_outdated)
        with self.mock_mail_gateway():
            self.session.action_send_notices()
        notice = self.get_notice(self.seats[0])
        self.assertEqual(notice.revision, 1)
        self.assertIn("rectificative n° 1", notice.sudo().mail_id.subject)
        self.assertFalse(self.session.is_notice_outdated)
        self.session.place = "Privas"
        self.assertTrue(self.session.is_notice_outdated)

    def test_late_notice_is_not_sent_where_it_is_refused(self):
        self.as_user("manager", self.board).is_notice_strict = True
        self.session.action_convene()
        with (
            freeze_time("2022-06-03 09:00:00"),
            self.assertRefused("5 nécessaires", UserError),
        ):
            self.session.action_send_notices()
        self.assertFalse(self.session.notice_ids)

    def test_emergency_and_second_session_say_so(self):
        emergency = {"is_emergency": True, "emergency_reason": "Panne"}
        self.session.write(emergency)
        self.send()
        first = self.session.item_ids.sorted("number")[0]
        self.assertEqual(
            (first.name, first.kind), ("Urgence de la convocation", "deliberation")
        )
        self.assertIn("Panne", self.get_notice(self.seats[0]).sudo().mail_id.body_html)
        self.session.action_note_no_quorum()
        action = self.session.action_reconvene()
        again = self.session.browse(action["res_id"])
        again.notice_sent_on = "2022-06-01"
        self.send(again)
        body = again.notice_ids.sudo().mail_id[0].body_html
        self.assertIn("sans condition de quorum", body)
        self.assertIn("art. R2221-4", body)

    def test_queries_do_not_grow_with_the_members(self):
        counts = []
        for number, day in ((5, "2022-06-20"), (60, "2022-06-21")):
            body = self.make_body(f"Conseil {number}", f"C{number}")
            seats = self.make_mandates(body, *(f"M{n:02}" for n in range(number)))
            for seat in seats:
                seat.partner_id.email = f"m{seat.id}@communes.test"
            session = self.make_session(["Tarifs"], day=day, body=body)
            session.action_convene()
            self.env.flush_all()
            self.env.invalidate_all()
            with self.mock_mail_gateway():
                before = self.env.cr.sql_log_count
                session.action_send_notices()
                self.env.flush_all()
                counts.append(self.env.cr.sql_log_count - before)
            self.assertEqual(len(session.notice_ids), number)
        # A mail costs a few queries of Odoo's own (its message, its attachments).
        self.assertLess(counts[1] - counts[0], 55 * 6, counts)

    # Calendar

    def test_event_follows_the_session(self):
        self.session.action_convene()
        event = self.session.event_id
        self.assertEqual(str(event.start), "2022-06-07 15:30:00")
        self.assertEqual(event.partner_ids, self.seats.partner_id)
        self.session.write({"date_planned": "2022-06-08 15:30:00", "place": "Privas"})
        self.assertEqual(str(event.start), "2022-06-08 15:30:00")
        self.assertEqual(event.location, "Privas")
        self.seats[5].date_end = "2022-06-06"
        self.session.action_refresh_members()
        self.assertEqual(event.partner_ids, self.seats[:5].partner_id)
        self.session.action_cancel()
        self.assertFalse(event.exists())

    # Answers

    def get_row(self, seat):
        rows = self.session.attendance_ids.filtered(lambda a: a.mandate_id == seat)
        return rows.sudo()

    def test_answers_fill_the_presences(self):
        self.session.action_convene()
        first, second, third = (self.get_row(seat) for seat in self.seats[:3])
        first._record_answer("present")
        second._record_answer("excused")
        third._record_answer("proxy", self.seats[0])
        rows = (first | second | third).mapped(lambda row: (row.answer, row.status))
        self.assertEqual(
            rows,
            [("present", "expected"), ("excused", "excused"), ("proxy", "excused")],
        )
        self.assertEqual(third.holder_id, self.seats[0])
        third._record_answer("present")
        self.assertFalse(third.holder_id)
        self.assertEqual(third.status, "expected")

    def test_proxy_that_the_rules_do_not_admit_is_refused(self):
        self.session.action_convene()
        self.get_row(self.seats[1])._record_answer("proxy", self.seats[0])
        row = self.get_row(self.seats[2])
        self.assertNotIn(self.seats[0], row._get_possible_holders())
        with self.assertRefused("n'accepte plus", UserError, lambda: row.answer):
            row._record_answer("proxy", self.seats[0])
        for answer, holder in (
            ("proxy", None),
            ("present", self.seats[3]),
            ("x", None),
        ):
            with self.assertRefused("Choisissez", UserError, lambda: row.answer):
                row._record_answer(answer, holder)

    def test_too_late_to_answer(self):
        self.open_session(self.session, self.seats[:4])
        row = self.get_row(self.seats[4])
        with self.assertRefused("trop tard", UserError, lambda: row.answer):
            row._record_answer("present")

    def test_answer_is_not_entered(self):
        self.session.action_convene()
        row = self.session.attendance_ids[0]
        with self.assertRefused("ne se saisit pas", UserError):
            row.answer = "present"
        self.get_row(self.seats[0])._record_answer("present")
        row = self.session.attendance_ids.filtered("answer")
        with self.assertRefused("ne se saisit pas", UserError, lambda: row.answer):
            row.answer = False
        with self.assertRaises(AccessError):
            self.as_user("manager", row).read(["answer_token"])
