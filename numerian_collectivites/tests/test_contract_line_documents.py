# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from psycopg2 import IntegrityError

from odoo import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import BillingCase


@tagged("post_install", "-at_install")
class TestContractLineDocuments(BillingCase):
    """What people do to the documents of a line at 1 200.00 a year, posted for 2026."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.line = cls.make_line(date_start="2026-01-01")
        cls.move = cls.as_user("clerk", cls.bill(2026))

    # Drafts and cancellations

    def test_draft_deleted_is_billed_again(self):
        self.bill(2027, auto_post=False).with_user(self.users["clerk"]).unlink()
        self.assertEqual(
            self.owed(self.line, until="2027-12-31"), {"2027-01-01": "1200.00"}
        )
        self.assertEqual(self.line.recurring_next_date.isoformat(), "2027-01-01")
        self.assertEqual(self.amounts(self.bill(2027)), ["1200.00"])

    def test_draft_counts_as_billed(self):
        self.bill(2027, auto_post=False)
        self.assertEqual(self.owed(self.line, until="2027-12-31"), {})
        self.assertEqual(self.line.recurring_next_date.isoformat(), "2028-01-01")

    def test_invoice_cancelled_is_billed_again(self):
        self._cancel()
        self.assertEqual(self.owed(self.line), {"2026-01-01": "1200.00"})
        self.assertEqual(self.line.recurring_next_date.isoformat(), "2026-01-01")
        self.assertEqual(self.amounts(self.bill(2026)), ["1200.00"])

    def test_invoice_reset_to_draft_counts_as_billed(self):
        self.move.button_draft()
        self.assertEqual(self.owed(self.line), {})
        self.assertFalse(self.bill(2026))

    @mute_logger("odoo.sql_db")
    def test_cancelled_invoice_billed_again_does_not_come_back(self):
        self._cancel()
        self.bill(2026)
        with self.assertRefused("billing_slot_uniq", IntegrityError):
            self.move.button_draft()
            self.env.flush_all()
        self.assertEqual(self.move.state, "cancel")
        self.assertEqual(self.owed(self.line), {})

    def _cancel(self):
        self.move.button_draft()
        self.move.button_cancel()

    # Copies and credit notes made by hand

    def test_duplicate_of_an_invoice_bills_no_period(self):
        copy = self.move.copy()
        self.assertEqual(copy.amount_untaxed, 1200.0)
        self.assertFalse(copy.invoice_line_ids.contract_line_id)
        self.assertFalse(copy.invoice_line_ids.billing_period_start)
        self.assertEqual(self.owed(self.line), {})

    def test_goodwill_credit_is_not_billed_again(self):
        credit = self.reverse(self.move, billing_effect="goodwill", reason="Panne")
        credit.action_post()
        self.assertEqual(self.owed(self.line), {})
        self.assertFalse(self.bill(2026))
        self.assertRecordValues(
            self.line.adjustment_ids.sudo(),
            [
                {
                    "kind": "goodwill",
                    "amount": 1200.0,
                    "reason": "Panne",
                    "move_line_id": credit.invoice_line_ids.id,
                }
            ],
        )

    def test_goodwill_draft_deleted_leaves_nothing(self):
        credit = self.reverse(self.move, billing_effect="goodwill")
        credit.unlink()
        self.assertFalse(self.line.adjustment_ids)
        self.assertEqual(self.owed(self.line), {})

    def test_goodwill_credit_cancelled_no_longer_counts(self):
        credit = self.reverse(self.move, billing_effect="goodwill")
        credit.button_cancel()
        self.assertEqual(self.owed(self.line), {})

    def test_goodwill_gives_up_what_its_credit_says(self):
        credit = self.reverse(self.move, billing_effect="goodwill")
        credit.invoice_line_ids.price_unit = 200.0
        self.assertEqual(self.line.adjustment_ids.sudo().amount, 200.0)
        self.assertEqual(self.owed(self.line), {})
        credit.invoice_line_ids = [
            Command.update(credit.invoice_line_ids.id, {"price_unit": 300.0})
        ]
        self.assertEqual(self.line.adjustment_ids.sudo().amount, 300.0)
        credit.action_post()
        self.assertEqual(self.owed(self.line), {})
        self.correct(self.line, price_unit=1500.0)
        self.assertEqual(self.owed(self.line), {"2026-01-01": "300.00"})

    def test_favour_stays_a_favour_when_the_service_stops(self):
        credit = self.reverse(self.move, billing_effect="goodwill")
        credit.invoice_line_ids.price_unit = 200.0
        credit.action_post()
        self.line.stop("2026-09-30")
        self.assertEqual(self.owed(self.line), {"2026-01-01": "-300.00"})

    def test_correction_credit_is_billed_again(self):
        self.reverse(self.move, billing_effect="rebill").action_post()
        self.assertFalse(self.line.adjustment_ids)
        self.assertEqual(self.owed(self.line), {"2026-01-01": "1200.00"})
        self.assertEqual(self.amounts(self.bill(2026)), ["1200.00"])

    def test_invoice_reversed_and_made_again_bills_its_period(self):
        redone = self.reverse(self.move, "modify_moves")
        self.assertEqual(redone.move_type, "out_invoice")
        self.assertEqual(redone.invoice_line_ids.contract_line_id, self.line.sudo())
        self.assertFalse(redone.invoice_line_ids.billing_origin_line_id)
        self.assertFalse(self.line.adjustment_ids)
        self.assertEqual(self.owed(self.line), {})
        redone.button_cancel()
        self.assertEqual(self.owed(self.line), {"2026-01-01": "1200.00"})

    # Deletions

    @mute_logger("odoo.sql_db")
    def test_contract_with_invoices_cannot_be_deleted(self):
        contract = self.line.contract_id
        with self.assertRefused("account_move_line_contract_line_id", IntegrityError):
            contract.unlink()
            self.env.flush_all()
        self.assertTrue(contract.exists())
        self.assertEqual(self.move.invoice_line_ids.contract_line_id, self.line)

    def test_contract_never_billed_can_be_deleted(self):
        contract = self.make_line().contract_id
        contract.unlink()
        self.assertFalse(contract.exists())
