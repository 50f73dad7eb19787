# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import BillingCase


@tagged("post_install", "-at_install")
class TestBillingComparison(BillingCase):
    """This exercice against the same periods of the year before."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.burzet = cls.make_authority("Burzet")

    def compare(self, **vals):
        campaign = self.make_campaign(2026, **vals)
        campaign.action_plan()
        return campaign

    def get_rows(self, campaign):
        """Return ``[(authority, status, previous, current, difference)]``."""
        return [
            (
                row.partner_id.name,
                row.status,
                row.previous_amount,
                row.current_amount,
                row.difference,
            )
            for row in campaign.comparison_ids
        ]

    def test_same_amount(self):
        self.make_line(partner=self.burzet)
        self.bill(2025)
        self.assertEqual(
            self.get_rows(self.compare()), [("Burzet", "same", 1200.0, 1200.0, 0.0)]
        )

    def test_prorated_year_then_a_whole_one_has_changed(self):
        self.make_line(partner=self.burzet, date_start="2025-09-01", price_unit=345.0)
        self.bill(2025)
        campaign = self.compare()
        self.assertEqual(
            self.get_rows(campaign), [("Burzet", "changed", 115.0, 345.0, 230.0)]
        )
        self.assertEqual(campaign.comparison_ids.change_rate, 2.0)
        self.assertEqual((campaign.missing_count, campaign.changed_count), (0, 1))

    def test_stopped_service_is_missing_and_says_when_it_ended(self):
        self.make_line(partner=self.burzet, date_end="2025-12-31")
        self.bill(2025)
        campaign = self.compare()
        self.assertEqual(
            self.get_rows(campaign), [("Burzet", "missing", 1200.0, 0.0, -1200.0)]
        )
        self.assertEqual(str(campaign.comparison_ids.service_end), "2025-12-31")
        self.assertEqual(campaign.missing_count, 1)

    def test_new_service(self):
        self.make_line(partner=self.burzet, date_start="2026-01-01")
        self.assertEqual(
            self.get_rows(self.compare()), [("Burzet", "new", 0.0, 1200.0, 1200.0)]
        )

    def test_excluded_authority_is_missing(self):
        self.make_line(partner=self.burzet)
        self.bill(2025)
        campaign = self.compare()
        campaign.line_ids._exclude("Fusion")
        campaign.action_show_comparison()
        self.assertEqual(
            self.get_rows(campaign), [("Burzet", "missing", 1200.0, 0.0, -1200.0)]
        )

    def test_what_is_billed_replaces_what_was_planned(self):
        self.make_line(partner=self.burzet)
        self.bill(2025)
        campaign = self.compare()
        self.assertEqual(campaign.comparison_ids.planned_amount, 1200.0)
        campaign.action_run()
        campaign.action_show_comparison()
        self.assertRecordValues(
            campaign.comparison_ids,
            [{"planned_amount": 0.0, "billed_amount": 1200.0, "status": "same"}],
        )

    def test_credits_and_openings_count_and_write_offs_do_not(self):
        line = self.make_line(partner=self.burzet)
        self.bill(2025)
        line.stop("2025-03-31")
        self.bill(2025)  # credits 900.00
        other = self.make_line(partner=self.make_authority("Annonay"))
        adjustments = self.as_user("manager", "numerian.billing.adjustment")
        for kind, amount in (("opening", 500.0), ("write_off", 700.0)):
            adjustments.create(
                {
                    "contract_line_id": other.id,
                    "period_start": "2025-01-01",
                    "amount": amount,
                    "kind": kind,
                    "reason": "Reprise",
                }
            )
        self.assertEqual(
            self.get_rows(self.compare()),
            [
                ("Burzet", "missing", 300.0, 0.0, -300.0),
                ("Annonay", "changed", 500.0, 1200.0, 700.0),
            ],
        )

    def test_cancelled_invoice_counts_for_nothing(self):
        self.make_line(partner=self.burzet)
        move = self.bill(2025, auto_post=False)
        move.button_cancel()
        self.assertEqual(self.get_rows(self.compare())[0][1], "new")

    def test_months_are_compared_with_the_same_months(self):
        self.make_line(
            partner=self.burzet,
            price_period="month",
            billing_period="month",
            price_unit=10.0,
        )
        self.bill(2025)  # 120.00, of which 30.00 until March
        self.assertEqual(
            self.get_rows(self.compare(period_to="2026-03-31")),
            [("Burzet", "same", 30.0, 30.0, 0.0)],
        )

    def test_scope_of_the_campaign_bounds_the_comparison(self):
        family = self.env["numerian.service.family"].create(
            {"name": "RGPD", "code": "TEST2"}
        )
        self.make_contract(
            {"price_unit": 60.0, "service_family_id": family.id},
            {"price_unit": 345.0},
            partner=self.burzet,
        )
        self.make_line(partner=self.make_authority("Annonay"))
        self.bill(2025)
        by_family = self.compare(family_ids=family.ids)
        self.assertEqual(
            self.get_rows(by_family), [("Burzet", "same", 60.0, 60.0, 0.0)]
        )
        by_authority = self.compare(partner_ids=self.burzet.ids)
        self.assertEqual(
            {row.partner_id for row in by_authority.comparison_ids}, {self.burzet}
        )

    def test_missing_come_first(self):
        self.make_line(partner=self.make_authority("Annonay"))
        self.make_line(partner=self.burzet, date_end="2025-12-31")
        self.make_line(partner=self.make_authority("Privas"), date_start="2026-05-01")
        self.bill(2025)
        self.assertEqual(
            [row[1] for row in self.get_rows(self.compare())],
            ["missing", "new", "same"],
        )

    def test_drill_down_to_the_lines(self):
        line = self.make_line(partner=self.burzet)
        self.make_line(partner=self.make_authority("Annonay"))
        moves = self.bill(2025)
        campaign = self.compare()
        row = campaign.comparison_ids.filtered(
            lambda row: row.partner_id == self.burzet
        )
        services = row.action_show_contract_lines()
        self.assertEqual(
            self.env[services["res_model"]].search(services["domain"]).ids, line.ids
        )
        documents = row.action_show_invoice_lines()
        found = self.env[documents["res_model"]].search(documents["domain"])
        self.assertEqual(
            found, moves.invoice_line_ids.filtered(lambda m: m.contract_line_id == line)
        )

    def test_reader_compares_but_changes_nothing(self):
        self.make_line(partner=self.burzet)
        campaign = self.as_user("reader", self.compare())
        campaign.action_show_comparison()
        self.assertEqual(campaign.comparison_ids.status, "new")
        with self.assertRefused("", AccessError):
            campaign.comparison_ids.write({"status": "same"})

    def test_queries_do_not_grow_with_the_authorities(self):
        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            campaign.action_show_comparison()
            return self.env.cr.sql_log_count - before

        self.make_line(partner=self.burzet)
        campaign = self.compare()
        count()
        few = count()
        for number in range(20):
            self.make_line(partner=self.make_authority(f"Village {number}"))
        campaign.action_plan()
        self.assertEqual(len(campaign.comparison_ids), 21)
        self.assertEqual(count(), few)
