# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from .notices import NoticeCase


@tagged("post_install", "-at_install")
@freeze_time("2022-06-01 09:00:00")
class TestNoticeAgain(NoticeCase):
    """Whom the notice has not reached gets it: also those added after the sending."""

    def test_who_is_added_after_the_sending_gets_the_notice(self):
        self.send()
        late = self.make_mandates(self.board, "G")
        late.partner_id.email = "g@communes.test"
        guest = self.env["res.partner"].create(
            {"name": "Invité", "email": "invite@communes.test"}
        )
        self.session.action_refresh_members()
        self.session.guest_ids = guest
        self.assertEqual(self.session.notices_to_do_again, 3)  # F, G and the guest
        with self.mock_mail_gateway():
            self.session.action_send_failed_again()
        self.assertRecordValues(
            self.get_notice(late),
            [{"state": "queued", "kind": "convocation", "revision": 0}],
        )
        invited = self.session.notice_ids.filtered(lambda n: n.partner_id == guest)
        self.assertEqual((invited.kind, invited.state), ("invitation", "queued"))
        self.assertEqual(len(self.session.notice_ids), 9)  # F twice, by post
        self.assertEqual(self.session.notices_to_do_again, 1)

    def test_nobody_is_told_before_the_notice_is_sent(self):
        self.session.action_convene()
        self.assertEqual(self.session.notices_to_do_again, 0)
        with self.assertRefused("a atteint tout le monde", UserError):
            self.session.action_send_failed_again()

    def test_sending_again_writes_on_the_session_first(self):
        """Of two users at once, the second one is refused by the database."""
        self.send()
        self.env.flush_all()
        model = self.env.registry["numerian.session"]
        written = []

        def create_notices(session, recipients, document):
            self.env.cr.execute(
                "SELECT notice_sent_again_at FROM numerian_session WHERE id = %s",
                session.ids,
            )
            written.append(self.env.cr.fetchone()[0])
            return session.env["numerian.notice"]

        with patch.object(model, "_create_notices", create_notices):
            self.session.action_send_failed_again()
        self.assertEqual(str(written[0]), "2022-06-01 09:00:00")
