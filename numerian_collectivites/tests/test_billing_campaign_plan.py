# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .common import BillingCase


@tagged("post_install", "-at_install")
class TestBillingCampaignPlan(BillingCase):
    """What a campaign takes, shown before anything exists."""

    def plan(self, year=2025, **vals):
        campaign = self.make_campaign(year, **vals)
        campaign.action_plan()
        return campaign

    def items(self, campaign):
        return [
            (item.contract_line_id.name, item.use_count, self._to_text(item.amount))
            for item in campaign.line_ids.item_ids
        ]

    def _to_text(self, amount):
        return f"{amount:.6f}".rstrip("0").rstrip(".")

    def test_plan_creates_no_document(self):
        self.make_line(date_start="2025-05-01")
        campaign = self.plan()
        self.assertEqual(campaign.state, "planned")
        self.assertEqual(self.items(campaign), [("Maintenance", 8, "800")])
        self.assertFalse(campaign.move_ids)

    def test_start_on_the_15th_counts_the_whole_month(self):
        self.make_line(date_start="2025-05-15", price_unit=37.0)
        self.assertEqual(self.items(self.plan()), [("Maintenance", 8, "24.67")])

    def test_two_contracts_of_one_authority_make_one_invoice(self):
        commune = self.make_authority()
        self.make_line(partner=commune, name="Cosoluce", price_unit=345.0)
        self.make_line(partner=commune, name="RGPD", price_unit=100.0)
        campaign = self.plan()
        self.assertEqual(campaign.line_ids.mapped("amount"), [445.0])
        self.assertEqual(len(campaign.line_ids.item_ids), 2)

    def test_contracts_paid_otherwise_make_two_invoices(self):
        commune = self.make_authority()
        term = self.env["account.payment.term"].create({"name": "Mandat"})
        self.make_line(partner=commune)
        self.make_contract({}, partner=commune, payment_term_id=term.id)
        self.assertEqual(self.plan().line_ids.mapped("amount"), [1200.0, 1200.0])

    def test_family_bills_its_services_only(self):
        family = self.env["numerian.service.family"].create(
            {"name": "RGPD", "code": "TEST2"}
        )
        self.make_contract(
            {"name": "RGPD", "service_family_id": family.id, "price_unit": 60.0},
            {"name": "Cosoluce", "price_unit": 345.0},
        )
        campaign = self.plan(family_ids=family.ids)
        self.assertEqual(self.items(campaign), [("RGPD", 12, "60")])

    def test_authorities_chosen_are_billed_alone(self):
        chosen = self.make_line(partner=self.make_authority("Burzet"))
        self.make_line(partner=self.make_authority("Brossainc"))
        campaign = self.plan(partner_ids=chosen.commercial_partner_id.ids)
        self.assertEqual(campaign.line_ids.partner_id.name, "Burzet")

    def test_three_missed_months_make_one_invoice(self):
        self.make_line(price_period="month", billing_period="month", price_unit=10.0)
        campaign = self.plan(period_to="2025-03-31")
        self.assertEqual(campaign.line_ids.mapped("amount"), [30.0])
        campaign.action_run()
        self.assertEqual(len(campaign.move_ids), 1)
        self.assertEqual(len(campaign.move_ids.invoice_line_ids), 3)

    def test_years_before_regularise_from_are_left_alone(self):
        self.make_line(date_start="2023-01-01")
        self.assertEqual(len(self.plan().line_ids.item_ids), 1)
        wider = self.plan(regularise_from="2024-01-01")
        self.assertEqual(len(wider.line_ids.item_ids), 2)

    def test_nothing_is_looked_at_before_billing_began_in_odoo(self):
        self.make_line(date_start="2023-01-01")
        self.company.billing_start_date = "2025-01-01"
        campaign = self.plan(regularise_from="2023-01-01")
        self.assertEqual(len(campaign.line_ids.item_ids), 1)

    def test_credit_of_an_earlier_exercice_never_enters_a_campaign(self):
        line = self.make_line()
        self.bill(2025)
        self.correct(line, date_start="2025-09-01")
        campaign = self.plan(2026, regularise_from="2025-01-01")
        self.assertEqual(self.items(campaign), [("Maintenance", 12, "1200")])

    def test_small_sum_waits_then_is_billed_once(self):
        self.make_line(price_unit=8.0)
        march = self.plan(minimum_amount=15.0)
        self.assertEqual(march.line_ids.state, "deferred")
        march.action_run()
        self.assertFalse(march.move_ids)
        october = self.plan(minimum_amount=15.0, is_last=True)
        october.action_run()
        self.assertEqual(self.amounts(october.move_ids), ["8.00"])
        self.assertFalse(self.plan(minimum_amount=15.0, is_last=True).line_ids)

    def test_plan_again_replaces_the_plan(self):
        line = self.make_line()
        campaign = self.plan()
        line.write({"price_unit": 600.0})
        campaign.action_plan()
        self.assertEqual(campaign.line_ids.mapped("amount"), [600.0])

    def test_queries_of_a_plan_do_not_grow_with_the_contracts(self):
        for number in range(3):
            self.make_line(partner=self.make_authority(f"Commune {number}"))
        self._count_plan_queries()  # the rules of the user are read once
        few = self._count_plan_queries()
        for number in range(30):
            self.make_line(partner=self.make_authority(f"Village {number}"))
        self.assertEqual(self._count_plan_queries(), few)

    def _count_plan_queries(self):
        campaign = self.make_campaign(2025)
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        campaign.action_plan()
        self.env.flush_all()
        queries = self.env.cr.sql_log_count - before
        campaign.unlink()
        return queries

    def test_closed_books_refuse_the_plan(self):
        self.make_line()
        self.company.sudo().sale_lock_date = "2025-12-31"
        campaign = self.make_campaign(2025)
        with self.assertRefused("comptes sont clos", UserError, lambda: campaign.state):
            campaign.action_plan()

    def test_regularise_from_after_the_periods_is_refused(self):
        with self.assertRefused("rien ne pourrait être facturé", ValidationError):
            self.make_campaign(2025, regularise_from="2026-02-01")

    def test_minimum_below_zero_is_refused(self):
        with self.assertRefused("montant minimum", ValidationError):
            self.make_campaign(2025, minimum_amount=-1.0)

    def test_campaign_with_invoices_is_not_deleted(self):
        self.make_line()
        campaign = self.plan()
        campaign.action_run()
        with self.assertRefused("annulez-la", UserError, lambda: campaign.exists()):
            campaign.unlink()
