# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from .notices import NoticeCase

SENDING_FIELDS = ("notice_revision", "notice_digest", "notice_sent_again_at")


@tagged("post_install", "-at_install")
@freeze_time("2022-06-01 09:00:00")
class TestSecurityForged(NoticeCase):
    """What the life of a session records is not entered by RPC, by nobody."""

    def new_session(self, session_class, **vals):
        return session_class.create(
            {"body_id": self.board.id, "date_planned": "2022-07-04 16:00:00"} | vals
        )

    def test_proof_of_the_sending_is_not_entered(self):
        self.send()
        for role in ("secretary", "manager"):
            session = self.as_user(role, self.session)
            for vals in (
                {"notice_revision": 3},
                {"notice_digest": "0" * 64},
                {"notice_digest": False},
                {"notice_sent_again_at": "2022-06-01 10:00:00"},
            ):
                with (
                    self.subTest(role=role, vals=vals),
                    self.assertRefused(
                        "consigné par l'envoi",
                        UserError,
                        lambda s=session: s.read(SENDING_FIELDS),
                    ),
                ):
                    session.write(vals)

    def test_form_that_sends_back_the_proof_passes(self):
        self.send()
        session = self.as_user("secretary", self.session)
        session.write({"notice_revision": 0, "place": "Privas"})
        self.assertTrue(session.is_notice_outdated)

    def test_session_is_not_created_with_a_proof(self):
        sessions = self.as_user("secretary", "numerian.session")
        count = sessions.search_count
        with self.assertRefused("consigné par", UserError, lambda: count([])):
            self.new_session(sessions, notice_digest="0" * 64)
        with self.assertRefused("consigné par", UserError, lambda: count([])):
            self.new_session(sessions.with_context(default_notice_revision=2))

    def test_state_comes_neither_from_the_context_nor_from_a_default_of_the_user(self):
        sessions = self.as_user("secretary", "numerian.session")
        count = sessions.search_count
        with self.assertRefused("ses boutons", UserError, lambda: count([])):
            self.new_session(sessions.with_context(default_state="closed"))
        defaults = self.as_user("secretary", "ir.default")
        defaults.set("numerian.session", "state", "closed", user_id=True)
        with self.assertRefused("ses boutons", UserError, lambda: count([])):
            self.new_session(sessions)

    def test_default_that_is_the_draft_passes(self):
        sessions = self.as_user("secretary", "numerian.session")
        session = self.new_session(sessions.with_context(default_state="draft"))
        self.assertEqual(session.state, "draft")
