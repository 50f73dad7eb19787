# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import logging

from psycopg2 import IntegrityError

from odoo import api, fields, models, modules
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools.misc import formatLang

from ..scheduled import CONCURRENCY_ERRORS, commit_progress

_logger = logging.getLogger(__name__)

BATCH_SIZE = 100  # invoices; smaller is slower per invoice, larger holds locks longer
MAX_RETRIES = 10  # of one step, after another process changed the same records
BACKGROUND_FROM = 200  # invoices; above, the scheduled action works, not the browser
SLOT_INDEX = "account_move_line_billing_slot_uniq"
# Field tracking and followers of thousands of invoices tell nothing: the campaign
# tells who made them.
FAST_CONTEXT = {
    "tracking_disable": True,
    "mail_create_nolog": True,
    "mail_create_nosubscribe": True,
    "mail_notrack": True,
}


class NumerianBillingCampaign(models.Model):
    """Running: batch by batch, each committed, resumable, failing records apart."""

    _inherit = "numerian.billing.campaign"

    def action_run(self):
        """Bill what is planned; run again, it bills only what is still owed."""
        for campaign in self:
            campaign._retrying(campaign._begin)
            campaign._run()
        return True

    def _begin(self):
        """Start for good: a batch that is rolled back later does not undo it."""
        self._start()
        self._commit_batch()

    def action_launch(self):
        """Run at once, or leave a long campaign to the scheduled action."""
        self.ensure_one()
        if len(self.line_ids) < BACKGROUND_FROM:
            return self.action_run()
        self._start()
        self._run_in_background()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "info",
                "message": self.env._(
                    "The campaign runs in the background: reload to see its progress."
                ),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _run_in_background(self):
        """Leave a started campaign to the scheduled action."""
        self.env.ref("numerian_collectivites.ir_cron_billing_campaign")._trigger()

    def action_reload(self):
        """Show how far a running campaign is: the form reads itself again."""
        return True

    @api.model
    def _cron_run_due(self):
        """Run the planned campaigns whose day has come, resuming interrupted ones."""
        due = self.search(self._get_due_domain(), order="date, id")
        self._commit_batch(remaining=sum(due.mapped("line_count")))
        for campaign in due:
            started = campaign._retrying(campaign._starts_alone)
            if started and not campaign._run_unattended():
                break
        else:  # what is left (errors, campaigns that cannot start) waits for a person
            self._commit_batch(remaining=0)

    def _get_due_domain(self):
        """What its day has come for, and what somebody has launched before its day."""
        today = fields.Date.context_today(self)
        planned = Domain("state", "=", "planned") & Domain("date", "<=", today)
        return planned | Domain("state", "=", "running")

    def _run_unattended(self):
        """Do a campaign for the scheduled action; return whether there was time."""
        return self._run()

    def _starts_alone(self):
        """Start, or keep the reason why not on the campaign: the others go on."""
        if self.state not in ("planned", "running"):  # another process has finished it
            return False
        try:
            with self.env.cr.savepoint():
                self._start()
                self.is_unattended = True
        except UserError as error:
            todo = "mail.mail_activity_data_todo"
            self.activity_unlink([todo])  # one to-do, however many days it fails
            self.activity_schedule(
                todo,
                summary=self.env._("Campaign not run"),
                note=str(error),
                user_id=(self.user_id or self.env.user).id,
            )
            return False
        self._commit_batch()
        return True

    def _start(self):
        self.ensure_one()
        # What is late is only known once the earlier campaigns have run.
        late = self.state == "planned" and self._takes_late()
        if self.state in ("draft", "done") or late:
            self.action_plan()
        if self.state == "cancelled":
            raise UserError(
                self.env._("“%(campaign)s” is cancelled.", campaign=self.name)
            )
        if self.state != "running":
            self._check_dates()
            self.state = "running"

    def _run(self):
        """Bill every planned line; return whether there was time to finish."""
        while True:
            count, time_left = self._retrying(self._bill_next)
            if not count or not time_left:
                return not count

    def _bill_next(self):
        """Bill a batch, or close the campaign; return its size and the time left."""
        lines = self._lock_next_lines()
        if lines:
            self._bill_isolated(lines)
        else:
            self._finish()
        return len(lines), self._commit_batch(len(lines))

    def _retrying(self, step):
        """Do a step; if another process was faster, look again and do it again."""
        for attempt in range(MAX_RETRIES + 1):
            try:
                return step()
            except (*CONCURRENCY_ERRORS, IntegrityError) as error:
                if attempt == MAX_RETRIES or not self._is_concurrency_error(error):
                    raise
                _logger.info("Campaign %s: plan again after %s", self.id, error)
                self.env.cr.rollback()

    def _lock_next_lines(self):
        """Take planned lines that no other process holds.

        The lock is not enough: the snapshot may be older than what another process
        committed. That process wrote the state of these very lines, so that PostgreSQL
        refuses our lock (SerializationFailure) and the batch is planned again.
        """
        return self._get_planned_lines().try_lock_for_update(limit=BATCH_SIZE)

    def _get_planned_lines(self):
        return self.env["numerian.billing.campaign.line"].search(
            [("campaign_id", "=", self.id), ("state", "=", "planned")],
            order="partner_id, id",
        )

    def _commit_batch(self, processed=0, remaining=None):
        """Keep what is done; return the seconds left for the scheduled action."""
        return commit_progress(self.env, processed, remaining=remaining)

    def _is_concurrency_error(self, error):
        """Another process billed, or locked, what this one had planned to bill."""
        if modules.module.current_test:  # nothing to roll back to
            return False
        if isinstance(error, IntegrityError):
            return error.diag.constraint_name == SLOT_INDEX
        return True

    def _bill_isolated(self, lines):
        """Bill a batch; on error halve it, down to the line at fault.

        The default savepoint, which flushes: without it Odoo's numbering keeps numbers
        that are rolled back, and leaves gaps.
        """
        try:
            with self.env.cr.savepoint():
                self._bill(lines)
        except CONCURRENCY_ERRORS:
            raise
        except Exception as error:
            if isinstance(error, IntegrityError) and self._is_concurrency_error(error):
                raise
            if len(lines) == 1:
                lines._record_error(error)
                return
            half = len(lines) // 2
            self._bill_isolated(lines[:half])
            self._bill_isolated(lines[half:])

    def _bill(self, lines):
        """Plan again from the ledger, create the documents, post them late."""
        scopes = self._get_scopes()
        groups = self._get_groups(self._get_contracts(lines.partner_id, scopes), scopes)
        lines -= self._defer_small_sums(lines, groups, scopes)
        for line in lines:
            line._refresh_items(groups.get(line._get_key(), []))
        lines -= lines._set_aside_incomplete()
        vals_list = []
        for line in lines:
            vals_list += line._prepare_documents_vals(groups.get(line._get_key(), []))
        moves = self.env["account.move"].with_context(**FAST_CONTEXT).create(vals_list)
        lines._check_documents()
        if self.auto_post:
            moves._post(soft=False)
        lines.write({"state": "done", "error": False, "send_state": "to_send"})
        # Each batch is as cheap as the first one.
        self.env.flush_all()
        self.env.invalidate_all()

    def _finish(self):
        """Close the campaign, unless another process still works on it."""
        if self._get_planned_lines():
            return
        if self.state == "running":
            self.state = "done"
            self.message_post(body=self._get_summary())
            self._report_unattended()

    def _report_unattended(self):
        """Mail the clerk what came of a campaign that ran alone, once."""
        if not self.is_unattended:
            return
        self.is_unattended = False
        if self.user_id.email:
            # By the queue: a server that refuses does not undo the campaign.
            self.env.ref(
                "numerian_collectivites.mail_template_campaign_summary"
            ).send_mail(self.id, email_layout_xmlid="mail.mail_notification_light")

    def _get_summary(self):
        amount = formatLang(self.env, self.done_amount, currency_obj=self.currency_id)
        return self.env._(
            "%(done)s authorities billed, %(amount)s excl. VAT; %(deferred)s deferred, "
            "%(errors)s in error.",
            done=self.done_count,
            amount=amount,
            deferred=self.deferred_count,
            errors=self.error_count,
        )
