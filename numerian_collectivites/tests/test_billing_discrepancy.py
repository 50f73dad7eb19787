# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .discrepancies import DiscrepancyCase


@tagged("post_install", "-at_install")
class TestBillingDiscrepancy(DiscrepancyCase):
    """The errors of the minutes of 7 June 2022, found and corrected to the cent."""

    def test_service_taken_during_the_year_was_not_prorated(self):
        _line, invoice = self.make_brossainc()
        found = self.refresh()
        self.assertEqual(
            self.figures(found), [("not_prorated", 115.0, 345.0, -230.0, "open")]
        )
        self.assertEqual(found.origin_move_ids, invoice)
        self.assertEqual(found.exercice_id.year, 2021)

    def test_credit_note_of_230_is_prepared_and_linked(self):
        _line, invoice = self.make_brossainc()
        found = self.refresh()
        found.action_prepare_credit_notes()
        credit = found.move_ids
        self.assertRecordValues(
            credit,
            [
                {
                    "state": "draft",
                    "move_type": "out_refund",
                    "amount_untaxed": 230.0,
                    "amount_total": 276.0,
                    "reversed_entry_id": invoice.id,
                }
            ],
        )
        self.assertEqual(
            credit.invoice_line_ids.billing_origin_line_id, invoice.invoice_line_ids
        )
        self.assertEqual(self.figures(self.refresh())[0][-1], "prepared")
        credit.action_post()
        self.assertEqual(self.figures(self.refresh())[0][-1], "corrected")

    def test_cancelled_service_billed_four_years_later(self):
        line = self.make_line(
            name="HotSpot Cigale", price_unit=348.0, date_start="2017-05-01"
        )
        self.bill(2021)
        line.stop("2017-06-30")
        found = self.refresh("2021-12-31")
        self.assertEqual(
            self.figures(found),
            [("billed_after_termination", 0.0, 348.0, -348.0, "open")],
        )
        found.action_prepare_credit_notes()
        found.move_ids.action_post()
        self.assertEqual(self.amounts(found.move_ids), ["-348.00"])
        self.assertFalse(self.bill(2022, 2023))

    def test_price_is_that_of_the_invoice_not_that_of_today(self):
        line = self.make_line()
        self.bill(2025)
        line.price_version_ids.create(
            {"contract_line_id": line.id, "date_from": "2026-01-01", "price_unit": 1500}
        )
        line.stop("2025-09-30")
        self.assertEqual(
            self.figures(self.refresh()),
            [("not_prorated", 900.0, 1200.0, -300.0, "open")],
        )

    def test_year_billed_twice_is_found(self):
        line = self.make_line()
        invoice = self.bill(2025)
        second = invoice.copy({"invoice_date": "2025-07-01"})
        second.invoice_line_ids.write(
            {"contract_line_id": line.id, "billing_period_start": "2025-01-01"}
        )
        second.action_post()
        self.assertEqual(
            self.figures(self.refresh()),
            [("billed_twice", 1200.0, 2400.0, -1200.0, "open")],
        )

    def test_year_of_a_campaign_that_forgot_a_service(self):
        self.make_line(partner=self.make_authority("Burzet"))
        self.bill(2024, 2025)
        forgotten = self.make_line(price_unit=120.0)
        found = self.refresh("2026-01-01")
        self.assertEqual(
            self.figures(found), [("never_billed", 120.0, 0.0, 120.0, "open")]
        )
        found.action_prepare_invoices()
        self.assertEqual(self.amounts(found.move_ids), ["120.00"])
        self.assertEqual(self.owed(forgotten, until="2025-12-31"), {})

    def test_what_is_simply_to_bill_this_year_is_no_error(self):
        self.make_line(partner=self.make_authority("Burzet"))
        self.bill(2025)
        self.make_line()
        self.assertFalse(self.refresh())

    def test_credits_of_two_communes_are_two_credit_notes(self):
        lines = self.env["contract.line"]
        for name in ("Brossainc", "Saint-Jacques-d'Atticieux"):
            commune = self.make_authority(name)
            lines |= self.make_line(
                partner=commune, price_unit=345.0, date_start="2021-01-01"
            )
        self.bill(2021)
        for line in lines:
            self.correct(line, date_start="2021-09-01")
        found = self.refresh()
        found.action_prepare_credit_notes()
        self.assertEqual(self.amounts(found.move_ids), ["-230.00", "-230.00"])
        found.move_ids.action_post()
        self.assertEqual(
            found.move_ids.reversed_entry_id.mapped("amount_residual"), [138.0, 138.0]
        )

    def test_prepared_twice_credits_once(self):
        self.make_brossainc()
        found = self.refresh()
        found.action_prepare_credit_notes()
        with self.assertRefused("rien à créditer", UserError):
            found.action_prepare_credit_notes()
        self.assertEqual(len(found.move_ids), 1)

    def test_reader_prepares_nothing(self):
        self.make_brossainc()
        found = self.refresh()
        with self.assertRefused("", AccessError, lambda: found.move_ids):
            self.as_user("reader", found).action_prepare_credit_notes()

    def test_opening_cannot_be_credited_by_a_document(self):
        line = self.make_line(date_start="2024-01-01")
        self.as_user("manager", "numerian.billing.adjustment").create(
            {
                "contract_line_id": line.id,
                "period_start": "2024-01-01",
                "amount": 1200.0,
                "reason": "Ancien logiciel",
            }
        )
        self.correct(line, date_start="2024-07-01")
        found = self.refresh()
        self.assertEqual(found.amount, -600.0)
        with self.assertRefused("ancien logiciel", UserError, lambda: found.state):
            found.action_prepare_credit_notes()
