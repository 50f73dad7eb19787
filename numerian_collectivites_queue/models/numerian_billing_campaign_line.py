# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from psycopg2 import IntegrityError

from odoo import models

from odoo.addons.numerian_collectivites.models.campaign import (
    numerian_billing_campaign_run as run,
)
from odoo.addons.queue_job.exception import RetryableJobError

from .numerian_billing_campaign import MAX_RETRIES


class NumerianBillingCampaignLine(models.Model):
    """A batch of lines is the work of one job."""

    _inherit = "numerian.billing.campaign.line"

    def _delay_bill(self):
        """Prepare the job of a batch; the same batch never waits twice."""
        first, last = self[0], self[-1]
        return self.delayable(
            identity_key=f"{self._name}:{first.id}:{last.id}:{len(self)}",
            description=self.env._(
                "%(campaign)s: %(first)s to %(last)s (%(count)s)",
                campaign=self.campaign_id.name,
                count=len(self),
                first=first.partner_id.display_name,
                last=last.partner_id.display_name,
            ),
            max_retries=MAX_RETRIES,
        )._job_bill()

    def _job_bill(self):
        """Bill what is still planned of a batch.

        Nothing is committed here: the job commits the invoices and its own end
        together, so that one that dies leaves nothing behind and is done again.

        :raises RetryableJobError: another process works on the same records
        """
        lines = self.exists().filtered(lambda line: line.state == "planned")
        campaign = lines.campaign_id
        if campaign.state != "running":  # all done; or cancelled, or planned again
            return
        try:
            if len(lines.try_lock_for_update()) < len(lines):
                raise RetryableJobError(
                    self.env._("Another process bills these authorities.")
                )
            campaign._bill_isolated(lines)
        except (*run.CONCURRENCY_ERRORS, IntegrityError) as error:
            raise RetryableJobError(str(error)) from error

    def _job_failed(self, exc_message=None, **_details):
        """Tell the person in charge that a batch waits for somebody."""
        campaign = self.exists().campaign_id
        todo = "mail.mail_activity_data_todo"
        campaign.activity_unlink([todo])  # one to-do, however many batches fail
        for one in campaign:
            one.activity_schedule(
                todo,
                summary=self.env._("Batch not billed: resume the campaign"),
                note=exc_message,
                user_id=(one.user_id or self.env.user).id,
            )

    def _job_store_values(self, job):
        """Tell the campaign of a job."""
        campaign = self.exists().campaign_id
        mine = {"billing_campaign_id": campaign.id} if campaign else {}
        return super()._job_store_values(job) | mine
