# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date
from decimal import Decimal

from odoo import Command
from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from ..core.billing_ledger import Billed
from .common import BillingCase


@tagged("post_install", "-at_install")
class TestBillingLedger(BillingCase):
    """The wiring: what the ledger reads; its arithmetic is in tests/unit."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.line = cls.make_line(date_start="2026-01-01")

    def adjust(self, amount, kind="opening", day="2026-01-01"):
        return self.as_user("manager", "numerian.billing.adjustment").create(
            {
                "contract_line_id": self.line.id,
                "period_start": day,
                "amount": amount,
                "kind": kind,
                "reason": "Ancien logiciel",
            }
        )

    def read_billed(self):
        held = self.env["numerian.billing.ledger"]._read_billed(self.line)
        return held.get(self.line.id, {})

    # Documents

    def test_nothing_is_billed_at_first(self):
        self.assertEqual(self.read_billed(), {})
        self.assertEqual(self.owed(self.line), {"2026-01-01": "1200.00"})

    def test_amount_is_excluding_vat(self):
        move = self.bill(2026)
        self.assertEqual(move.amount_total, 1440.0)
        self.assertEqual(
            self.read_billed(), {date(2026, 1, 1): Billed(Decimal(1200), 1)}
        )
        self.assertEqual(self.line.billed_amount, 1200.0)
        self.assertEqual(self.line.last_billed_day, date(2026, 12, 31))

    def test_amount_is_that_of_the_document_as_it_was_edited(self):
        draft = self.bill(2026, auto_post=False)
        draft.invoice_line_ids.price_unit = 1000.0
        self.assertEqual(self.owed(self.line), {"2026-01-01": "200.00"})
        draft.action_post()
        self.assertEqual(self.amounts(self.bill(2026)), ["200.00"])

    def test_line_deleted_from_a_draft_is_owed_again(self):
        draft = self.bill(2026, auto_post=False)
        draft.invoice_line_ids.unlink()
        self.assertEqual(self.owed(self.line), {"2026-01-01": "1200.00"})
        self.assertEqual(self.line.recurring_next_date, date(2026, 1, 1))

    def test_credits_are_deducted_and_numbered(self):
        self.bill(2026)
        self.line.stop("2026-06-30")
        self.bill(2026)
        self.assertEqual(
            self.read_billed(), {date(2026, 1, 1): Billed(Decimal(600), 2)}
        )

    def test_cancelled_documents_do_not_count(self):
        move = self.bill(2026)
        move.button_draft()
        self.assertTrue(self.line.is_billed)
        move.button_cancel()
        self.line.invalidate_recordset()
        self.assertFalse(self.line.is_billed)
        self.assertEqual(self.read_billed(), {})

    def test_amounts_are_in_the_currency_of_the_contract(self):
        dollar = self.env.ref("base.USD")
        dollar.active = True
        self.env["res.currency.rate"].create(
            {
                "currency_id": dollar.id,
                "name": "2020-01-01",
                "rate": 2.0,
                "company_id": self.company.id,
            }
        )
        line = self.make_contract(
            {"date_start": "2026-01-01"}, manual_currency_id=dollar.id
        ).contract_line_ids
        move = self.bill(2026, partner_ids=line.partner_id.ids)
        self.assertEqual(move.currency_id, dollar)
        self.assertEqual(move.amount_untaxed_signed, 600.0)
        self.assertEqual(self.owed(line), {})

    # Adjustments

    def test_opening_counts_as_billed(self):
        self.adjust(1200.0)
        self.assertEqual(self.owed(self.line), {})
        self.assertTrue(self.line.is_billed)
        self.assertEqual(self.line.recurring_next_date, date(2027, 1, 1))

    def test_opening_below_the_due_leaves_the_rest(self):
        self.adjust(1000.0)
        self.assertEqual(self.owed(self.line), {"2026-01-01": "200.00"})

    def test_opening_above_the_due_is_owed_back(self):
        self.adjust(1300.0)
        self.assertEqual(self.owed(self.line), {"2026-01-01": "-100.00"})

    def test_opening_and_documents_add_up(self):
        self.adjust(500.0)
        self.assertEqual(self.amounts(self.bill(2026)), ["700.00"])
        self.assertEqual(
            self.read_billed(), {date(2026, 1, 1): Billed(Decimal(1200), 1)}
        )

    def test_day_of_an_adjustment_is_the_first_of_its_period(self):
        opening = self.adjust(1200.0, day="2026-05-17")
        self.assertEqual(opening.period_start, date(2026, 1, 1))
        opening.period_start = "2027-05-17"
        self.assertEqual(opening.period_start, date(2027, 1, 1))
        self.assertEqual(
            self.owed(self.line, until="2027-12-31"), {"2026-01-01": "1200.00"}
        )

    def test_adjustment_deleted_counts_no_longer(self):
        self.adjust(1200.0).unlink()
        self.assertEqual(self.owed(self.line), {"2026-01-01": "1200.00"})
        self.assertEqual(self.line.recurring_next_date, date(2026, 1, 1))

    def test_write_off_settles_up_to_its_amount(self):
        write_off = self.adjust(500.0, "write_off")
        self.assertEqual(self.owed(self.line), {"2026-01-01": "700.00"})
        write_off.amount = 2000.0
        self.assertEqual(self.owed(self.line), {})

    def test_write_off_is_never_paid_back(self):
        self.adjust(1200.0, "write_off")
        self.line.stop("2026-03-31")
        self.assertEqual(self.owed(self.line), {})

    def test_write_off_does_not_lower_what_is_owed_back(self):
        self.bill(2026)
        self.adjust(500.0, "write_off")
        self.assertEqual(self.owed(self.line), {})
        self.line.stop("2026-06-30")
        self.assertEqual(self.owed(self.line), {"2026-01-01": "-600.00"})

    def test_amount_given_up_below_zero_is_refused(self):
        for kind in ("goodwill", "write_off"):
            with (
                self.subTest(kind),
                self.assertRefused(
                    "Ce qui est abandonné est un montant positif",
                    ValidationError,
                    self.read_billed,
                ),
            ):
                self.adjust(-1.0, kind)

    def test_nothing_is_looked_at_before_billing_in_odoo(self):
        line = self.make_line(date_start="2015-01-01")
        self.company.billing_start_date = "2025-01-01"
        self.assertEqual(
            self.owed(line), {"2025-01-01": "1200.00", "2026-01-01": "1200.00"}
        )

    # Scale

    def _count_queries(self, contracts):
        ledger = self.env["numerian.billing.ledger"]
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        deltas = ledger._get_deltas(contracts, date(2026, 1, 1), date(2026, 12, 31))
        return len(deltas), self.env.cr.sql_log_count - before

    def test_queries_do_not_grow_with_the_lines(self):
        small = self.make_contract(*[{"price_unit": 10.0}] * 5).sudo()
        big = self.make_contract(*[{"price_unit": 10.0}] * 50).sudo()
        self.bill(2026)
        (small | big).contract_line_ids.date_end = "2026-06-30"
        few, queries = self._count_queries(small)
        many, same_queries = self._count_queries(big)
        self.assertEqual((few, many), (5, 50))
        self.assertEqual(same_queries, queries)
        self.assertLessEqual(queries, 7)


@tagged("post_install", "-at_install")
class TestBillingLedgerCompanies(BillingCase):
    """Two syndicates bill the same commune without seeing each other."""

    def test_each_company_bills_its_own_contracts(self):
        other = self._make_company("Autre syndicat")
        self._make_accounting(other)
        partner = self.make_authority(company_id=False)
        line = self.make_line(partner, date_start="2026-01-01")
        env = self.env(context=self.env.context | {"allowed_company_ids": other.ids})
        contract = env["contract.contract"].create(
            {
                "name": "Ailleurs",
                "partner_id": partner.id,
                "line_recurrence": True,
                "company_id": other.id,
                "contract_line_ids": [
                    Command.create(
                        {
                            "name": "Conseil",
                            "price_unit": 500.0,
                            "date_start": "2026-01-01",
                        }
                    )
                ],
            }
        )
        other_line = contract.contract_line_ids
        self.assertEqual(self.amounts(self.bill(2026)), ["1200.00"])
        self.assertEqual(self.owed(line), {})
        self.assertEqual(self.owed(other_line), {"2026-01-01": "500.00"})
        exercice = env["numerian.exercice"]._get_or_create(2026, other)
        self.assertEqual(exercice.company_id, other)
        campaign = env["numerian.billing.campaign"].create(
            {
                "name": "Ailleurs 2026",
                "company_id": other.id,
                "exercice_id": exercice.id,
                "date": "2026-06-30",
            }
        )
        campaign.action_run()
        self.assertRecordValues(
            campaign.move_ids, [{"company_id": other.id, "amount_untaxed": 500.0}]
        )
        self.assertEqual(self.owed(other_line), {})

    def test_exercice_of_another_company_is_refused(self):
        other = self._make_company("Autre syndicat")
        exercice = self.env["numerian.exercice"]._get_or_create(2026, other)
        with self.assertRefused("Syndicat d'essai", UserError):
            self.make_campaign(exercice_id=exercice.id)
