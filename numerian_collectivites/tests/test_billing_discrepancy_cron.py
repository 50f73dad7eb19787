# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .discrepancies import DiscrepancyCase

SCHEDULED = "odoo.addons.numerian_collectivites.models.scheduled"
TODAY = "2026-11-23"


@tagged("post_install", "-at_install")
class TestBillingDiscrepancyCron(DiscrepancyCase):
    """The scheduled review: each company apart, failures on somebody's desk."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.companies = cls.env["res.company"].search([])
        cls.companies.discrepancy_review_date = TODAY
        cls.broken = cls._make_company("Syndicat en panne")
        cls.review = cls.env["numerian.billing.discrepancy"]
        cls.company.discrepancy_review_date = False

    def run_cron(self, error=None, time_left=float("inf")):
        """Run the scheduled action; the review of the broken company fails."""
        review = type(self.review)
        refresh = review._refresh

        def refresh_or_fail(records, company, until=None):
            found = refresh(records, company, until)
            if error and company == self.broken:
                company.name = "Écrit, puis défait"
                raise error
            return found

        with (
            patch.object(review, "_refresh", refresh_or_fail),
            patch(f"{SCHEDULED}.commit_progress", return_value=time_left),
        ):
            self.review._cron_refresh()

    def get_todos(self):
        todo = "numerian_collectivites.mail_activity_type_review_failed"
        return self.broken.partner_id.activity_search([todo])

    def test_discrepancies_are_found_at_night(self):
        self.make_brossainc()
        self.run_cron()
        found = self.review.search([("company_id", "=", self.company.id)])
        self.assertEqual(
            self.figures(found), [("not_prorated", 115.0, 345.0, -230.0, "open")]
        )
        self.assertEqual(str(self.company.discrepancy_review_date), TODAY)

    @mute_logger(SCHEDULED)
    def test_company_that_fails_stops_no_other(self):
        self.make_brossainc()
        for error in (UserError("Journal <absent>"), ZeroDivisionError("division")):
            self.companies.discrepancy_review_date = TODAY
            self.company.discrepancy_review_date = False
            self.broken.discrepancy_review_date = False
            self.run_cron(error)
            with self.subTest(error):
                self.assertEqual(self.broken.name, "Syndicat en panne")
                self.assertEqual(
                    self.review.search_count([("company_id", "=", self.company.id)]), 1
                )
                self.assertEqual(len(self.get_todos()), 1)
        self.assertIn("ZeroDivisionError", self.get_todos().note)

    def test_reason_is_on_the_desk_of_a_manager_until_it_is_right(self):
        self.users["manager"].company_ids |= self.broken
        self.users["clerk"].company_ids |= self.broken
        self.run_cron(UserError("Journal <absent>"))
        todo = self.get_todos()
        self.assertIn("Journal &lt;absent&gt;", todo.note)
        managers = self.env.ref("numerian_collectivites.group_manager").all_user_ids
        self.assertIn(todo.user_id, managers)
        with freeze_time("2026-11-24"):
            self.run_cron()
        self.assertFalse(self.get_todos())

    def test_review_resumes_where_time_was_up(self):
        self.run_cron(time_left=0)
        done = [bool(c.discrepancy_review_date) for c in (self.company, self.broken)]
        self.assertEqual(sorted(done), [False, True])
        self.run_cron(time_left=0)
        self.assertTrue(self.company.discrepancy_review_date)
        self.assertTrue(self.broken.discrepancy_review_date)

    def test_reviewed_companies_wait_for_the_next_day(self):
        self.run_cron()
        self.make_brossainc()
        self.run_cron()
        domain = [("company_id", "=", self.company.id)]
        self.assertFalse(self.review.search(domain))
        with freeze_time("2026-11-24"):
            self.run_cron()
        self.assertEqual(self.review.search(domain).amount, -230.0)
