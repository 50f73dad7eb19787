# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import re

from odoo.tests import tagged

from .portal_case import CyberPortalCase, draw_signature


@tagged("post_install", "-at_install")
class TestPortal(CyberPortalCase):
    def test_page_in_the_language_of_the_authority(self):
        page = self.read_page()
        self.assertEqual(page.status_code, 200)
        for text in ("Cochez les services", "Année 1 : 2022", "Ce que vous déclarez"):
            self.assertIn(text, page.text)
        self.assertEqual(page.text.count('type="number"'), 4)

    def test_each_field_has_its_label(self):
        page = self.read_page().text
        ids = re.findall(r'<input[^>]*id="(cyber_[a-z]+_\d+)"', page)
        self.assertEqual(len(ids), 10)  # 4 ticks, 4 numbers, 2 declarations
        self.assertEqual(len(ids), len(set(ids)))
        for name in ids:
            self.assertIn(f'for="{name}"', page)

    def test_totals_follow(self):
        # vault: 5 staff x 0.80 = 4.00 a month; 4 months = 16.00, VAT 3.20; 48.00 a year
        answer = self.choose(services=self.wish("vault", 5))
        self.assertTrue(answer["applied"], answer)
        self.assertEqual(answer["revision"], self.quote._get_cyber_revision())
        self.assertEqual(answer["total"], "19,20\u00a0€")
        self.assertIn("57,60", answer["status"])
        self.assertEqual(self.quote.cyber_year1_amount, 16.0)
        self.assertEqual(self.quote.cyber_year2_amount_incl_vat, 57.6)

    def test_same_totals_on_the_page(self):
        self.choose(services=self.wish("vault", 5))
        page = self.read_page().text
        for amount in ("4,00", "16,00", "19,20", "48,00", "57,60"):
            self.assertIn(amount, page)

    def test_quantities_that_are_no_number_of_units(self):
        for quantity, message in (
            (-5, "inférieur à zéro"),
            ("2.5", "nombre entier"),
            ("2,5", "nombre entier"),
            (10**9, "au plus"),
            ("douze", "nombre entier"),
            ([12], "nombre entier"),
            ({"a": 1}, "nombre entier"),
            ("9" * 400, "nombre entier"),
        ):
            with self.subTest(quantity):
                self.assertUnchanged(
                    self.choose(services=self.wish("vault", quantity)),
                    message,
                    self.services["vault"].id,
                )

    def test_edr_without_antivirus(self):
        edr = self.services["edr"].id
        answer = self.choose(services=self.wish("edr", 6))
        self.assertUnchanged(answer, "déclarez d'abord", edr)
        self.assertIn(f'id="cyber_error_{edr}"', answer["html"])
        antivirus = self.prerequisites["antivirus"].id
        answer = self.choose(
            services=self.wish("edr", 6), prerequisites=[str(antivirus)]
        )
        self.assertTrue(answer["applied"], answer)

    def test_data_protection_without_vault(self):
        theft = self.services["theft"].id
        answer = self.choose(services=self.wish("theft", 2))
        self.assertUnchanged(answer, "cochez-le aussi", theft)
        both = self.wish("theft", 2) | self.wish("vault", 5)
        self.assertTrue(self.choose(services=both)["applied"])

    def test_two_windows(self):
        self.choose(services=self.wish("vault", 5))
        answer = self.choose(services=self.wish("vault", 50), revision="0" * 16)
        self.assertFalse(answer["applied"])
        self.assertIn("autre fenêtre", answer["errors"]["order"][0])
        self.assertEqual(self.choice(self.quote, "vault").quantity, 5)

    def test_keys_that_open_nothing(self):
        other = self.make_quote(self.make_authority("Burzet"))
        other.sudo()._portal_ensure_token()
        for token in ("", "x", "é", other.sudo().access_token, [1], {"a": 1}, 0):
            with self.subTest(token):
                answer = self.choose(services=self.wish("vault", 5), token=token)
                self.assertUnchanged(answer, "ne vous est pas ouvert")
                self.assertNotIn("html", answer)

    def test_colleague_who_only_reads(self):
        self.authenticate(self.users["reader"].login, self.users["reader"].login)
        self.assertIn("Brossainc", self.read_page().text)
        answer = self.choose(services=self.wish("vault", 5))
        self.assertUnchanged(answer, "ne vous est pas ouvert")
        self.assertIn("ne vous est pas ouvert", self.sign()["error"])
        self.decline()
        self.assertEqual(self.quote.state, "sent")
        self.authenticate(self.users["officer"].login, self.users["officer"].login)
        self.assertTrue(self.choose(services=self.wish("vault", 5))["applied"])

    def test_key_taken_back(self):
        self.quote.sudo().access_token = False
        answer = self.choose(services=self.wish("vault", 5))
        self.assertUnchanged(answer, "ne vous est pas ouvert")

    def test_service_of_another_quote(self):
        other = self.env["numerian.cyber.service"].create(
            {"name": "Autre", "code": "AUTRE", "unit_name": "agents"}
        )
        answer = self.choose(services={str(other.id): {"selected": True}})
        self.assertUnchanged(answer, "n'est pas sur le devis")

    def test_closed_quotes_take_no_choice(self):
        quote = self.quote.sudo()
        for case, vals in (
            ("expired", {"validity_date": "2022-01-01"}),
            ("cancelled", {"validity_date": "2099-01-01", "state": "cancel"}),
            ("signed", {"state": "sent", "signature": draw_signature()}),
        ):
            quote.write(vals)
            with self.subTest(case):
                answer = self.choose(services=self.wish("vault", 5))
                self.assertUnchanged(answer, "ne prend plus de choix")
                self.assertNotIn(
                    'type="checkbox" ', answer["html"].split("fieldset")[0]
                )

    def test_core_route_changes_no_line_of_a_service(self):
        self.choose(services=self.wish("vault", 5))
        line = self.quote.order_line
        self.assertFalse(line.sudo()._can_be_edited_on_portal())

    # Without JavaScript

    def post_form(self, **fields):
        url = f"/my/orders/{self.quote.id}/cyber/form"
        csrf = re.search(r'name="csrf_token" value="([^"]+)"', self.read_page().text)
        data = {"csrf_token": csrf.group(1), "access_token": self.token}
        return self.url_open(url, data=data | fields)

    def test_plain_form(self):
        vault = self.services["vault"].id
        fields = {f"quantity_{s.id}": "0" for s in self.services.values()}
        fields |= {
            f"selected_{vault}": "1",
            f"quantity_{vault}": "5",
            "revision": self.quote._get_cyber_revision(),
        }
        page = self.post_form(**fields)
        self.assertIn("Vos choix sont conservés", page.text)
        self.assertIn("19,20", page.text)
        self.assertTrue(self.choice(self.quote, "vault").is_selected)

    def test_plain_form_refused(self):
        vault = self.services["vault"].id
        fields = {
            f"selected_{vault}": "1",
            f"quantity_{vault}": "-5",
            "revision": self.quote._get_cyber_revision(),
        }
        page = self.post_form(**fields)
        self.assertIn("inférieur à zéro", page.text)
        self.assertNotIn("inférieur à zéro", self.read_page().text)  # said once
        self.assertFalse(self.choice(self.quote, "vault").is_selected)
