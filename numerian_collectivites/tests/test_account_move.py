# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date

from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..models.campaign.numerian_billing_campaign_run import SLOT_INDEX
from .common import BillingCase


@tagged("post_install", "-at_install")
class TestAccountMove(BillingCase):
    """Credit notes of two communes at 1 200.00 a year, 1 440.00 with VAT."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.line = cls.make_line(date_start="2025-01-01")
        cls.other_line = cls.make_line(
            cls.make_authority("Burzet"), date_start="2025-01-01"
        )
        cls.move, cls.other_move = cls.as_user("clerk", cls.bill(2025)).sorted("id")

    def make_credit(self, move, amount):
        credit = self.reverse(move, billing_effect="rebill")
        credit.invoice_line_ids.price_unit = amount
        return credit

    # Links

    def test_reversal_keeps_the_link(self):
        credit = self.reverse(self.move)
        self.assertRecordValues(
            credit.invoice_line_ids,
            [
                {
                    "contract_line_id": self.line.id,
                    "billing_period_start": date(2025, 1, 1),
                    "billing_origin_line_id": self.move.invoice_line_ids.id,
                    "start_date": date(2025, 1, 1),
                    "end_date": date(2025, 12, 31),
                }
            ],
        )

    def test_copy_keeps_nothing(self):
        self.assertRecordValues(
            self.move.copy().invoice_line_ids,
            [
                {
                    "contract_line_id": False,
                    "billing_period_start": False,
                    "billing_seq": 0,
                    "billing_origin_line_id": False,
                }
            ],
        )

    def test_copy_is_no_document_of_the_campaign(self):
        copy = self.move.copy()
        self.assertTrue(self.move.billing_campaign_id)
        self.assertFalse(copy.billing_campaign_id)
        self.assertFalse(copy.billing_campaign_line_id)

    # Never more than what remains

    def test_credit_above_what_was_billed_is_refused(self):
        credit = self.make_credit(self.move, 1200.01)
        with self.assertRefused(
            "L'avoir dépasse ce qui a été facturé sur « Maintenance",
            UserError,
            lambda: (credit.state, credit.name, self.move.amount_residual),
        ):
            credit.action_post()
        credit.invoice_line_ids.price_unit = 1200.0
        credit.action_post()
        self.assertEqual(credit.state, "posted")

    def test_second_credit_above_what_remains_is_refused(self):
        self.make_credit(self.move, 1000.0).action_post()
        second = self.make_credit(self.move, 200.01)
        with self.assertRefused(
            "0,01", UserError, lambda: (second.state, self.move.amount_residual)
        ):
            second.action_post()

    def test_two_credits_posted_together_above_what_remains_are_refused(self):
        credits = self.make_credit(self.move, 700.0) | self.make_credit(
            self.move, 700.0
        )
        with self.assertRefused("200,00", UserError, lambda: credits.mapped("state")):
            credits.action_post()

    def test_credits_up_to_what_remains_are_posted(self):
        credits = self.make_credit(self.move, 700.0) | self.make_credit(
            self.move, 500.0
        )
        credits.action_post()
        self.assertEqual(credits.mapped("state"), ["posted", "posted"])
        self.assertEqual(self.move.amount_residual, 0.0)

    def test_credit_cancelled_can_be_made_again(self):
        credit = self.make_credit(self.move, 1200.0)
        credit.button_cancel()
        again = self.make_credit(self.move, 1200.0)
        again.action_post()
        self.assertEqual(again.state, "posted")

    # Reconciliation

    def test_credits_of_two_customers_posted_together_keep_apart(self):
        first = self.make_credit(self.move, 100.0)
        second = self.make_credit(self.move, 200.0)
        other = self.make_credit(self.other_move, 50.0)
        (first | second | other).action_post()
        self.assertEqual(self.move.amount_residual, 1080.0)
        self.assertEqual(self.other_move.amount_residual, 1380.0)
        for credit in first | second | other:
            self.assertEqual(credit.payment_state, "paid")
            reconciled = credit.line_ids.matched_debit_ids.debit_move_id.move_id
            self.assertEqual(reconciled, credit.reversed_entry_id)

    def test_credit_lowers_an_unpaid_invoice(self):
        self.line.stop("2025-09-30")
        credit = self.bill(2025)
        self.assertEqual(credit.amount_total, 360.0)
        self.assertEqual(credit.amount_residual, 0.0)
        self.assertEqual(self.move.amount_residual, 1080.0)
        self.assertEqual(self.move.payment_state, "partial")

    def test_credit_on_a_paid_invoice_stays_open(self):
        self.pay(self.move)
        self.assertEqual(self.move.amount_residual, 0.0)
        self.line.stop("2025-09-30")
        credit = self.bill(2025)
        self.assertRecordValues(
            credit,
            [
                {
                    "reversed_entry_id": self.move.id,
                    "state": "posted",
                    "payment_state": "not_paid",
                    "amount_residual": 360.0,
                }
            ],
        )

    # Credits say what was billed

    def test_credit_takes_account_and_taxes_of_its_origin(self):
        income = self.move.invoice_line_ids.account_id
        self.product.property_account_income_id = self.accounts["other_income"]
        self.product.taxes_id = False
        self.tax.active = False
        self.line.stop("2025-09-30")
        credit_line = self.bill(2025).invoice_line_ids
        self.assertEqual(credit_line.account_id, income)
        self.assertEqual(credit_line.tax_ids, self.tax)
        self.assertEqual(credit_line.price_unit, 300.0)
        self.assertEqual(credit_line.move_id.amount_tax, 60.0)

    def test_credit_of_a_closed_year_is_dated_today(self):
        self.company.fiscalyear_lock_date = "2025-12-31"
        self.correct(self.line, date_start="2025-09-01")
        discrepancies = self.as_user("clerk", "numerian.billing.discrepancy")
        discrepancies._refresh(self.company)
        discrepancies.search([("contract_line_id", "=", self.line.id)])[
            :1
        ].action_prepare_credit_notes()
        credit = self.move.reversal_move_ids
        credit.action_post()
        self.assertRecordValues(
            credit,
            [
                {
                    "invoice_date": date(2026, 11, 23),
                    "date": date(2026, 11, 23),
                    "amount_untaxed": 800.0,
                    "reversed_entry_id": self.move.id,
                    "payment_state": "paid",
                }
            ],
        )
        self.assertEqual(self.move.amount_residual, 480.0)
        self.assertEqual(self.owed(self.line, until="2025-12-31"), {})

    def test_invoice_of_a_closed_year_does_not_change(self):
        self.company.fiscalyear_lock_date = "2025-12-31"
        with self.assertRefused(
            "", UserError, lambda: (self.move.state, self.owed(self.line))
        ):
            self.move.button_draft()

    # The index

    def _bill_by_hand(self, seq):
        """Write the slot of the invoice once more, as a second process would."""
        copy = self.move.copy()
        copy.invoice_line_ids.write(
            {
                "contract_line_id": self.line.id,
                "billing_period_start": "2025-01-01",
                "billing_seq": seq,
            }
        )
        self.env.flush_all()
        return copy

    @mute_logger("odoo.sql_db")
    def test_slot_is_billed_once_by_the_same_plan(self):
        with self.assertRefused(SLOT_INDEX, IntegrityError) as caught:
            self._bill_by_hand(1)
        # The name by which a campaign knows that another process was faster.
        self.assertEqual(caught.exception.diag.constraint_name, SLOT_INDEX)
        self.assertEqual(self.line.billed_amount, 1200.0)

    def test_slot_takes_a_complement(self):
        self._bill_by_hand(2)
        self.line.invalidate_recordset()
        self.assertEqual(self.line.billed_amount, 2400.0)

    def test_slot_of_a_cancelled_invoice_is_free(self):
        self.move.button_draft()
        self.move.button_cancel()
        self._bill_by_hand(1)
        self.line.invalidate_recordset()
        self.assertEqual(self.line.billed_amount, 1200.0)

    def test_lines_without_a_slot_are_free(self):
        credits = self.make_credit(self.move, 1.0) | self.make_credit(self.move, 2.0)
        self.assertEqual(credits.invoice_line_ids.mapped("billing_seq"), [0, 0])
