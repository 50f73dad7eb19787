# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import tagged

from .common import CyberCase


@tagged("post_install", "-at_install")
class TestQuote(CyberCase):
    """A quote of cybersecurity services, as the officer and the authority make it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.commune = cls.make_authority(
            staff_count=12,
            mailbox_count=10,
            workstation_count=20,
            server_count=2,
            mobile_account_count=3,
        )

    def test_a_new_quote_has_every_service_with_the_counts_of_the_authority(self):
        quote = self.make_quote(self.commune)
        rows = [
            (c.service_id.code, c.is_selected, c.quantity)
            for c in quote.cyber_choice_ids
        ]
        self.assertEqual(
            rows,
            [
                ("MIB", False, 10),
                ("COFFRE", False, 12),
                ("EDR", False, 22),
                ("PVD", False, 3),
            ],
        )
        self.assertFalse(quote.order_line)

    def test_ticks_make_the_lines_and_the_totals(self):
        quote = self.make_quote(self.commune)
        answer = self.tick(quote, edr=22)
        self.assertEqual(answer["errors"], {})
        self.assertEqual(quote.order_line.mapped("product_uom_qty"), [22])
        # 22 x 4.00 x 4 months
        self.assertEqual(quote.amount_untaxed, 352.00)
        self.assertEqual(quote.cyber_month_amount, 88.00)
        self.assertEqual(quote.cyber_year1_amount, 352.00)
        self.assertEqual(quote.cyber_year2_amount, 1056.00)
        self.assertEqual(quote.amount_total, quote.cyber_year1_amount_incl_vat)

    def test_signed_quote_becomes_a_contract(self):
        quote = self.make_quote(self.commune)
        self.tick(quote, vault=12, theft=3)
        quote.action_confirm()
        contract = quote.cyber_contract_id
        self.assertEqual(contract.generation_type, "campaign")
        self.assertRecordValues(
            contract.contract_line_ids,
            [
                {"quantity": 12, "price_unit": 0.8, "price_period": "month"},
                {"quantity": 3, "price_unit": 3.6, "price_period": "month"},
            ],
        )
        second = self.make_quote(self.commune, start="2023-01-01")
        self.tick(second, vault=20)
        self.assertEqual(self.choice(second, "vault").held_quantity, 12)
        self.assertEqual(
            self.choice(second, "vault").effect_text,
            "Amends: 12 → 20 from 01/01/2023",
        )
        second.action_confirm()
        self.assertEqual(
            contract.contract_line_ids[0].price_version_ids.mapped("quantity"), [12, 20]
        )

    def test_quote_prints(self):
        quote = self.make_quote(self.commune)
        self.tick(quote, vault=12, theft=3)
        html, _type = self.env["ir.actions.report"]._render_qweb_html(
            "sale.action_report_saleorder", quote.ids
        )
        self.assertIn("Coffre-fort", html.decode())
