# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import HttpCase, new_test_user, tagged

from .awareness_case import AwarenessCase


@tagged("post_install", "-at_install")
class TestAwarenessPortal(AwarenessCase, HttpCase):
    """What each person did is read by their authority, and by nobody else."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.make_import().action_apply()
        cls.result = cls.result_of(cls.brossainc)
        for name, partner in (("brossainc", cls.brossainc), ("burzet", cls.burzet)):
            user = new_test_user(
                cls.env, f"mairie.{name}", groups="base.group_portal", lang="fr_FR"
            )
            user.partner_id.parent_id = partner

    def open_page(self, login, suffix=""):
        self.authenticate(login, login)
        return self.url_open(f"/my/awareness{suffix}")

    def test_the_authority_reads_its_staff(self):
        page = self.open_page("mairie.brossainc", f"/{self.result.id}")
        self.assertEqual(page.status_code, 200)
        for part in ("Anne Roux", "denis@brossainc.fr", "50,0", "60,0"):
            self.assertIn(part, page.text)
        self.assertNotIn("Vidal", page.text)
        self.assertIn("Octobre 2022", self.open_page("mairie.brossainc").text)

    def test_the_authority_downloads_its_report(self):
        answer = self.open_page("mairie.brossainc", f"/{self.result.id}/pdf")
        self.assertEqual(answer.headers["Content-Type"], "application/pdf")
        self.assertIn("50,0", answer.text)  # tests render the page of the PDF
        self.assertNotIn("Anne", answer.text)

    def test_others_find_nothing(self):
        manager = self.users["manager"].login
        for login in ("mairie.burzet", manager):
            for suffix in ("", "/pdf"):
                with self.subTest(login, suffix=suffix):
                    answer = self.open_page(login, f"/{self.result.id}{suffix}")
                    self.assertEqual(answer.status_code, 404)
            self.assertNotIn("anne@", self.open_page(login).text)

    def test_without_an_account_one_has_to_log_in(self):
        self.authenticate(None, None)
        answer = self.url_open(f"/my/awareness/{self.result.id}")
        self.assertIn("/web/login", answer.url)

    def test_deleted_persons_are_gone_from_the_page(self):
        self.result.sudo()._purge()
        page = self.open_page("mairie.brossainc", f"/{self.result.id}").text
        self.assertIn("50,0", page)
        self.assertNotIn("Anne", page)
