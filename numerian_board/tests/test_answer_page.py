# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import re

from odoo.tests import HttpCase, tagged

from .meetings import MeetingCase

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@tagged("post_install", "-at_install")
class TestAnswerPage(MeetingCase, HttpCase):
    """A member answers by the link of the mail, without an account."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.session.action_convene()
        rows = cls.session.attendance_ids.sudo()
        rows._ensure_tokens()
        cls.row, cls.other = rows[:2]

    def get_path(self, row, token=None):
        return f"/assemblees/reponse/{row.id}/{token or row.answer_token}"

    def post(self, row, **answer):
        page = self.url_open(self.get_path(row))
        answer["csrf_token"] = TOKEN.search(page.text)[1]
        return self.url_open(self.get_path(row), data=answer)

    def test_answer_is_recorded_and_shown(self):
        page = self.url_open(self.get_path(self.row))
        self.assertEqual(page.status_code, 200)
        for text in ("Conseil d'administration", "17h30", "Annulation de titres"):
            self.assertIn(text, page.text.replace("&#39;", "'"))
        self.assertEqual(page.headers["Cache-Control"], "no-store")
        page = self.post(self.row, answer="excused")
        self.assertIn("Votre réponse est enregistrée", page.text)
        self.env.invalidate_all()
        self.assertRecordValues(self.row, [{"answer": "excused", "status": "excused"}])
        self.assertFalse(self.other.answer)

    def test_proxy_goes_to_a_member_proposed(self):
        holder = self.other.mandate_id
        page = self.post(self.row, answer="proxy", holder_id=str(holder.id))
        self.assertIn("enregistrée", page.text)
        self.env.invalidate_all()
        self.assertEqual(self.row.holder_id, holder)
        third = self.session.attendance_ids.sudo()[2]
        page = self.post(third, answer="proxy", holder_id=str(holder.id))
        self.assertIn("Choisissez", page.text)
        self.env.invalidate_all()
        self.assertFalse(third.answer)

    def test_link_opens_one_answer_only(self):
        for path in (
            self.get_path(self.other, token=self.row.answer_token),
            self.get_path(self.row, token="0" * 32),
            "/assemblees/reponse/999999999/" + "0" * 32,
            "/assemblees/reponse/99999999999/" + "0" * 32,
            self.get_path(self.row, token="é"),
        ):
            page = self.url_open(path)
            self.assertEqual(page.status_code, 404)
            self.assertIn("Ce lien n'est pas valable", page.text)
        csrf = TOKEN.search(self.url_open(self.get_path(self.row)).text)[1]
        page = self.url_open(
            self.get_path(self.other, token=self.row.answer_token),
            data={"answer": "present", "csrf_token": csrf},
        )
        self.assertEqual(page.status_code, 404)
        self.env.invalidate_all()
        self.assertFalse(self.other.answer)

    def test_page_of_an_open_session_takes_no_answer(self):
        self.session.sudo().state = "open"
        page = self.url_open(self.get_path(self.row))
        self.assertIn("trop tard", page.text)
        self.assertNotIn("<form", page.text)
