# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import CyberCase


@tagged("post_install", "-at_install")
@freeze_time("2022-12-31")
class TestQuoteContract(CyberCase):
    """A signed quote becomes a contract; a later one amends it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.commune = cls.make_authority(staff_count=12)
        cls.quote = cls.sign(cls.commune, vault=12, theft=3)
        cls.contract = cls.quote.cyber_contract_id
        cls.vault, cls.theft = cls.contract.contract_line_ids

    def read_terms(self):
        """What a refusal must leave as it was."""
        return [
            (v.date_from, v.quantity, v.price_unit)
            for v in self.contract.contract_line_ids.price_version_ids
        ]

    # Born once

    def test_contract_of_a_signed_quote(self):
        self.assertRecordValues(
            self.contract,
            [
                {
                    "name": "Services de cybersécurité - Commune d'essai",
                    "generation_type": "campaign",
                    "partner_id": self.commune.id,
                    "cyber_order_id": self.quote.id,
                }
            ],
        )
        terms = {
            "price_period": "month",
            "billing_period": "year",
            "date_start": date(2022, 9, 1),
            "date_end": date(2025, 8, 31),
            "is_auto_renew": True,
            "service_family_id": self.env.ref(
                "numerian_collectivites.service_family_cyber"
            ).id,
        }
        self.assertRecordValues(
            self.contract.contract_line_ids,
            [
                {"quantity": 12.0, "price_unit": 0.8} | terms,
                {"quantity": 3.0, "price_unit": 3.6} | terms,
            ],
        )

    def test_without_commitment_there_is_no_end(self):
        quote = self.make_quote(
            self.make_authority("Sans engagement"), cyber_commitment_months=0
        )
        self.tick(quote, vault=2)
        quote.action_confirm()
        line = quote.cyber_contract_id.contract_line_ids
        self.assertRecordValues(line, [{"date_end": False, "is_auto_renew": False}])

    def test_second_confirmation_is_refused(self):
        with self.assertRefused("confirmation", UserError):
            self.quote.action_confirm()
        with self.assertRefused("est déjà sous contrat", UserError):
            self.quote._create_cyber_commitments()
        self.assertEqual(self.quote.cyber_contract_ids, self.contract)

    def test_signed_quote_is_not_cancelled(self):
        with self.assertRefused("est signé et sous contrat", UserError):
            self.quote._action_cancel()
        self.assertEqual(self.quote.state, "sale")

    def test_signed_quote_takes_no_choice(self):
        choice = self.choice(self.quote, "vault")
        with self.assertRefused("ne prend plus de choix", UserError, self.read_terms):
            choice.quantity = 20
        with self.assertRefused("suivent les cases cochées", UserError):
            self.quote.order_line[0].product_uom_qty = 20

    # Billed once

    def test_campaign_bills_the_months_and_the_order_what_is_paid_once(self):
        invoice = self.bill(2022)
        lines = invoice.invoice_line_ids.filtered(
            lambda ln: ln.display_type == "product"
        )
        self.assertEqual(lines.mapped("price_subtotal"), [38.40, 43.20])
        self.assertIn("4 mois", lines[0].name)
        self.assertFalse(self.bill(2022))
        one_off = self.quote._create_invoices()
        self.assertEqual(
            one_off.invoice_line_ids.mapped("price_subtotal"), [270.00, 390.00]
        )
        total = invoice.amount_total + one_off.amount_total
        self.assertEqual(total, self.quote.amount_total)
        with self.assertRefused("", UserError):
            self.quote._create_invoices()
        self.assertEqual(self.quote.invoice_status, "invoiced")

    def test_down_payment_is_refused(self):
        wizard = (
            self.as_user("officer", "sale.advance.payment.inv")
            .with_context(active_ids=self.quote.ids, active_model="sale.order")
            .create({"advance_payment_method": "percentage", "amount": 50})
        )
        with self.assertRefused("pas d'acompte", UserError):
            wizard.create_invoices()
        self.assertFalse(self.quote.invoice_ids)

    # Amended later

    def make_amendment(self, start="2023-01-01", **quantities):
        quote = self.make_quote(self.commune, start=start)
        self.tick(quote, **quantities)
        return quote

    def test_new_quote_shows_then_amends(self):
        quote = self.make_amendment(vault=20)
        choice = self.choice(quote, "vault")
        self.assertEqual(choice.held_quantity, 12)
        self.assertEqual(
            choice.effect_text, "Modifie : 12 → 20 à compter du 01/01/2023"
        )
        quote.action_confirm()
        self.assertFalse(quote.cyber_contract_id)
        self.assertRecordValues(
            self.vault.price_version_ids,
            [
                {"date_from": date(2022, 9, 1), "quantity": 12.0},
                {"date_from": date(2023, 1, 1), "quantity": 20.0},
            ],
        )
        version = self.vault.price_version_ids[1]
        self.assertEqual(version.cyber_order_id, quote)
        self.assertIn("12 → 20", version.amendment_id.description)
        self.assertEqual(self.bill(2023).amount_untaxed, 321.60)  # 192.00 + 129.60

    def test_amendment_keeps_a_price_of_later(self):
        self.as_user("contracts", "numerian.contract.line.price").create(
            {
                "contract_line_id": self.vault.id,
                "date_from": "2023-07-01",
                "quantity": 12,
                "price_unit": 0.9,
            }
        )
        self.make_amendment(vault=20).action_confirm()
        self.assertEqual(
            [
                (v.quantity, v.price_unit)
                for v in self.vault.price_version_ids.sorted("date_from")
            ],
            [(12.0, 0.8), (20.0, 0.8), (20.0, 0.9)],
        )

    def test_more_units_in_months_already_billed_make_a_complement(self):
        self.bill(2022)
        self.make_amendment(start="2022-11-01", vault=20).action_confirm()
        complement = self.bill(2022)
        self.assertEqual(complement.amount_untaxed, 12.80)  # 8 x 0.80 x 2 months

    def test_fewer_units_in_months_already_billed_are_refused(self):
        self.bill(2022)
        quote = self.make_amendment(start="2022-11-01", vault=5)
        with self.assertRefused(
            "facturé jusqu'au 31/12/2022", UserError, self.read_terms
        ):
            quote.action_confirm()
        quote.cyber_start_date = "2023-01-01"
        quote.action_confirm()
        self.assertEqual(self.vault.price_version_ids[-1].quantity, 5)

    def test_what_is_held_is_counted_again_before_the_signature(self):
        late = self.make_amendment(vault=30)
        self.make_amendment(vault=20).action_confirm()
        with self.assertRefused("a changé depuis le devis", UserError):
            late.action_confirm()
        late.action_update_prices()
        late.action_confirm()
        self.assertEqual(self.vault.price_version_ids[-1].quantity, 30)

    def test_same_quantity_changes_nothing_and_adds_the_new_service(self):
        self.commune.membership_since = "2020-01-01"
        quote = self.make_amendment(vault=12, mib=8)
        self.assertEqual(self.choice(quote, "vault").effect_text, "Inchangé")
        quote.action_confirm()
        self.assertEqual(len(self.vault.price_version_ids), 1)
        self.assertEqual(quote.cyber_contract_id.contract_line_ids.quantity, 8)

    def test_held_service_counts_as_the_one_needed(self):
        quote = self.make_quote(self.commune, start="2023-01-01")
        self.assertEqual(self.tick(quote, theft=5)["errors"], {})
        licences = quote.order_line.filtered(lambda ln: ln.cyber_kind == "licence")
        self.assertEqual(licences.mapped("product_uom_qty"), [2.0, 2.0])

    def test_amending_quote_is_not_cancelled(self):
        quote = self.make_amendment(vault=20)
        quote.action_confirm()
        with self.assertRefused("est signé et sous contrat", UserError):
            quote._action_cancel()
