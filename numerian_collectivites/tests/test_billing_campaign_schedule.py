# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from unittest.mock import patch

from odoo.tests import tagged

from ..models.campaign import numerian_billing_campaign_run as run
from .common import BillingCase


@tagged("post_install", "-at_install")
class TestBillingCampaignSchedule(BillingCase):
    """What the scheduled action runs, resumes, and leaves to a person."""

    def test_scheduled_action_runs_planned_campaigns_of_the_past(self):
        self.make_communes(2)
        planned, draft = self.make_campaign(2025), self.make_campaign(2025)
        planned.action_plan()
        future = self.make_campaign(2026, date="2026-12-01")
        future.action_plan()
        self.env["numerian.billing.campaign"]._cron_run_due()
        self.assertEqual(planned.state, "done")
        self.assertEqual((draft.state, future.state), ("draft", "planned"))
        self.assertEqual(len(planned.move_ids), 2)

    def test_interrupted_campaign_goes_on(self):
        self.make_communes(3)
        campaign = self.make_campaign(2025)
        campaign.action_plan()
        campaign._start()
        campaign._bill_isolated(campaign.line_ids[:1])  # then the worker dies
        self.env["numerian.billing.campaign"]._cron_run_due()
        self.assertEqual(campaign.state, "done")
        self.assertEqual(self.amounts(campaign.move_ids), ["1200.00"] * 3)

    def test_campaign_launched_before_its_day_goes_on(self):
        self.make_communes(2)
        campaign = self.make_campaign(2026, date="2026-12-01")
        campaign.action_plan()
        with patch.object(run, "BACKGROUND_FROM", 2):
            campaign.action_launch()
        self.assertEqual((campaign.state, campaign.move_count), ("running", 0))
        self.env["numerian.billing.campaign"]._cron_run_due()
        self.assertEqual((campaign.state, campaign.move_count), ("done", 2))

    def test_scheduled_action_does_not_begin_again_for_what_waits_for_a_person(self):
        closed = self.make_campaign(2025)
        self.make_line()
        closed.action_plan()
        self.company.sudo().sale_lock_date = "2025-12-31"
        commit = patch.object(type(closed), "_commit_batch", autospec=True)
        with commit as commit_batch:
            self.env["numerian.billing.campaign"]._cron_run_due()
        remaining = [call.kwargs.get("remaining") for call in commit_batch.mock_calls]
        self.assertEqual(remaining, [1, 0])

    def test_campaign_that_cannot_start_does_not_stop_the_others(self):
        self.make_communes(1)
        closed, good = self.make_campaign(2025), self.make_campaign(2026)
        (closed | good).action_plan()
        self.company.sudo().sale_lock_date = "2025-12-31"
        for _day in range(2):
            self.env["numerian.billing.campaign"]._cron_run_due()
        self.assertEqual((closed.state, good.state), ("planned", "done"))
        self.assertEqual(len(closed.activity_ids), 1)
        self.assertIn("comptes sont clos", closed.activity_ids.note)
