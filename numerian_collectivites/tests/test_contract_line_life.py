# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from freezegun import freeze_time

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .common import BillingCase


@tagged("post_install", "-at_install")
class TestContractLineLife(BillingCase):
    """OCA's actions on a line at 1 200.00 a year whose 2025 and 2026 are posted."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.line = cls.make_line()
        cls.moves = cls.bill(2025, 2026)

    def test_nothing_is_owed_once_billed(self):
        self.assertEqual(self.amounts(self.moves), ["1200.00", "1200.00"])
        self.assertEqual(self.owed(self.line), {})

    # Stop

    def test_stop_in_the_past_owes_the_months_back(self):
        self.line.stop("2026-03-31")
        self.assertEqual(self.line.state, "closed")
        self.assertEqual(self.owed(self.line), {"2026-01-01": "-900.00"})

    def test_stop_in_the_past_is_credited_by_the_next_campaign(self):
        self.line.stop("2026-03-31")
        credit = self.bill(2026)
        self.assertRecordValues(
            credit,
            [
                {
                    "move_type": "out_refund",
                    "state": "posted",
                    "amount_untaxed": 900.0,
                    "amount_tax": 180.0,
                    "reversed_entry_id": self.moves[1].id,
                }
            ],
        )
        self.assertEqual(self.owed(self.line), {})
        self.assertFalse(self.bill(2026))

    def test_stop_in_a_started_month_owes_that_month(self):
        self.line.stop("2026-12-15")
        self.assertEqual(self.owed(self.line), {})

    def test_stop_on_the_last_day_of_the_year_owes_nothing_back(self):
        self.line.stop("2025-12-31")
        self.assertEqual(self.owed(self.line), {"2026-01-01": "-1200.00"})

    def test_stop_on_the_first_day_owes_one_month(self):
        self.line.stop("2025-01-01")
        self.assertEqual(
            self.owed(self.line),
            {"2025-01-01": "-1100.00", "2026-01-01": "-1200.00"},
        )

    def test_stop_of_a_billed_line_before_its_start_is_refused(self):
        with self.assertRefused(
            "Maintenance est déjà facturé et commence après le 31/12/2024",
            ValidationError,
            lambda: (self.line.date_end, self.line.is_canceled, self.owed(self.line)),
        ):
            self.line.stop("2024-12-31")

    def test_stop_before_its_start_cancels_a_line_never_billed(self):
        line = self.make_line(date_start="2027-01-01")
        line.stop("2026-12-31")
        self.assertTrue(line.is_canceled)
        self.assertFalse(line.recurring_next_date)
        self.assertEqual(self.owed(line, until="2027-12-31"), {})

    def test_second_stop_at_a_later_date_is_ignored(self):
        self.line.stop("2026-06-30")
        self.line.stop("2026-09-30")
        self.assertEqual(self.line.date_end.isoformat(), "2026-06-30")
        self.assertEqual(self.owed(self.line), {"2026-01-01": "-600.00"})

    def test_second_stop_at_an_earlier_date_owes_more_back(self):
        self.line.stop("2026-09-30")
        self.line.stop("2026-06-30")
        self.assertEqual(self.owed(self.line), {"2026-01-01": "-600.00"})

    def test_manager_corrects_the_end_to_a_later_date(self):
        self.line.stop("2026-06-30")
        self.correct(self.line, date_end="2026-09-30")
        self.assertEqual(self.owed(self.line), {"2026-01-01": "-300.00"})

    def test_line_opened_again_is_billed_again(self):
        self.line.stop("2026-03-31")
        self.bill(2026)
        self.line.date_end = False
        self.assertEqual(self.owed(self.line), {"2026-01-01": "900.00"})
        self.assertEqual(self.amounts(self.bill(2026)), ["900.00"])

    # Successors

    def test_successor_at_another_price(self):
        self.line.stop("2026-06-30")
        successor = self.line.plan_successor("2026-07-01", False, False)
        successor.price_unit = 1500.0
        self.assertEqual(self.owed(self.line), {"2026-01-01": "-600.00"})
        self.assertEqual(
            self.owed(successor, until="2027-12-31"),
            {"2026-01-01": "750.00", "2027-01-01": "1500.00"},
        )

    def test_month_shared_with_a_successor_counts_once(self):
        self.line.stop("2026-06-15")
        successor = self.line.plan_successor("2026-06-16", False, False)
        successor.price_unit = 1500.0
        self.assertEqual(self.owed(self.line), {"2026-01-01": "-600.00"})
        self.assertEqual(self.owed(successor), {"2026-01-01": "750.00"})

    def test_successor_keeps_the_prices_but_not_the_documents(self):
        self.as_user("officer", "numerian.contract.line.price").create(
            {
                "contract_line_id": self.line.id,
                "date_from": "2027-01-01",
                "price_unit": 1260.0,
            }
        )
        self.line.stop("2026-12-31")
        successor = self.line.plan_successor("2027-01-01", False, False)
        self.assertEqual(
            self.owed(successor, until="2027-12-31"), {"2027-01-01": "1260.00"}
        )
        self.assertFalse(successor.is_billed)
        self.assertEqual(len(self.line.price_version_ids), 2)

    @freeze_time("2026-12-05")
    def test_tacit_renewal_extends_the_line(self):
        line = self._make_renewed_line()
        self.env["contract.line"].cron_renew_contract_line()
        self.assertEqual(line.date_end.isoformat(), "2027-12-31")
        self.assertEqual(self.owed(line, until="2027-12-31"), {"2027-01-01": "1200.00"})

    def test_tacit_renewal_waits_for_the_notice_date(self):
        line = self._make_renewed_line()  # notice: 30 November 2026
        self.env["contract.line"].cron_renew_contract_line()
        self.assertEqual(line.date_end.isoformat(), "2026-12-31")
        self.assertEqual(self.owed(line, until="2027-12-31"), {})

    @freeze_time("2026-12-05")
    def test_tacit_renewal_by_a_new_line(self):
        self.company.create_new_line_at_contract_line_renew = True
        line = self._make_renewed_line()
        self.env["contract.line"].cron_renew_contract_line()
        successor = line.successor_contract_line_id
        self.assertEqual(line.date_end.isoformat(), "2026-12-31")
        self.assertEqual(self.owed(line, until="2027-12-31"), {})
        self.assertEqual(
            self.owed(successor, until="2027-12-31"), {"2027-01-01": "1200.00"}
        )
        with freeze_time("2027-01-01"):
            line.invalidate_recordset(["state"])
            self.assertEqual(line.state, "closed")

    def _make_renewed_line(self):
        line = self.make_line(
            date_start="2026-01-01",
            date_end="2026-12-31",
            is_auto_renew=True,
            auto_renew_interval=1,
            auto_renew_rule_type="yearly",
            termination_notice_interval=1,
            termination_notice_rule_type="monthly",
        )
        self.bill(2026)
        return line

    # Suspensions

    def test_suspension_owes_the_months_before_and_after(self):
        successor = self.line.stop_plan_successor("2026-04-01", "2026-06-30", False)
        self.assertEqual(self.line.date_end.isoformat(), "2026-03-31")
        self.assertEqual(successor.date_start.isoformat(), "2026-07-01")
        self.assertEqual(self.owed(self.line), {"2026-01-01": "-900.00"})
        self.assertEqual(self.owed(successor), {"2026-01-01": "600.00"})

    def test_suspension_delays_a_billed_line_that_starts_in_it(self):
        line = self.make_line(date_start="2026-05-01")
        self.assertEqual(self.amounts(self.bill(2026)), ["800.00"])
        line.stop_plan_successor("2026-04-01", "2026-06-30", False)
        self.assertEqual(line.date_start.isoformat(), "2026-07-01")
        self.assertEqual(self.owed(line), {"2026-01-01": "-200.00"})

    # Contracts

    def test_termination_owes_back_what_follows_in_every_year(self):
        self._terminate("2025-06-30")
        self.assertEqual(
            self.owed(self.line), {"2025-01-01": "-600.00", "2026-01-01": "-1200.00"}
        )

    def test_termination_cancelled_leaves_the_lines_stopped(self):
        self._terminate("2026-06-30")
        self.line.contract_id.action_cancel_contract_termination()
        self.assertFalse(self.line.contract_id.is_terminated)
        self.assertEqual(self.line.date_end.isoformat(), "2026-06-30")
        self.assertEqual(self.owed(self.line), {"2026-01-01": "-600.00"})

    def _terminate(self, day):
        reason = self.env["contract.terminate.reason"].create({"name": "Dissolution"})
        self.line.contract_id._terminate_contract(reason, "Fusion", day)

    def test_archived_contract_is_not_billed(self):
        self.line.contract_id.active = False
        with self.assertRaises(UserError):  # nothing else is in the scope
            self.bill(2027)

    def test_contract_out_of_the_archive_owes_no_arrears(self):
        self.line.contract_id.active = False
        with self.assertRaises(UserError):
            self.bill(2027)
        self.line.contract_id.active = True
        moves = self.bill(2028)
        self.assertEqual(self.amounts(moves), ["1200.00"])
        self.assertEqual(
            moves.invoice_line_ids.billing_period_start.isoformat(), "2028-01-01"
        )
