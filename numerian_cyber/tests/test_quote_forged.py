# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import CyberCase


@tagged("post_install", "-at_install")
class TestQuoteForged(CyberCase):
    """What an officer could send to the server, past the form."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.commune = cls.make_authority(staff_count=12)

    def setUp(self):
        super().setUp()
        self.quote = self.make_quote(self.commune)
        self.tick(self.quote, vault=12)
        self.vault = self.choice(self.quote, "vault")

    def read_quote(self):
        """What a refusal must leave as it was."""
        fields = (
            "cyber_start_date",
            "cyber_commitment_months",
            "cyber_auto_renew",
            "cyber_prerequisite_ids",
            "is_cyber_quote",
            "amount_total",
        )
        lines = ("cyber_monthly_price", "cyber_months", "technical_price_unit")
        return (
            self.quote.read(fields),
            self.quote.order_line.read(lines),
            [choice.component_prices for choice in self.quote.cyber_choice_ids],
        )

    def test_prices_of_a_choice_are_those_of_the_tariff(self):
        free = {key: 0.0 for key in self.vault.component_prices}
        with self.assertRefused("tarif du devis", UserError, self.read_quote):
            self.vault.component_prices = free
        with self.assertRefused("tarif du devis", UserError, self.read_quote):
            self.vault.with_context(cyber_sync=True).write({"component_prices": free})

    def test_prices_of_a_new_choice_too(self):
        free = {key: 0.0 for key in self.vault.component_prices}
        choices = self.as_user("officer", "numerian.cyber.choice")
        service = self.services["edr"]
        for context, prices in (
            ({}, {"component_prices": free}),
            ({}, {"component_prices": False}),
            ({"default_component_prices": free}, {}),
        ):
            with self.assertRefused("tarif du devis", UserError, self.read_quote):
                self.choice(self.quote, "edr").unlink()
                vals = {"order_id": self.quote.id, "service_id": service.id}
                choices.with_context(**context).create(vals | prices)

    def test_prices_of_a_signed_quote_stay(self):
        self.quote.action_confirm()
        with self.assertRefused("devis", UserError, self.read_quote):
            self.vault.component_prices = {}

    def test_prices_are_updated_by_the_button(self):
        rules = self.tariff.item_ids
        rule = rules.filtered(lambda r: r.product_id.default_code == "CYB-CFM")
        rule.fixed_price = 5.0
        self.quote.action_update_prices()
        self.assertEqual(self.vault.monthly_price, 5.0)

    def test_totals_follow_the_prices(self):
        rules = self.tariff.item_ids
        rule = rules.filtered(lambda r: r.product_id.default_code == "CYB-CFM")
        self.assertEqual(self.quote.cyber_month_amount, 9.60)
        rule.fixed_price = 5.0
        self.quote.cyber_choice_ids._update_component_prices()
        self.assertEqual(self.quote.cyber_month_amount, 60.00)

    def test_figures_of_a_line_are_those_of_its_choice(self):
        line = self.quote.order_line
        for name in ("cyber_monthly_price", "cyber_months", "technical_price_unit"):
            with (
                self.subTest(name=name),
                self.assertRefused("les cases cochées", UserError, self.read_quote),
            ):
                line.write({name: 1})

    def test_terms_of_a_closed_quote_stay(self):
        forged = {
            "cyber_start_date": "2022-12-01",
            "cyber_commitment_months": 12,
            "cyber_auto_renew": False,
            "cyber_prerequisite_ids": [Command.clear()],
        }
        self.quote.action_confirm()
        for name, value in forged.items():
            with (
                self.subTest(name=name),
                self.assertRefused("ne prend plus", UserError, self.read_quote),
            ):
                self.quote.write({name: value})
        self.quote.write({"cyber_start_date": "2022-09-01", "cyber_auto_renew": True})

    def test_terms_of_a_cancelled_quote_stay(self):
        self.quote._action_cancel()
        with self.assertRefused("ne prend plus", UserError, self.read_quote):
            self.quote.cyber_commitment_months = 12

    def test_a_quote_of_services_stays_one(self):
        with self.assertRefused("porte sur des services", UserError, self.read_quote):
            self.quote.is_cyber_quote = False
        plain = self.as_user("officer", "sale.order").create(
            {"partner_id": self.commune.id}
        )
        plain.is_cyber_quote = True
        self.assertTrue(plain.is_cyber_quote)
