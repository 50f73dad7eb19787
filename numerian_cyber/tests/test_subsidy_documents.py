# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from freezegun import freeze_time

from odoo import Command
from odoo.tests import tagged

from .subsidies import SubsidyCase


@tagged("post_install", "-at_install")
@freeze_time("2022-06-08 10:00:00")
class TestSubsidyDocuments(SubsidyCase):
    """What the quote and the invoice say of the subsidy: never a negative line."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.authority = cls.make_authority("Burzet", staff_count=100)
        cls.quote = cls.make_quote(cls.authority)

    def make_invoice(self, product, day="2022-06-08"):
        invoice = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.authority.id,
                "invoice_date": day,
                "journal_id": self.journal.id,
                "invoice_line_ids": [
                    Command.create(
                        {
                            "product_id": product.id,
                            "quantity": 1.0,
                            "price_unit": 1000.0,
                            "tax_ids": [Command.set(self.tax.ids)],
                        }
                    )
                ],
            }
        )
        invoice.action_post()
        return invoice

    def print_invoice(self, invoice):
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "account.report_invoice", invoice.ids
        )
        return html.decode()

    def test_quote_expects_nothing_until_a_service_is_ticked(self):
        self.assertEqual(self.quote.cyber_subsidy_amount, 0.0)

    def test_quote_counts_the_agents_that_the_authority_declares(self):
        self.tick(self.quote, edr=10)
        self.assertEqual(self.quote.cyber_subsidy_amount, 22.0)
        self.tick(self.quote, vault=50)
        self.assertEqual(self.quote.cyber_subsidy_amount, 11.0)

    def test_quote_says_which_programme_pays_whom(self):
        self.tick(self.quote, edr=10)
        (text,) = self.quote._get_subsidy_texts()
        for part in ("France Relance (ANSSI)", "0,22", "22,00", "à la collectivité"):
            self.assertIn(part, text)
        self.program.payee = "syndicate"
        self.assertIn("au syndicat", self.quote._get_subsidy_texts()[0])

    def test_subsidy_lowers_neither_the_total_nor_the_vat(self):
        self.tick(self.quote, edr=10)
        total, lines = self.quote.amount_total, len(self.quote.order_line)
        self.program.amount_per_unit = 0.0
        self.quote.invalidate_recordset()
        self.assertEqual(self.quote.cyber_subsidy_amount, 0.0)
        self.assertEqual(
            (self.quote.amount_total, len(self.quote.order_line)), (total, lines)
        )

    def test_quote_after_the_deadline_expects_nothing(self):
        self.tick(self.quote, edr=10)
        self.quote.date_order = "2022-07-01 10:00:00"
        self.assertEqual(self.quote.cyber_subsidy_amount, 0.0)

    def test_quote_signed_after_the_deadline_has_to_be_read_again(self):
        self.tick(self.quote, edr=10)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE sale_order SET create_date = '2022-06-08' WHERE id = %s",
            [self.quote.id],
        )
        self.quote.invalidate_recordset()
        shown = self.quote._get_cyber_revision()
        with freeze_time("2022-07-01 08:00:00"):
            self.quote.invalidate_recordset()
            self.assertEqual(self.quote.cyber_subsidy_amount, 0.0)
            self.assertNotEqual(self.quote._get_cyber_revision(), shown)
            self.as_user("officer", self.quote).action_confirm()
        self.assertFalse(self.program.grant_ids)
        self.assertIn("France Relance", "".join(self.quote.message_ids.mapped("body")))

    def test_the_day_of_the_signature_decides(self):
        self.tick(self.quote, edr=10)
        for signed_on, amount in (
            ("2022-06-30 21:59:00", 22.0),  # the last evening in Paris
            ("2022-06-30 22:01:00", 0.0),
        ):
            with self.subTest(signed_on), freeze_time("2022-07-04 08:00:00"):
                self.quote.sudo().write({"state": "sale", "signed_on": signed_on})
                self.assertEqual(self.quote.cyber_subsidy_amount, amount)

    def test_confirmed_quote_estimates_a_grant(self):
        self.tick(self.quote, vault=50)
        self.as_user("officer", self.quote).action_confirm()
        grant = self.program.grant_ids
        self.assertEqual(
            (grant.partner_id, grant.unit_count, grant.estimated_amount),
            (self.authority, 50, 11.0),
        )

    def test_grant_in_hand_is_not_made_twice(self):
        self.tick(self.quote, edr=10)
        grant = self.as_user("officer", "numerian.subsidy.grant").create(
            {"program_id": self.program.id, "partner_id": self.authority.id}
        )
        grant.action_request()
        self.as_user("officer", self.quote).action_confirm()
        self.assertEqual(self.program.grant_ids, grant)

    def test_quotes_confirmed_together_estimate_one_grant(self):
        quotes = self.quote | self.make_quote(self.authority)
        for quote, service in zip(quotes, ("edr", "vault"), strict=True):
            self.tick(quote, **{service: 10})
        self.as_user("officer", quotes).action_confirm()
        self.assertEqual(self.program.grant_ids.partner_id, self.authority)
        self.assertEqual(self.program.grant_count, 1)

    def test_invoice_recalls_an_estimate_while_the_programme_is_open(self):
        grant = self.make_grant_of_authority()
        product = self.env.ref("numerian_cyber.product_edr")
        invoice = self.make_invoice(product, "2022-06-30")
        late = self.make_invoice(product, "2022-07-01")
        with freeze_time("2022-07-15 10:00:00"):
            self.assertEqual(invoice._get_printed_subsidies(), grant)
            self.assertFalse(late._get_printed_subsidies())
        grant.action_request()
        self.assertEqual(late._get_printed_subsidies(), grant)

    def test_invoice_recalls_no_more_than_what_is_left_of_the_envelope(self):
        self.make_grant_of_authority()
        invoice = self.make_invoice(self.env.ref("numerian_cyber.product_edr"))
        other = self.make_grant("Privas", staff=50)
        other.action_request()
        other.action_grant()
        self.program.envelope_amount = 20.0
        text = self.print_invoice(invoice)
        self.assertIn("9,00", text[text.index("France Relance") :])
        self.assertNotIn("22,00", text)
        self.program.envelope_amount = 11.0
        self.assertFalse(invoice._get_printed_subsidies())

    def test_invoice_recalls_the_subsidy_after_its_total(self):
        self.make_grant_of_authority().action_request()
        invoice = self.make_invoice(self.env.ref("numerian_cyber.product_edr"))
        self.assertEqual((invoice.amount_total, invoice.amount_tax), (1200.0, 200.0))
        text = self.print_invoice(invoice)
        self.assertIn("22,00", text)
        self.assertIn("France Relance", text)
        self.assertLess(text.index("o_total_table"), text.index("France Relance"))

    def test_invoice_of_other_services_says_nothing(self):
        self.make_grant_of_authority()
        product = self.env["product.product"].create({"name": "Adhésion"})
        self.assertNotIn(
            "France Relance", self.print_invoice(self.make_invoice(product))
        )

    def test_invoice_does_not_recall_a_refusal(self):
        grant = self.make_grant_of_authority()
        grant.refusal_reason = "Hors délai"
        grant.action_refuse()
        invoice = self.make_invoice(self.env.ref("numerian_cyber.product_edr"))
        self.assertFalse(invoice._get_printed_subsidies())

    def make_grant_of_authority(self):
        return self.as_user("officer", "numerian.subsidy.grant").create(
            {"program_id": self.program.id, "partner_id": self.authority.id}
        )

    def test_queries_do_not_grow_with_the_quotes(self):
        def count(size):
            quotes = self.env["sale.order"].union(
                *(
                    self.make_quote(self.make_authority(f"C{size}-{n}", staff_count=9))
                    for n in range(size)
                )
            )
            quotes.cyber_choice_ids.is_selected = True
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.assertEqual(set(quotes.mapped("cyber_subsidy_amount")), {1.98})
            return self.env.cr.sql_log_count - before

        self.assertEqual(count(3), count(12))
