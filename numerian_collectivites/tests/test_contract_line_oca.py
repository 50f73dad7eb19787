# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import BillingCase


@tagged("post_install", "-at_install")
class TestContractLineOca(BillingCase):
    """OCA's own billing and cursor leave campaign contracts alone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.line = cls.make_line()
        cls.contract = cls.line.contract_id

    # The doors by which OCA bills

    def _make_oca_contract(self):
        return self.make_contract({}, generation_type="invoice")

    def test_contract_of_an_authority_is_billed_by_campaign(self):
        self.assertEqual(self.contract.generation_type, "campaign")

    def test_contract_of_a_company_is_billed_by_oca(self):
        partner = self.make_authority("Entreprise", is_local_authority=False)
        contract = self.make_contract({}, partner=partner)
        self.assertEqual(contract.generation_type, "invoice")

    def test_oca_cron_bills_the_other_contracts_only(self):
        other = self._make_oca_contract()
        self.env["contract.contract"].cron_recurring_create_invoice(date(2026, 11, 23))
        self.assertEqual(other.invoice_count, 1)
        self.assertEqual(self.contract.invoice_count, 0)
        self.assertFalse(self.line.last_date_invoiced)

    def test_oca_wizard_finds_the_other_contracts_only(self):
        other = self._make_oca_contract()
        wizard = self.as_user("clerk", "contract.manually.create.invoice").create(
            {"invoice_date": "2026-11-23"}
        )
        found = wizard.contract_to_invoice_ids
        self.assertIn(other, found)
        self.assertNotIn(self.contract, found)
        wizard.create_invoice()
        self.assertEqual(other.invoice_count, 1)
        self.assertEqual(self.contract.invoice_count, 0)

    def test_rpc_bills_no_campaign_contract(self):
        contract = self.as_user("clerk", self.contract)
        self.assertFalse(contract.recurring_create_invoice())
        self.assertFalse(self.line.last_date_invoiced)

    def test_create_invoice_button_is_hidden(self):
        self.assertFalse(self.line.create_invoice_visibility)
        self.assertFalse(self.contract.create_invoice_visibility)

    # The derived next date

    def test_next_date_is_the_first_day_never_billed(self):
        line = self.make_line(date_start="2015-03-10")
        self.assertEqual(line.recurring_next_date, date(2015, 3, 10))
        self.company.billing_start_date = "2026-01-01"
        self.bill(2026, partner_ids=line.partner_id.ids)
        self.assertEqual(line.recurring_next_date, date(2027, 1, 1))

    def test_next_date_skips_the_years_before_odoo(self):
        self.company.billing_start_date = "2026-01-01"
        line = self.make_line(date_start="2015-03-10")
        self.assertEqual(line.recurring_next_date, date(2026, 1, 1))

    def test_next_date_is_empty_when_all_is_billed(self):
        line = self.make_line(date_start="2026-01-01", date_end="2026-12-31")
        self.bill(2026)
        self.assertFalse(line.recurring_next_date)

    def test_line_without_a_next_date_can_be_written(self):
        line = self.make_line(date_start="2026-01-01", date_end="2026-12-31")
        self.bill(2026)
        line.name = "Maintenance 2026"
        # what the web client sends along, and OCA's constraint looks at
        line.recurring_next_date = False
        line._check_recurring_next_date_recurring_invoices()
        self.assertEqual(line.name, "Maintenance 2026")

    def test_next_period_is_civil(self):
        product = self.make_product("Hébergement", billing_period="quarter")
        line = self.make_line(product_id=product.id, date_start="2026-02-10")
        self.assertEqual(line.next_period_date_start, date(2026, 2, 10))
        self.assertEqual(line.next_period_date_end, date(2026, 3, 31))

    def test_next_period_ends_with_the_line(self):
        line = self.make_line(date_start="2026-02-10", date_end="2026-05-20")
        self.assertEqual(line.next_period_date_end, date(2026, 5, 20))

    def test_next_period_follows_what_is_billed(self):
        self.bill(2025)
        self.assertEqual(self.line.next_period_date_start, date(2026, 1, 1))
        self.assertEqual(self.line.next_period_date_end, date(2026, 12, 31))

    def test_next_date_cannot_be_written(self):
        self.line.recurring_next_date = "2030-01-01"
        self.assertEqual(self.line.recurring_next_date, date(2025, 1, 1))

    def test_next_date_given_at_creation_is_derived_all_the_same(self):
        line = self.make_line(recurring_next_date="2030-01-01")
        self.assertEqual(line.recurring_next_date, date(2025, 1, 1))

    def test_start_of_a_line_never_billed_moves_with_its_next_date(self):
        self.line.date_start = "2026-07-01"
        self.assertEqual(self.line.recurring_next_date, date(2026, 7, 1))
        self.line.date_start = "2024-07-01"
        self.assertEqual(self.line.recurring_next_date, date(2024, 7, 1))

    def test_next_date_may_lag_behind_a_start_being_moved(self):
        self.env.cr.execute(
            "UPDATE contract_line SET recurring_next_date = '2024-01-01' WHERE id = %s",
            [self.line.id],
        )
        self.line.invalidate_recordset(["recurring_next_date"])
        self.line._check_recurring_next_date_start_date()

    def test_header_takes_the_earliest_next_date_of_its_lines(self):
        contract = self.make_contract(
            {"date_start": "2026-03-01"}, {"date_start": "2026-09-01"}
        )
        self.assertEqual(contract.recurring_next_date, date(2026, 3, 1))
        contract.contract_line_ids[0].cancel()
        self.assertEqual(contract.recurring_next_date, date(2026, 9, 1))

    def test_header_has_no_next_date_when_all_is_billed(self):
        line = self.make_line(date_start="2026-01-01", date_end="2026-12-31")
        self.assertEqual(line.contract_id.recurring_next_date, date(2026, 1, 1))
        self.bill(2026)
        self.assertFalse(line.contract_id.recurring_next_date)

    # Cancelling

    def test_line_never_billed_is_cancelled_and_comes_back(self):
        self.line.cancel()
        self.assertEqual(self.owed(self.line), {})
        self.line.uncancel("2030-01-01")
        self.assertEqual(self.line.recurring_next_date, date(2025, 1, 1))

    def test_billed_line_cannot_be_cancelled(self):
        self.bill(2025)
        self.assertFalse(self.line.is_cancel_allowed)
        self.assertTrue(self.line.is_stop_allowed)
        with self.assertRaises(ValidationError):
            self.line.cancel()
        self.assertFalse(self.line.is_canceled)
        self.assertEqual(self.owed(self.line, until="2025-12-31"), {})

    # Recurrence and monthly price

    def test_rule_type_follows_the_billing_period(self):
        self.line.billing_period = "quarter"
        self.assertEqual(self.line.recurring_rule_type, "quarterly")

    def test_billing_period_follows_the_rule_type(self):
        line = self.make_line(recurring_rule_type="monthly")
        self.assertEqual(line.billing_period, "month")
        line.recurring_rule_type = "semesterly"
        self.assertEqual(line.billing_period, "half_year")

    def test_monthly_recurring_reads_the_period_of_the_price(self):
        self.line.write({"billing_period": "month", "price_period": "year"})
        self.assertEqual(self.line.monthly_recurring, 100.0)
        self.line.write({"billing_period": "year", "price_period": "month"})
        self.assertEqual(self.line.monthly_recurring, 1200.0)

    # Actions with dates as RPC sends them, and OCA's wizards

    def test_wizards_stop_and_succeed_a_billed_line(self):
        self.bill(2025, 2026)
        wizard = self.as_user("officer", "contract.line.wizard").create(
            {"contract_line_id": self.line.id, "date_end": "2026-06-30"}
        )
        wizard.stop()
        wizard.write({"date_start": "2026-07-01", "date_end": False})
        wizard.plan_successor()
        successor = self.line.successor_contract_line_id
        self.assertEqual(self.owed(self.line), {"2026-01-01": "-600.00"})
        self.assertEqual(self.owed(successor), {"2026-01-01": "600.00"})

    def test_wizard_suspends_a_billed_line(self):
        self.bill(2025, 2026)
        wizard = self.as_user("officer", "contract.line.wizard").create(
            {
                "contract_line_id": self.line.id,
                "date_start": "2026-04-01",
                "date_end": "2026-06-30",
            }
        )
        wizard.stop_plan_successor()
        self.assertEqual(self.owed(self.line), {"2026-01-01": "-900.00"})

    def test_termination_wizard_stops_billed_lines(self):
        self.bill(2025, 2026)
        reason = self.env["contract.terminate.reason"].create({"name": "Dissolution"})
        self.as_user("officer", "contract.contract.terminate").create(
            {
                "contract_id": self.contract.id,
                "terminate_reason_id": reason.id,
                "terminate_date": "2026-06-30",
            }
        ).terminate_contract()
        self.assertEqual(self.owed(self.line), {"2026-01-01": "-600.00"})

    def test_actions_accept_iso_dates(self):
        self.line.stop("2026-06-30")
        successor = self.line.plan_successor("2026-07-01", "2027-06-30", False)
        self.assertEqual(successor.date_start, date(2026, 7, 1))
        self.assertEqual(successor.date_end, date(2027, 6, 30))
        suspended = successor.stop_plan_successor("2026-10-01", "2026-12-31", False)
        self.assertEqual(successor.date_end, date(2026, 9, 30))
        self.assertEqual(suspended.date_start, date(2027, 1, 1))
