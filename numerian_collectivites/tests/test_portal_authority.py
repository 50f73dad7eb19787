# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import re

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, new_test_user, tagged

from .common import BillingCase


class PortalCase(BillingCase, HttpCase):
    """Two persons of a commune have an account, and one of another commune."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.own = cls.make_authority("Brossainc", staff_count=3, email="a@b.fr")
        cls.other = cls.make_authority("Burzet")
        for login, authority in (
            ("mairie", cls.own),
            ("secretaire", cls.own),
            ("voisine", cls.other),
        ):
            cls.make_person(login, authority)
        cls.contract = cls.make_contract({}, partner=cls.own)
        cls.foreign = cls.make_contract({}, partner=cls.other)

    @classmethod
    def make_person(cls, login, authority):
        name = f"{login}.portail"
        user = new_test_user(
            cls.env, name, "base.group_portal", lang="fr_FR", company_id=cls.company.id
        )
        user.partner_id.parent_id = authority
        cls.users[login] = user
        return user

    def open_as(self, login, url, **data):
        user = self.users[login].login if login else None
        self.authenticate(user, user)
        if data:
            page = self.url_open("/my/authority").text
            data["csrf_token"] = re.search(
                r'name="csrf_token" value="([^"]+)"', page
            ).group(1)
        return self.url_open(url, data=data or None)


@tagged("post_install", "-at_install")
class TestPortalRoutes(PortalCase):
    """Each page of the portal: ours, that of another, without the key."""

    def get_routes(self):
        """Rows: page, what only the authority reads on it."""
        return [
            ("/my/contracts", "Contrat Brossainc"),
            (f"/my/contracts/{self.contract.id}", "Contrat Brossainc"),
            ("/my/authority", "a@b.fr"),
        ]

    def test_own_people_read(self):
        for login in ("mairie", "secretaire"):
            for url, text in self.get_routes():
                with self.subTest(url, login=login):
                    answer = self.open_as(login, url)
                    self.assertEqual(answer.status_code, 200)
                    self.assertIn(text, answer.text)

    def test_others_do_not(self):
        for login in ("voisine", "employee", "portal", None):
            for url, text in self.get_routes():
                with self.subTest(url, login=login):
                    answer = self.open_as(login, url)
                    self.assertLess(answer.status_code, 500)
                    self.assertNotIn(text, answer.text)

    def test_keys(self):
        self.contract.sudo()._portal_ensure_token()
        self.foreign.sudo()._portal_ensure_token()
        key = self.contract.sudo().access_token
        url = f"/my/contracts/{self.contract.id}?access_token="
        self.assertIn("Contrat Brossainc", self.open_as(None, url + key).text)
        for bad in ("", "x", "é", "%00", self.foreign.sudo().access_token):
            for login in (None, "voisine"):
                with self.subTest(bad, login=login):
                    answer = self.open_as(login, url + bad)
                    self.assertLess(answer.status_code, 500)
                    self.assertNotIn("Contrat Brossainc", answer.text)

    def test_ids_that_are_none(self):
        for number in (0, 10**6, 2**31, 10**15):
            with self.subTest(number):
                answer = self.open_as("mairie", f"/my/contracts/{number}")
                self.assertEqual(answer.status_code, 200)
                self.assertTrue(answer.url.endswith("/my"))

    def test_back_office_files_are_not_for_the_portal(self):
        for url in (
            "/numerian/contract_changes",
            "/numerian/campaign/1/pdf",
            "/numerian/cancellations/1/csv",
            "/numerian/contract_import/1/report",
        ):
            with self.subTest(url):
                self.assertIn(self.open_as("mairie", url).status_code, (403, 404))

    def test_records_of_the_authority_by_rpc(self):
        for login, contract in (
            ("mairie", self.contract),
            ("secretaire", self.contract),
            ("voisine", self.foreign),
            ("portal", self.contract.browse()),
        ):
            for records in (
                contract,
                contract.contract_line_ids,
                contract.modification_ids,
            ):
                with self.subTest(records._name, login=login):
                    found = self.as_user(login, records).search([])
                    self.assertEqual(found.ids, records.ids)

    def test_contract_page_shows_its_services(self):
        page = self.open_as("mairie", f"/my/contracts/{self.contract.id}").text
        for text in ("Maintenance", "01/01/2025", "1 200,00"):
            self.assertIn(text, page.replace("\u202f", " ").replace("\xa0", " "))


@tagged("post_install", "-at_install")
class TestAuthorityChangeRequest(PortalCase):
    """An authority asks; nothing changes before an officer accepts."""

    def ask(self, login="mairie", **values):
        return self.open_as(login, "/my/authority/request", **values)

    def get_requests(self):
        requests = self.as_user("officer", "numerian.authority.change.request")
        return requests.search([], order="id")

    def test_ask_then_accept(self):
        page = self.ask(staff_count="5", email="a@b.fr", city="Brossainc")
        self.assertIn("Votre demande est enregistrée", page.text)
        asked = self.get_requests()
        self.assertRecordValues(
            asked,
            [
                {"field_name": "city", "old_value": "", "new_value": "Brossainc"},
                {"field_name": "staff_count", "old_value": "3", "new_value": "5"},
            ],
        )
        self.assertEqual(self.own.staff_count, 3)
        asked.action_accept()
        self.assertEqual((self.own.staff_count, self.own.city), (5, "Brossainc"))
        self.assertEqual(asked.decided_by, self.users["officer"])
        with self.assertRaisesRegex(UserError, "déjà"):
            asked.action_accept()

    def test_refuse_with_a_reason(self):
        self.ask(staff_count="5")
        asked = self.get_requests()
        with self.assertRaisesRegex(UserError, "motif"):
            asked.action_refuse()
        asked.refusal_reason = "Effectif vérifié : trois agents"
        asked.action_refuse()
        self.assertEqual(self.own.staff_count, 3)
        page = self.open_as("secretaire", "/my/authority").text
        self.assertIn("trois agents", page)
        self.assertNotIn("trois agents", self.open_as("voisine", "/my/authority").text)

    def test_asked_again_before_an_answer(self):
        self.ask(staff_count="5")
        self.ask("secretaire", staff_count="6")
        asked = self.get_requests()
        self.assertEqual((len(asked), asked.new_value), (1, "6"))

    def test_bad_input(self):
        for name, value, message in (
            ("staff_count", "-1", "nombre entier"),
            ("staff_count", "1.5", "nombre entier"),
            ("staff_count", "", "nombre entier"),
            ("staff_count", "9999999", "nombre entier"),
            ("mailbox_count", "١٢", "nombre entier"),
            ("email", "mairie", "adresse de courriel"),
            ("city", "x" * 201, "200 caractères"),
            ("city", "a\u202eb", "200 caractères"),
        ):
            with self.subTest(name, value=value):
                page = self.ask(**{"street": "Mairie", name: value}).text
                self.assertIn(message, page)
                self.assertIn('value="Mairie"', page)
                self.assertFalse(self.get_requests())

    def test_nothing_else_is_read(self):
        self.ask(name="Volée", membership_until="2020-01-01", can_sign_quotes="1")
        self.assertFalse(self.get_requests())
        self.assertEqual(self.own.name, "Brossainc")

    def test_state_is_not_written_by_rpc(self):
        self.ask(staff_count="5")
        asked = self.get_requests()
        with self.assertRaises(AccessError):
            asked.write({"state": "accepted"})
        with self.assertRaises(AccessError):
            self.as_user("reader", asked).action_accept()
        self.assertEqual(self.own.staff_count, 3)
