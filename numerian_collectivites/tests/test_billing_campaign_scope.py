# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import BillingCase


@tagged("post_install", "-at_install")
class TestBillingCampaignScope(BillingCase):
    """What earlier campaigns left: late contracts, small sums."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.gdpr, cls.hosting = cls.env["numerian.service.family"].create(
            [
                {"name": "RGPD", "code": "SCOPE1"},
                {"name": "Hébergement", "code": "SCOPE2"},
            ]
        )
        cls.burzet = cls.make_authority("Burzet")
        cls.privas = cls.make_authority("Privas")

    def service(self, family, partner=None, price=1200.0, start="2025-01-01", **vals):
        return self.make_line(
            partner=partner or self.burzet,
            name=family.name,
            service_family_id=family.id,
            price_unit=price,
            date_start=start,
            **vals,
        )

    def monthly(self, partner=None, price=10.0, **vals):
        return self.service(
            self.hosting,
            partner,
            price,
            billing_period="month",
            price_period="month",
            **vals,
        )

    def campaign(self, day, *families, **vals):
        return self.make_campaign(
            2025, date=day, family_ids=[family.id for family in families], **vals
        )

    def run_on(self, day, *families, **vals):
        campaign = self.campaign(day, *families, **vals)
        campaign.action_run()
        return campaign

    def billed(self, campaign):
        return [
            (move.partner_id.name, amount)
            for move in campaign.move_ids.sorted(lambda move: move.partner_id.name)
            for amount in self.amounts(move)
        ]

    # Late starts

    def test_contract_signed_after_its_campaign_is_billed_by_the_late_one(self):
        self.service(self.gdpr)
        may = self.run_on("2025-05-12", self.gdpr)
        self.assertEqual(self.billed(may), [("Burzet", "1200.00")])
        self.service(self.gdpr, self.privas, start="2025-09-01")
        october = self.run_on("2025-10-06", include_late=True)
        self.assertEqual(self.billed(october), [("Privas", "400.00")])
        self.assertEqual(self.amounts(self.run_on("2025-11-03").move_ids), [])

    def test_late_campaign_bills_nothing_of_families_without_a_campaign(self):
        self._bill_gdpr_of_privas()
        self.service(self.hosting, self.privas)
        late = self.run_on("2025-10-06", include_late=True)
        self.assertEqual(self.billed(late), [])

    def _bill_gdpr_of_privas(self):
        """The GDPR campaign of May, for Privas alone."""
        self.service(self.gdpr, self.privas)
        self.run_on("2025-05-12", self.gdpr, partner_ids=self.privas.ids)

    def test_late_campaign_never_bills_months_in_advance(self):
        self.monthly(self.privas)
        for day in ("2025-01-31", "2025-02-28"):
            self.run_on(day, self.hosting, period_to=day)
        self.monthly(start="2025-02-01")
        late = self.run_on("2025-03-10", include_late=True)
        self.assertEqual(self.billed(late), [("Burzet", "10.00")])

    def test_late_campaign_with_a_family_bills_both(self):
        self.service(self.gdpr, price=500.0)
        self.run_on("2025-05-12", self.gdpr)
        self.service(self.gdpr, self.privas, price=500.0)
        self.service(self.hosting, price=60.0)
        october = self.run_on("2025-10-06", self.hosting, include_late=True)
        self.assertEqual(
            self.billed(october), [("Burzet", "60.00"), ("Privas", "500.00")]
        )

    def test_late_campaign_leaves_out_cancelled_and_later_campaigns(self):
        self.service(self.gdpr)
        self.service(self.hosting)
        self.campaign("2025-05-12", self.gdpr).action_cancel()
        self.campaign("2025-11-12", self.gdpr)
        self.campaign("2025-05-12", self.hosting)
        october = self.run_on("2025-10-06", include_late=True)
        items = october.line_ids.item_ids
        self.assertEqual(items.service_family_id, self.hosting)

    def test_late_campaign_keeps_to_the_authorities_of_the_earlier_one(self):
        self._bill_gdpr_of_privas()
        self.service(self.gdpr, self.burzet)
        late = self.service(self.gdpr, self.privas, price=24.0, start="2025-07-01")
        october = self.run_on("2025-10-06", include_late=True)
        self.assertEqual(self.billed(october), [("Privas", "12.00")])
        self.assertEqual(self.owed(late), {"2026-01-01": "24.00"})

    def test_campaign_planned_ahead_looks_again_at_what_is_late(self):
        self.service(self.gdpr)
        may = self.campaign("2025-05-12", self.gdpr)
        october = self.campaign("2025-10-06", include_late=True)
        (may | october).action_plan()
        self.assertEqual(october.pending_ids, may)
        self.assertFalse(may.pending_ids)
        self.service(self.gdpr, self.privas, start="2025-09-01")
        self.env["numerian.billing.campaign"]._cron_run_due()
        self.assertEqual(self.billed(may), [("Burzet", "1200.00")])
        self.assertEqual(self.billed(october), [("Privas", "400.00")])
        self.assertEqual(october.line_ids.partner_id, self.privas)

    def test_last_campaign_bills_what_all_the_others_left(self):
        self.service(self.gdpr)
        self.monthly()
        self.run_on("2025-05-12", self.gdpr)
        self.service(self.gdpr, self.privas, start="2025-12-01")
        last = self.run_on("2025-12-15", self.hosting, is_last=True)
        self.assertEqual(
            self.billed(last), [("Burzet", "120.00"), ("Privas", "100.00")]
        )

    # Small sums

    def test_small_sum_is_carried_by_the_next_campaign_that_reaches_the_minimum(self):
        self.service(self.gdpr, price=8.0)
        self.monthly(price=7.0)
        may = self.run_on("2025-05-12", self.gdpr, minimum_amount=15.0)
        self.assertEqual(may.line_ids.state, "deferred")
        june = self.run_on(
            "2025-06-30", self.hosting, period_to="2025-01-31", minimum_amount=15.0
        )
        self.assertEqual(june.line_ids.mapped("amount"), [15.0])
        self.assertEqual(self.billed(june), [("Burzet", "15.00")])
        july = self.run_on(
            "2025-07-31", self.hosting, period_to="2025-03-31", minimum_amount=14.0
        )
        self.assertEqual(self.billed(july), [("Burzet", "14.00")])

    def test_small_sum_below_the_minimum_goes_on_waiting_for_the_last_campaign(self):
        self.service(self.gdpr, price=8.0)
        self.monthly(self.privas)
        self.run_on("2025-05-12", self.gdpr, minimum_amount=15.0)
        june = self.run_on("2025-06-30", self.hosting, period_to="2025-06-30")
        self.assertEqual(self.billed(june), [("Privas", "60.00")])
        self.assertEqual(june.line_ids.partner_id, self.privas)
        last = self.run_on(
            "2025-12-15", self.hosting, minimum_amount=15.0, is_last=True
        )
        self.assertEqual(self.billed(last), [("Burzet", "8.00"), ("Privas", "60.00")])
        again = self.run_on("2025-12-16", self.gdpr, is_last=True)
        self.assertEqual(self.billed(again), [])

    def test_small_sums_of_two_campaigns_add_up(self):
        self.service(self.gdpr, price=8.0)
        self.monthly(price=4.0)
        self.run_on("2025-05-12", self.gdpr, minimum_amount=15.0)
        june = {"period_to": "2025-01-31", "minimum_amount": 15.0}
        self.assertFalse(self.run_on("2025-06-30", self.hosting, **june).move_ids)
        july = {"period_to": "2025-02-28", "minimum_amount": 15.0}
        july = self.run_on("2025-07-31", self.hosting, **july)
        self.assertEqual(self.billed(july), [("Burzet", "16.00")])

    def test_small_sum_of_an_authority_carries_nothing_of_another(self):
        self.service(self.gdpr, price=8.0)
        self.run_on("2025-05-12", self.gdpr, minimum_amount=15.0)
        self.service(self.gdpr, self.privas)  # late: not for an ordinary campaign
        self.monthly()
        self.monthly(self.privas)
        june = self.run_on("2025-06-30", self.hosting, period_to="2025-06-30")
        self.assertEqual(self.billed(june), [("Burzet", "68.00"), ("Privas", "60.00")])

    # Warnings and refusals

    def test_scope_without_a_contract_is_refused(self):
        self.service(self.gdpr)
        campaign = self.campaign("2025-05-12", self.hosting)
        with self.assertRefused(
            "aucun contrat dans le périmètre. Choisissez des familles ou des "
            "collectivités",
            UserError,
            lambda: campaign.state,
        ):
            campaign.action_plan()

    def test_campaign_that_bills_the_same_is_named(self):
        may = self.campaign("2025-05-12", self.gdpr)
        bis = self.campaign("2025-06-12", self.gdpr, self.hosting)
        self.assertEqual(bis.double_ids, may)
        self.assertFalse(may.double_ids)
        self.assertEqual(bis.action_show_doubles()["res_id"], may.id)
        may.action_cancel()
        bis.invalidate_recordset(["double_ids"])
        self.assertFalse(bis.double_ids)

    def test_months_one_after_the_other_are_no_double(self):
        self.campaign("2025-03-31", self.hosting, period_to="2025-03-31")
        april = self.campaign("2025-04-30", self.hosting, period_to="2025-04-30")
        late = self.campaign("2025-10-06", include_late=True)
        self.assertFalse(april.double_ids | late.double_ids)

    def test_queries_of_a_late_plan_do_not_grow(self):
        self.service(self.gdpr)
        self.run_on("2025-05-12", self.gdpr)
        for number in range(2):
            self.service(self.gdpr, self.make_authority(f"Commune {number}"))
        self._count_plan_queries()  # the rules of the user are read once
        few = self._count_plan_queries()
        for number in range(20):
            self.service(self.gdpr, self.make_authority(f"Village {number}"))
        self.campaign("2025-06-12", self.gdpr)
        self.assertEqual(self._count_plan_queries(), few)

    def _count_plan_queries(self):
        campaign = self.campaign("2025-10-06", include_late=True)
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        campaign.action_plan()
        self.env.flush_all()
        queries = self.env.cr.sql_log_count - before
        campaign.unlink()
        return queries
