# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import re
from base64 import b64decode, b64encode
from io import BytesIO
from unittest.mock import patch

from lxml import html
from PIL import Image

from odoo.tests import new_test_user, tagged

from .portal_case import CyberPortalCase


@tagged("post_install", "-at_install")
class TestPortalSigning(CyberPortalCase):
    """A quote is signed as it was read, or refused with a reason."""

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

    def test_not_signed_once_an_officer_changed_it(self):
        self.choose(services=self.wish("vault", 5))
        shown = self.quote._get_cyber_revision()
        for change in (
            lambda: self.choice(self.quote, "vault").write({"quantity": 50}),
            lambda: self.quote.write({"cyber_start_date": "2022-08-01"}),
            lambda: self.quote.write({"cyber_commitment_months": 60}),
        ):
            change()
            self.assertIn("a changé", self.sign(revision=shown)["error"])
            shown = self.quote._get_cyber_revision()
        self.assertEqual(self.quote.state, "sent")
        self.assertIn("sign_ok", self.sign()["redirect_url"])

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
        self.decline()
        self.assertEqual(self.quote.state, "cancel")
        bodies = "".join(self.quote.sudo().message_ids.mapped("body"))
        self.assertIn("Trop cher", bodies)

    # With an account

    def log_in(self, authority, **vals):
        user = new_test_user(
            self.env,
            "agent@commune.test",
            "base.group_portal",
            password="agent@commune.test",
            company_id=self.company.id,
        )
        user.partner_id.write({"parent_id": authority.id} | vals)
        self.authenticate(user.login, user.login)
        return user.partner_id

    def test_secretary_does_not_sign_but_the_mayor_does(self):
        self.choose(services=self.wish("vault", 5))
        person = self.log_in(self.authority)
        self.assertIn("ne signe pas les devis de Brossainc", self.sign()["error"])
        self.assertIn("ne signe pas les devis", self.post_form(vault=5).text)
        person.write(
            {
                "can_sign_quotes": True,
                "signing_capacity": "Maire",
                "signing_until": "2000-12-31",
            }
        )
        self.assertIn("31/12/2000", self.sign()["error"])
        self.assertEqual(self.quote.state, "sent")
        person.signing_until = False
        self.assertIn("sign_ok", self.sign()["redirect_url"])
        self.assertEqual(self.quote.state, "sale")

    def test_mayor_of_another_commune_does_not_sign(self):
        self.choose(services=self.wish("vault", 5))
        self.log_in(
            self.make_authority("Burzet"),
            can_sign_quotes=True,
            signing_capacity="Maire",
        )
        self.assertIn("celui de Burzet", self.sign()["error"])
        self.assertEqual(self.quote.state, "sent")

    # Without JavaScript

    def post_form(self, signatory="Le maire", agreed=True, revision=None, **counts):
        """Send the form of the page as a browser without JavaScript does."""
        page = self.read_page().text
        csrf = re.search(r'name="csrf_token" value="([^"]+)"', page).group(1)
        data = {
            "csrf_token": csrf,
            "access_token": self.token,
            "revision": revision or self.quote._get_cyber_revision(),
            "signatory": signatory,
        }
        for code, count in counts.items():
            data[f"selected_{self.services[code].id}"] = "1"
            data[f"quantity_{self.services[code].id}"] = str(count)
        if agreed:
            data["agreed"] = "1"
        return self.url_open(f"/my/orders/{self.quote.id}/cyber/sign", data=data)

    def test_form_has_its_signature(self):
        page = html.fromstring(self.read_page().text)
        (button,) = page.xpath("//noscript//button[@formaction]")
        self.assertIn("/cyber/sign", button.get("formaction"))
        form = next(node for node in button.iterancestors("form"))
        self.assertIn("o_numerian_cyber_quote", form.get("class"))

    def test_typed_signature(self):
        self.choose(services=self.wish("vault", 5))
        self.assertIn("sign_ok", self.post_form(vault=5).url)
        self.assertEqual(self.quote.state, "sale")
        self.assertEqual(self.quote.signed_by, "Le maire")
        image = Image.open(BytesIO(b64decode(self.quote.signature)))
        self.assertEqual((image.format, image.height), ("PNG", 120))
        self.assertEqual(self.quote.cyber_contract_id.contract_line_ids.quantity, 5)

    def test_typed_signatures_refused(self):
        self.choose(services=self.wish("vault", 5))
        for case, given, message in (
            ("nobody", {"signatory": " "}, "nom de la personne"),
            ("too long", {"signatory": "é" * 201}, "nom de la personne"),
            ("not accepted", {"agreed": False}, "Cochez que vous acceptez"),
            ("another reading", {"revision": "0" * 16}, "autre fenêtre"),
        ):
            with self.subTest(case):
                self.assertIn(message, self.post_form(**{"vault": 5} | given).text)
        self.assertEqual(self.quote.state, "sent")
        self.assertFalse(self.quote.signature)

    def test_what_is_ticked_with_the_signature_is_read_first(self):
        self.choose(services=self.wish("vault", 5))
        self.assertIn("Vérifiez les totaux", self.post_form(vault=6).text)
        self.assertEqual(self.choice(self.quote, "vault").quantity, 6)
        self.assertEqual(self.quote.state, "sent")
        self.post_form(vault=6)
        self.assertEqual(self.quote.state, "sale")

    def test_typed_signature_of_another_quote(self):
        self.token, token = "0" * 36, self.token
        with patch.object(type(self), "read_page", self._read_page_with(token)):
            self.post_form(vault=5)
        self.assertEqual(self.quote.state, "sent")
        self.assertFalse(self.quote.cyber_has_chosen)

    def _read_page_with(self, token):
        read = CyberPortalCase.read_page
        return lambda case: read(case, token=token)
