# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

from odoo.addons.numerian_collectivites.models.campaign import (
    numerian_billing_campaign_run as run,
)
from odoo.addons.queue_job.delay import group
from odoo.addons.queue_job.job import (
    CANCELLED,
    ENQUEUED,
    FAILED,
    PENDING,
    STARTED,
    WAIT_DEPENDENCIES,
)

AT_WORK = (PENDING, ENQUEUED, STARTED)
LEFT_BEHIND = (FAILED, WAIT_DEPENDENCIES)  # once no job is at work any more
MAX_RETRIES = 20  # of one batch, after others changed the same records
JOB_GROUP = "queue_job.group_queue_job_manager"


class NumerianBillingCampaign(models.Model):
    """In the background a campaign is worked at by jobs, of any worker on any host."""

    _inherit = "numerian.billing.campaign"

    job_ids = fields.One2many(
        "queue.job", "billing_campaign_id", readonly=True, groups=JOB_GROUP
    )
    job_count = fields.Integer(
        compute="_compute_job_count", string="Jobs", groups=JOB_GROUP
    )

    def _compute_job_count(self):
        for campaign in self:
            campaign.job_count = len(campaign.job_ids)

    def action_show_jobs(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "queue_job.action_queue_job"
        )
        domain = [("billing_campaign_id", "=", self.id)]
        return action | {"domain": domain, "context": {}}

    def _run_in_background(self):
        self._enqueue()

    def _run_unattended(self):
        """Hand the campaign over to jobs: that takes no time."""

        def hand_over():
            self._enqueue()
            self._commit_batch()

        self._retrying(hand_over)
        return True

    def _enqueue(self):
        """Create one job per batch, and one that closes the campaign after them.

        Nothing to do while jobs are at work. Else some may have died or failed: what is
        still planned gets new ones.
        """
        self.ensure_one()
        # Clerks launch campaigns, they do not read the queue.
        jobs = self.sudo().job_ids
        if jobs.filtered(lambda job: job.state in AT_WORK):
            return
        self._cancel_jobs(jobs.filtered(lambda job: job.state in LEFT_BEHIND))
        lines = self._get_planned_lines()
        if lines:
            bill = [batch._delay_bill() for batch in self._get_batches(lines)]
            group(*bill).on_done(self._delay_finish()).delay()
        else:
            self._finish()

    def _cancel_jobs(self, jobs):
        """Set aside the jobs that others replace, and the to-do that they left."""
        if jobs:
            jobs._change_job_state(CANCELLED)
            self.activity_unlink(["mail.mail_activity_data_todo"])

    def _get_batches(self, lines):
        """Cut lines into batches; an authority stays whole.

        Two jobs that post documents of one authority change the same records: one of
        them would have to start again.
        """
        batches = [lines.browse()]
        for authority_lines in lines.grouped("partner_id").values():
            if batches[-1] and len(batches[-1] + authority_lines) > run.BATCH_SIZE:
                batches.append(lines.browse())
            batches[-1] += authority_lines
        return batches

    def _delay_finish(self):
        return self.delayable(
            identity_key=f"{self._name}:{self.id}:finish",
            description=self.env._("Close “%(campaign)s”", campaign=self.name),
            max_retries=MAX_RETRIES,
        )._finish()

    def _job_store_values(self, job):
        """Tell the campaign of a job."""
        campaign = self.exists()
        mine = {"billing_campaign_id": campaign.id} if campaign else {}
        return super()._job_store_values(job) | mine
