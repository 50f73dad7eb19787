# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import re
from pathlib import Path

import yaml
from freezegun import freeze_time
from lxml import html

from odoo import Command
from odoo.tests import HttpCase, tagged

from .common import CyberCase

GOLDEN = Path("tests/golden/cyber")  # from the root of the checkout
TOTALS = {"excl_vat": "amount", "vat": "vat", "incl_vat": "amount_incl_vat"}


@tagged("post_install", "-at_install")
@freeze_time("2023-12-31")
class TestQuoteGolden(CyberCase, HttpCase):
    """The quotes worked out by hand: order, page, contract, invoices,
    all to the cent."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tariffs = {
            name: cls._make_tariff(name, tariff)
            for name, tariff in cls._read("tariffs").items()
        }
        cls.cases = [cls._make_case(case) for case in cls._read("quotes")]
        cls.invoices = cls.bill(2022, 2023)

    @classmethod
    def _read(cls, name):
        return yaml.safe_load((GOLDEN / f"{name}.yaml").read_text("utf-8"))

    @classmethod
    def _make_tariff(cls, name, tariff):
        rules = [
            (service, first, price)
            for service, tiers in tariff["subscription"].items()
            for first, price in tiers.items()
        ]
        for service, licences in tariff["licence"].items():
            names = (f"{service}_cryhod", f"{service}_zonecentral")
            rules += [(n, 0, p) for n, p in zip(names, licences, strict=True)]
        rules += [(f"{name}_setup", 0, p) for name, p in tariff["setup"].items()]
        return cls.env["product.pricelist"].create(
            {
                "name": name,
                "is_cyber_tariff": True,
                "company_id": cls.company.id,
                "currency_id": cls.company.currency_id.id,
                "item_ids": [Command.create(cls._prepare_rule(*r)) for r in rules],
            }
        )

    @classmethod
    def _prepare_rule(cls, product, first, price):
        return {
            "product_id": cls.env.ref(f"numerian_cyber.product_{product}").id,
            "compute_price": "fixed",
            "min_quantity": first,
            "fixed_price": float(price),
        }

    @classmethod
    def _make_case(cls, case):
        """Sign what is held, then the quote of the case."""
        given = case["input"]
        authority = cls.make_authority(case["name"], staff_count=given.get("staff", 0))
        tariff = {"pricelist_id": cls.tariffs[given["tariff"]].id}
        if "held" in given:
            before = cls.make_quote(
                authority, start=f"{given['start'].year}-01-01", **tariff
            )
            cls.tick(before, **given["held"])
            before.action_confirm()
        terms = cls._prepare_terms(given)
        quote = cls.make_quote(authority, start=given["start"], **tariff, **terms)
        answer = cls.tick(quote, **given["services"])
        quote.action_confirm()
        return case, quote, answer

    @classmethod
    def _prepare_terms(cls, given):
        if "commitment" not in given:
            return {}
        months = given["commitment"]
        return {"cyber_commitment_months": months, "cyber_auto_renew": False}

    def each(self):
        for case, quote, answer in self.cases:
            with self.subTest(case=case["name"]):
                yield case["input"], case["expected"], quote, answer

    def test_choices_are_taken(self):
        for _given, _expected, _quote, answer in self.each():
            self.assertEqual(answer["errors"], {})

    def test_totals_by_year(self):
        for _given, expected, quote, _answer in self.each():
            for period in ("month", "year1", "year2", "year3"):
                for key, name in TOTALS.items():
                    self.assertEqual(
                        quote[f"cyber_{period}_{name}"], float(expected[period][key])
                    )

    def test_order_is_year_1(self):
        for _given, expected, quote, _answer in self.each():
            year = expected["year1"]
            self.assertEqual(quote.amount_untaxed, float(year["excl_vat"]))
            self.assertEqual(quote.amount_tax, float(year["vat"]))
            self.assertEqual(quote.amount_total, float(year["incl_vat"]))

    def test_printed_totals_are_the_same(self):
        for _given, expected, quote, _answer in self.each():
            rows = {
                row["name"]: row["amounts"] for row in quote._get_cyber_total_rows()
            }
            for key, name in TOTALS.items():
                wanted = [
                    float(expected[period][key])
                    for period in ("month", "year1", "year2", "year3")
                ]
                self.assertEqual(rows[name], wanted)

    def test_page_shows_the_same(self):
        for _given, expected, quote, _answer in self.each():
            page = self.read_page(quote)
            for key, name in TOTALS.items():
                wanted = [
                    expected[period][key]
                    for period in ("month", "year1", "year2", "year3")
                ]
                cells = page.xpath(f"//td[@data-total='{name}']")
                shown = [re.sub(r"[^0-9,]", "", td.text_content()) for td in cells]
                self.assertEqual([s.replace(",", ".") for s in shown], wanted)

    def read_page(self, quote):
        quote.sudo()._portal_ensure_token()
        url = f"/my/orders/{quote.id}?access_token={quote.sudo().access_token}"
        return html.fromstring(self.url_open(url).text)

    def test_subsidy_is_shown_and_deducted_from_nothing(self):
        self.env["numerian.subsidy.program"].create(
            {
                "name": "France Relance",
                "funder_id": self.env["res.partner"].create({"name": "ANSSI"}).id,
                "company_id": self.company.id,
                "amount_per_unit": 0.22,
                "unit": "staff",
                "years": 3,
            }
        )
        for _given, expected, quote, _answer in self.each():
            if "subsidy" in expected:
                quote.invalidate_recordset(["cyber_subsidy_amount"])
                self.assertEqual(quote.cyber_subsidy_amount, float(expected["subsidy"]))
                total = float(expected["year1"]["incl_vat"])
                self.assertEqual(quote.amount_total, total)

    def test_order_bills_what_is_paid_once(self):
        for _given, expected, quote, _answer in self.each():
            wanted = float(expected["billed_by_order"])
            if wanted:
                self.assertEqual(quote.invoice_status, "to invoice")
                invoice = quote._create_invoices()
                self.assertEqual(invoice.amount_untaxed, wanted)
            self.assertEqual(quote.invoice_status, "invoiced")
            self.assertEqual(sum(quote.order_line.mapped("qty_to_invoice")), 0.0)

    def test_campaign_bills_the_subscriptions(self):
        for given, expected, quote, _answer in self.each():
            invoices = self.invoices.filtered(
                lambda move, q=quote, y=given["start"].year: (
                    move.partner_id == q.partner_id and move.invoice_date.year == y
                )
            )
            self.assertEqual(
                sum(invoices.mapped("amount_untaxed")),
                float(expected["billed_by_campaign"]),
            )
