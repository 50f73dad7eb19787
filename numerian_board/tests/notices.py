# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.addons.mail.tests.common import MailCase

from .meetings import MeetingCase


class NoticeCase(MailCase, MeetingCase):
    """The board of six is convened by mail; F has no address."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.email = "syndicat@assemblees.test"
        for seat in cls.seats[:5]:
            seat.partner_id.email = f"{seat.display_name}@communes.test"
        cls.session.place = "Le Pouzin"

    def send(self, session=None):
        with self.mock_mail_gateway():
            (session or self.session).action_convene_by_mail()

    def get_notice(self, seat):
        return self.session.notice_ids.sorted("id").filtered(
            lambda notice: notice.partner_id == seat.partner_id
        )[-1:]
