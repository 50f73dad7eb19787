# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import BillingCase


@tagged("post_install", "-at_install")
@freeze_time("2026-11-23")
class TestContractImportOca(BillingCase):
    """A database that OCA's cron billed until now moves over to campaigns."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.authority = cls.make_authority()

    def make_oca(self, code="OCA-1", recurrence=True, line=None, **vals):
        return self.env["contract.contract"].create(
            {
                "name": "Maintenance",
                "code": code,
                "partner_id": self.authority.id,
                "company_id": self.company.id,
                "generation_type": "invoice",
                "line_recurrence": recurrence,
                "contract_line_ids": [
                    Command.create(
                        {
                            "product_id": self.product.id,
                            "name": "Maintenance",
                            "quantity": 2.0,
                            "specific_price": 30.0,
                            "automatic_price": False,
                            "date_start": "2026-01-01",
                            "recurring_next_date": "2026-01-01",
                            "recurring_rule_type": "quarterly",
                        }
                        | (line or {})
                    )
                ],
            }
            | vals
        )

    def run_import(self, **vals):
        record = self.as_user("manager", "numerian.contract.import").create(
            {"name": "Passage", "company_id": self.company.id, "source": "oca"} | vals
        )
        record.action_import()
        return record

    def test_what_oca_billed_counts_as_billed(self):
        contract = self.make_oca()
        contract.recurring_create_invoice()  # the first quarter
        line = contract.contract_line_ids
        self.assertEqual(line.last_date_invoiced.isoformat(), "2026-03-31")
        record = self.run_import()
        self.assertEqual((record.state, record.done_count), ("done", 1))
        self.assertRecordValues(
            line, [{"billing_period": "quarter", "price_period": "year"}]
        )
        self.assertEqual(contract.generation_type, "campaign")
        self.assertFalse(line.last_date_invoiced)
        # 2 x 30 a quarter, the first one billed
        self.assertEqual(
            self.owed(line),
            {"2026-04-01": "60.00", "2026-07-01": "60.00", "2026-10-01": "60.00"},
        )
        self.assertEqual(self.amounts(self.bill(2026)), ["180.00"])

    def test_a_period_that_is_not_civil(self):
        contract = self.make_oca(
            line={
                "date_start": "2025-10-01",
                "recurring_next_date": "2025-10-01",
                "recurring_rule_type": "yearly",
                "specific_price": 600.0,
                "quantity": 1.0,
            }
        )
        contract.recurring_create_invoice()  # until 30 September 2026
        self.run_import()
        # 2025: 3 months of 600, billed; 2026: 9 months billed, 3 months due
        self.assertEqual(
            self.owed(contract.contract_line_ids), {"2026-01-01": "150.00"}
        )

    def test_a_contract_whose_dates_are_on_its_head(self):
        contract = self.make_oca(
            recurrence=False,
            date_start="2026-01-01",
            recurring_next_date="2026-01-01",
        )
        contract.recurring_rule_type = "monthly"  # of its lines too
        self.run_import()
        self.assertTrue(contract.line_recurrence)
        line = contract.contract_line_ids
        self.assertEqual(line.date_start.isoformat(), "2026-01-01")
        self.assertEqual(len(self.owed(line)), 12)

    def test_moved_once(self):
        self.make_oca()
        self.run_import()
        with self.assertRefused("rien à reprendre", UserError, lambda: None):
            self.run_import()

    def test_what_no_campaign_bills_stays_as_it_is(self):
        weekly = self.make_oca(line={"recurring_rule_type": "weekly"})
        two_years = self.make_oca(
            "OCA-2", line={"recurring_rule_type": "yearly", "recurring_interval": 2}
        )
        good = self.make_oca("OCA-3")
        record = self.run_import(only_good=True)
        self.assertEqual(
            {line.reference: line.status for line in record.line_ids},
            {"OCA-1": "terms", "OCA-2": "terms", "OCA-3": "done"},
        )
        self.assertEqual(
            [c.generation_type for c in (weekly, two_years, good)],
            ["invoice", "invoice", "campaign"],
        )

    def test_suppliers_and_others_are_not_looked_at(self):
        self.make_oca(contract_type="purchase")
        self.make_oca(partner_id=self.env["res.partner"].create({"name": "X"}).id)
        with self.assertRefused("rien à reprendre", UserError, lambda: None):
            self.run_import()
