# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from unittest.mock import patch

from psycopg2 import errors

from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged

from odoo.addons.numerian_collectivites.models.campaign import (
    numerian_billing_campaign_run as run,
)
from odoo.addons.numerian_collectivites.tests.common import BillingCase
from odoo.addons.queue_job.exception import FailedJobError, RetryableJobError
from odoo.addons.queue_job.job import Job

NO_ACCOUNT = "Pas de compte de produits"


@tagged("post_install", "-at_install")
class TestCampaignJobs(BillingCase):
    """Five communes owe 1 200.00 each; batches of two invoices."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(patch.object(run, "BATCH_SIZE", 2))
        cls.startClassPatcher(patch.object(run, "BACKGROUND_FROM", 2))
        for number in range(5):
            cls.make_line(partner=cls.make_authority(f"Commune {number}"))
        cls.campaign = cls.make_campaign(2025)
        cls.campaign.action_plan()

    def _jobs(self, *states, campaign=None):
        """Return the jobs of a campaign in the order of their batches, closing last."""
        jobs = self.env["queue.job"].search(
            [("billing_campaign_id", "=", (campaign or self.campaign).id)], order="name"
        )
        jobs = jobs.sorted(lambda job: job.method_name == "_finish")
        return jobs.filtered(lambda job: not states or job.state in states)

    def _perform(self, jobs):
        """Do what the controller of queue_job does, without its commits."""
        for record in jobs:
            job = Job.load(self.env, record.uuid)
            job.perform()
            job.set_done()
            job.store()
            self.env.flush_all()
            job.enqueue_waiting()

    def _fail(self, record, error):
        """Do what the controller does with a job that nobody can retry."""
        job = Job.load(self.env, record.uuid)
        vals = {"exc_name": type(error).__name__, "exc_message": str(error)}
        job.set_failed(**vals)
        job.store()
        job.on_fail(vals)

    def _dead_worker(self):
        """The first batch is billed, then the queue loses its jobs."""
        self.campaign.action_launch()
        jobs = self._jobs()
        self._perform(jobs[0])
        jobs[1:].unlink()

    def test_launch_makes_a_job_per_batch_and_one_that_closes(self):
        self.campaign.action_launch()
        self.assertRecordValues(
            self._jobs(),
            [
                {"method_name": "_job_bill", "state": "pending"},
                {"method_name": "_job_bill", "state": "pending"},
                {"method_name": "_job_bill", "state": "pending"},
                {"method_name": "_finish", "state": "wait_dependencies"},
            ],
        )
        self.assertEqual(
            self._jobs().mapped("name"),
            [
                "Campagne 2025 : de Commune 0 à Commune 1 (2)",
                "Campagne 2025 : de Commune 2 à Commune 3 (2)",
                "Campagne 2025 : de Commune 4 à Commune 4 (1)",
                "Clore « Campagne 2025 »",
            ],
        )
        self.assertEqual(self._jobs().user_id, self.users["clerk"])
        self.assertEqual(self.campaign.state, "running")
        self.assertFalse(self.campaign.move_ids)

    def test_jobs_bill_everything_once_and_the_last_one_closes(self):
        self.campaign.action_launch()
        self._perform(self._jobs("pending")[::-1])  # in any order
        self.assertEqual(self.campaign.state, "running")
        self._perform(self._jobs("pending"))
        self.assertEqual(self.campaign.state, "done")
        self.assertEqual(self.amounts(self.campaign.move_ids), ["1200.00"] * 5)
        numbers = sorted(self.campaign.move_ids.mapped("sequence_number"))
        self.assertEqual(numbers, [1, 2, 3, 4, 5])

    def test_job_done_again_does_nothing(self):
        self.campaign.action_launch()
        first = self._jobs()[0]
        self._perform(first | first)
        self._perform(first)
        self.assertEqual(self.amounts(self.campaign.move_ids), ["1200.00"] * 2)

    def test_batch_billed_in_part_is_completed(self):
        self.campaign.action_launch()
        self.campaign._bill_isolated(self.campaign.line_ids.sorted("partner_id")[:1])
        self._perform(self._jobs()[0])
        self.assertEqual(self.amounts(self.campaign.move_ids), ["1200.00"] * 2)

    def test_broken_authority_does_not_stop_the_others(self):
        line_class = type(self.campaign.line_ids)
        prepare = line_class._prepare_documents_vals

        def broken(line, pairs):
            if line.partner_id.name == "Commune 2":
                raise UserError(NO_ACCOUNT)
            return prepare(line, pairs)

        self.campaign.action_launch()
        with patch.object(line_class, "_prepare_documents_vals", broken):
            self._perform(self._jobs("pending"))
        self._perform(self._jobs("pending"))
        self.assertEqual((self.campaign.done_count, self.campaign.error_count), (4, 1))
        failed = self.campaign.line_ids.filtered(lambda line: line.state == "error")
        self.assertEqual(
            (failed.partner_id.name, failed.error), ("Commune 2", NO_ACCOUNT)
        )
        self.assertEqual(self.campaign.state, "done")

    def test_job_that_meets_another_process_is_tried_again(self):
        self.campaign.action_launch()
        job = Job.load(self.env, self._jobs()[0].uuid)
        for error in (errors.SerializationFailure, errors.UniqueViolation):
            with (
                patch.object(type(self.campaign), "_bill_isolated", side_effect=error),
                self.assertRaises(RetryableJobError),
            ):
                job.perform()
        self.assertFalse(self.campaign.move_ids)
        self.assertEqual(job.job_config.retry_pattern[1], (1, 5))
        self.assertEqual(job.channel, "root.numerian")

    def test_job_whose_lines_another_process_holds_is_tried_again(self):
        self.campaign.action_launch()
        line_class = type(self.campaign.line_ids)
        held = patch.object(
            line_class, "try_lock_for_update", lambda lines, **_options: lines[:1]
        )
        with held, self.assertRaises(RetryableJobError):
            Job.load(self.env, self._jobs()[0].uuid).perform()
        self.assertFalse(self.campaign.move_ids)

    def test_job_is_not_tried_for_ever(self):
        self.campaign.action_launch()
        job = Job.load(self.env, self._jobs()[0].uuid)
        job.retry = 19
        conflict = patch.object(
            type(self.campaign),
            "_bill_isolated",
            side_effect=errors.SerializationFailure,
        )
        with conflict, self.assertRaises(FailedJobError):
            job.perform()

    def test_launch_makes_no_second_job_while_jobs_are_at_work(self):
        self.campaign.action_launch()
        before = self._jobs()
        for state in ("pending", "enqueued", "started"):
            before[:3].write({"state": "done"})
            before[0].write({"state": state})
            self.campaign.action_launch()
            self.env["numerian.billing.campaign"]._cron_run_due()
        self.assertEqual(self._jobs(), before)

    def test_small_campaign_runs_at_once(self):
        with patch.object(run, "BACKGROUND_FROM", 6):
            self.campaign.action_launch()
        self.assertEqual((self.campaign.state, self.campaign.done_count), ("done", 5))
        self.assertFalse(self._jobs())

    def test_scheduled_action_makes_jobs_and_does_not_work(self):
        future = self.make_campaign(2026, date="2026-12-01")
        future.action_plan()
        self.env["numerian.billing.campaign"]._cron_run_due()
        self.assertEqual(len(self._jobs("pending")), 3)
        self.assertFalse(self._jobs(campaign=future))
        self.assertEqual(self.campaign.state, "running")
        self.assertFalse(self.campaign.move_ids)

    def test_scheduled_action_replaces_the_jobs_that_were_lost(self):
        self._dead_worker()
        self.env["numerian.billing.campaign"]._cron_run_due()
        self.assertEqual(len(self._jobs("pending")), 2)
        self._perform(self._jobs("pending"))
        self._perform(self._jobs("pending"))
        self.assertEqual(self.campaign.state, "done")
        self.assertEqual(self.amounts(self.campaign.move_ids), ["1200.00"] * 5)

    def test_person_replaces_the_jobs_that_were_lost(self):
        self._dead_worker()
        self.campaign.action_launch()
        self.assertEqual(len(self._jobs("pending")), 2)

    def test_scheduled_action_closes_a_campaign_whose_last_job_was_lost(self):
        self.campaign.action_launch()
        self._perform(self._jobs("pending"))
        self._jobs("pending").unlink()
        self.env["numerian.billing.campaign"]._cron_run_due()
        self.assertEqual(self.campaign.state, "done")

    def test_failed_job_leaves_a_todo_and_is_replaced(self):
        self.campaign.action_launch()
        first, second, third, finish = self._jobs()
        self._perform(first | third)
        self._fail(second, ValueError("Plus de mémoire"))
        todo = self.campaign.activity_ids
        self.assertEqual(todo.summary, "Lot non facturé : reprendre la campagne")
        self.assertIn("Plus de mémoire", todo.note)
        self.assertEqual(todo.user_id, self.users["clerk"])
        self.campaign.action_launch()
        self.assertFalse(self.campaign.activity_ids)
        self.assertEqual((second | finish).mapped("state"), ["cancelled"] * 2)
        self._perform(self._jobs("pending"))
        self._perform(self._jobs("pending"))
        self.assertEqual(self.campaign.state, "done")
        self.assertEqual(self.amounts(self.campaign.move_ids), ["1200.00"] * 5)

    def test_jobs_of_a_cancelled_campaign_do_nothing(self):
        self.campaign.action_launch()
        jobs = self._jobs("pending")
        self.campaign.action_cancel()
        self._perform(jobs)
        self.assertFalse(self.campaign.move_ids)
        self.assertEqual(self.campaign.state, "cancelled")

    def test_jobs_of_a_campaign_planned_again_do_nothing(self):
        self.campaign.action_launch()
        self.campaign.state = "planned"
        self._perform(self._jobs("pending"))
        self.assertFalse(self.campaign.move_ids)

    def test_authority_stays_whole_in_a_batch(self):
        journal = self.journal.copy({"code": "VT2"})
        commune = self.campaign.line_ids.sorted("partner_id")[1].partner_id
        self.make_contract({}, partner=commune, journal_id=journal.id)
        self.campaign.action_plan()
        lines = self.campaign._get_planned_lines()
        batches = self.campaign._get_batches(lines)
        self.assertEqual(
            [batch.partner_id.mapped("name") for batch in batches],
            [["Commune 0"], ["Commune 1"], ["Commune 2", "Commune 3"], ["Commune 4"]],
        )
        self.assertEqual(sum(map(len, batches)), 6)

    def test_manager_of_the_queue_sees_the_jobs_of_a_campaign(self):
        self.campaign.action_launch()
        manager = new_test_user(
            self.env,
            "queue@collectivites.test",
            groups="numerian_collectivites.group_reader,"
            "queue_job.group_queue_job_manager",
            company_id=self.company.id,
        )
        campaign = self.campaign.with_user(manager)
        self.assertEqual(campaign.job_count, 4)
        action = campaign.action_show_jobs()
        found = self.env["queue.job"].with_user(manager).search(action["domain"])
        self.assertEqual(len(found), 4)

    def test_clerk_sees_no_jobs_but_the_form_opens(self):
        view = self.as_user("clerk", self.campaign).get_view(view_type="form")
        self.assertNotIn("job_count", view["arch"])
        self.assertIn("action_launch", view["arch"])
