# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json
import re
from base64 import b64encode
from io import BytesIO

from PIL import Image

from odoo.tests import HttpCase, tagged

from .common import CyberCase


def draw_signature():
    stream = BytesIO()
    Image.new("RGB", (40, 20), "white").save(stream, "PNG")
    return b64encode(stream.getvalue()).decode()


class CyberPortalCase(CyberCase, HttpCase):
    """A commune without an account: the link of its quote is all it has."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.authority = cls.make_authority(
            "Brossainc", mailbox_count=8, staff_count=5, workstation_count=6
        )
        cls.quote = cls.make_quote(cls.authority)
        cls.quote.action_quotation_sent()
        cls.quote.sudo()._portal_ensure_token()
        cls.token = cls.quote.sudo().access_token

    def call(self, url, **params):
        answer = self.url_open(
            url,
            data=json.dumps({"jsonrpc": "2.0", "params": params}),
            headers={"Content-Type": "application/json"},
        )
        self.assertEqual(answer.status_code, 200)
        found = answer.json()
        self.assertNotIn("error", found)
        return found["result"]

    def choose(self, quote=None, token=None, **choices):
        """Send choices as the page does."""
        quote = quote or self.quote
        return self.call(
            f"/my/orders/{quote.id}/cyber",
            access_token=self.token if token is None else token,
            choices={"revision": quote.cyber_revision} | choices,
        )

    def wish(self, code, quantity, selected=True):
        asked = {"selected": selected, "quantity": quantity}
        return {str(self.services[code].id): asked}

    def sign(self, revision=None, name="Le maire", signature=None, token=None):
        revision = self.quote.cyber_revision if revision is None else revision
        return self.call(
            f"/my/orders/{self.quote.id}/accept"
            f"?access_token={token or self.token}&cyber_revision={revision}",
            name=name,
            signature=draw_signature() if signature is None else signature,
        )

    def read_page(self, token=None):
        token = self.token if token is None else token
        url = f"/my/orders/{self.quote.id}?access_token={token}"
        return self.url_open(url)

    def assertUnchanged(self, answer, message, service="order"):
        self.assertFalse(answer["applied"])
        self.assertIn(message, " ".join(answer["errors"][str(service)]))
        self.assertEqual(self.quote.cyber_revision, 0)
        self.assertFalse(self.quote.cyber_choice_ids.filtered("is_selected"))
        self.assertFalse(self.quote.order_line)


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
        self.assertEqual(answer["revision"], 1)
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
        answer = self.choose(services=self.wish("vault", 50), revision=0)
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
        fields |= {f"selected_{vault}": "1", f"quantity_{vault}": "5", "revision": "0"}
        page = self.post_form(**fields)
        self.assertIn("Vos choix sont conservés", page.text)
        self.assertIn("19,20", page.text)
        self.assertTrue(self.choice(self.quote, "vault").is_selected)

    def test_plain_form_refused(self):
        vault = self.services["vault"].id
        fields = {f"selected_{vault}": "1", f"quantity_{vault}": "-5", "revision": "0"}
        page = self.post_form(**fields)
        self.assertIn("inférieur à zéro", page.text)
        self.assertNotIn("inférieur à zéro", self.read_page().text)  # said once
        self.assertFalse(self.choice(self.quote, "vault").is_selected)

    # Signing and refusing

    def test_sign(self):
        self.choose(services=self.wish("vault", 5))
        answer = self.sign()
        self.assertIn("sign_ok", answer["redirect_url"])
        self.assertEqual(self.quote.state, "sale")
        self.assertEqual(self.quote.signed_by, "Le maire")

    def test_signatures_refused(self):
        quote = self.quote.sudo()
        for case, call, message in (
            ("nothing ticked", {}, "Cochez au moins un service"),
            ("another reading", {"revision": 7}, "a changé"),
            ("no reading", {"revision": ""}, "a changé"),
        ):
            with self.subTest(case):
                self.assertIn(message, self.sign(**call)["error"])
        self.choose(services=self.wish("vault", 5))
        for case, call, message in (
            ("nobody", {"name": " "}, "nom de la personne"),
            ("no text", {"name": {"a": 1}}, "nom de la personne"),
            ("nothing drawn", {"signature": ""}, "signature"),
            ("no image", {"signature": b64encode(b"abc").decode()}, "signature"),
            ("no base64", {"signature": "é"}, "signature"),
            ("a list", {"signature": [1]}, "signature"),
        ):
            with self.subTest(case):
                self.assertIn(message, self.sign(**call)["error"])
        self.assertIn("error", self.sign(token="forged"))
        self.assertEqual(quote.state, "sent")
        self.assertFalse(quote.signature)

    def test_sign_twice(self):
        self.choose(services=self.wish("vault", 5))
        self.sign()
        self.assertIn("ne prend plus de choix", self.sign()["error"])

    def test_sign_after_the_date(self):
        self.choose(services=self.wish("vault", 5))
        self.quote.sudo().validity_date = "2022-01-01"
        self.assertIn("ne prend plus de choix", self.sign()["error"])
        self.assertEqual(self.quote.state, "sent")

    def test_decline_with_a_reason(self):
        csrf = re.search(r'name="csrf_token" value="([^"]+)"', self.read_page().text)
        self.url_open(
            f"/my/orders/{self.quote.id}/decline?access_token={self.token}",
            data={"csrf_token": csrf.group(1), "decline_message": "Trop cher"},
        )
        self.assertEqual(self.quote.state, "cancel")
        bodies = "".join(self.quote.sudo().message_ids.mapped("body"))
        self.assertIn("Trop cher", bodies)
