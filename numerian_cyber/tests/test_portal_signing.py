# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from base64 import b64encode

from odoo.tests import tagged

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
