# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import split_every

from .numerian_billing_campaign_run import CONCURRENCY_ERRORS

SEND_BATCH = 20  # authorities looked up together; each is committed by itself
PRINT_BATCH = 20  # documents in memory together; each is committed by itself
IN_BROWSER = 20  # documents; above, the scheduled action works, not the browser


class NumerianBillingCampaign(models.Model):
    """Sending and downloading: in the background when long, resumable, once."""

    _inherit = "numerian.billing.campaign"

    delivery = fields.Selection(
        [("mail", "Sending"), ("pdf", "Making the PDFs")],
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="What the scheduled action still has to do with the documents.",
    )
    to_send_count = fields.Integer(compute="_compute_send_counts", string="To Send")
    sent_count = fields.Integer(compute="_compute_send_counts", string="Sent")
    send_failed_count = fields.Integer(
        compute="_compute_send_counts", string="Not Sent"
    )
    posted_count = fields.Integer(
        compute="_compute_posted_count", string="Posted Documents"
    )

    @api.depends("line_ids.send_state", "move_ids.state")
    def _compute_send_counts(self):
        groups = self.env["numerian.billing.campaign.line"]._read_group(
            Domain("campaign_id", "in", self.ids) & self._get_sendable_domain(),
            ["campaign_id", "send_state"],
            ["__count"],
        )
        counts = {(campaign.id, state): count for campaign, state, count in groups}
        for campaign in self:
            campaign.to_send_count = counts.get((campaign.id, "to_send"), 0)
            campaign.sent_count = counts.get((campaign.id, "sent"), 0)
            campaign.send_failed_count = counts.get((campaign.id, "failed"), 0)

    @api.depends("move_ids.state")
    def _compute_posted_count(self):
        groups = self.env["account.move"]._read_group(
            [("billing_campaign_id", "in", self.ids), ("state", "=", "posted")],
            ["billing_campaign_id"],
            ["__count"],
        )
        counts = {campaign.id: count for campaign, count in groups}
        for campaign in self:
            campaign.posted_count = counts.get(campaign.id, 0)

    @api.model
    def _get_sendable_domain(self):
        """Lines whose documents are all posted: a draft waits, and so does its mail."""
        return (
            Domain("state", "=", "done")
            & Domain("move_ids.state", "=", "posted")
            & ~Domain("move_ids.state", "=", "draft")
        )

    # Sending

    def action_send(self):
        """Mail to each authority its documents: those that were never sent."""
        self.ensure_one()
        if not self.to_send_count:
            raise UserError(
                self.env._(
                    "Nothing is to be sent: the invoices are drafts, or sent already."
                )
            )
        return self._start_delivery("mail", self.to_send_count)

    def action_resend(self):
        """Send again what failed, and nothing else."""
        self.ensure_one()
        return self.line_ids.filtered(
            lambda line: line.send_state == "failed"
        ).action_resend()

    def _start_delivery(self, delivery, count):
        """Deliver at once, or leave a long work to the scheduled action."""
        self.ensure_one()
        self.delivery = delivery
        if count <= IN_BROWSER:
            self._deliver()
            return self._get_delivery_notice()
        self.env.ref("numerian_collectivites.ir_cron_campaign_delivery")._trigger()
        return self._notify(
            self.env._("It goes on in the background: reload to see its progress.")
        )

    def _get_delivery_notice(self):
        failed = self.send_failed_count
        message = self.env._(
            "%(sent)s authorities mailed, %(failed)s failed.",
            sent=self.sent_count,
            failed=failed,
        )
        return self._notify(message, "warning" if failed else "success")

    def _notify(self, message, kind="info"):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": kind,
                "message": message,
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    @api.model
    def _cron_deliver(self):
        """Send, or make the PDFs of, the campaigns that wait for it."""
        waiting = self.search([("delivery", "!=", False)], order="id")
        self._commit_batch(remaining=sum(waiting.mapped("to_send_count")))
        for campaign in waiting:
            if not campaign._deliver():
                break

    def _deliver(self):
        """Work batch by batch; return whether there was time to finish."""
        self.ensure_one()
        step = self._send_next if self.delivery == "mail" else self._print_next
        while True:
            count, time_left = self._retrying(step)
            self.env.invalidate_all()  # the documents of a batch leave the memory
            if not count or not time_left:
                return not count

    def _send_next(self):
        """Send a batch; return its size and the time left."""
        lines = self._lock_next_to_send()
        for line in lines:
            line._send_once()
            if not self._commit_batch(1):
                return len(lines), 0
        if not lines:
            self.delivery = False
        return len(lines), self._commit_batch()

    def _lock_next_to_send(self):
        lines = self.env["numerian.billing.campaign.line"].search(
            Domain("campaign_id", "=", self.id)
            & Domain("send_state", "=", "to_send")
            & self._get_sendable_domain(),
            order="partner_id, id",
        )
        return lines.try_lock_for_update(limit=SEND_BATCH)

    @api.model
    def _get_concurrency_errors(self):
        """Errors after which a step is done again, not recorded."""
        return CONCURRENCY_ERRORS

    # Downloading

    def action_download_pdfs(self):
        """Download the PDFs in one archive, once they are made."""
        self.ensure_one()
        if not self.posted_count:
            raise UserError(
                self.env._("No document of “%(name)s” is posted.", name=self.name)
            )
        missing = len(self._get_moves_without_pdf())
        if missing > IN_BROWSER:
            return self._start_delivery(self.delivery or "pdf", missing)
        return {
            "type": "ir.actions.act_url",
            "url": f"/numerian/campaign/{self.id}/pdf",
            "target": "download",
        }

    def _get_downloadable_moves(self):
        """Return the posted documents that the user may read."""
        return self.env["account.move"].search(
            [("billing_campaign_id", "=", self.id), ("state", "=", "posted")],
            order="name, id",
        )

    def _get_moves_without_pdf(self):
        """Return the posted documents whose PDF is not made yet."""
        moves = self._get_downloadable_moves()
        # sudo: the PDFs themselves are not read here, only which ones exist.
        made = (
            self.env["ir.attachment"]
            .sudo()
            .search_fetch(
                [
                    ("res_model", "=", "account.move"),
                    ("res_field", "=", "invoice_pdf_report_file"),
                    ("res_id", "in", moves.ids),
                ],
                ["res_id"],
            )
        )
        return moves - moves.browse(made.mapped("res_id"))

    def _print_next(self):
        """Make all the PDFs that can be; the others say why when downloaded."""
        moves = self._get_moves_without_pdf()
        for batch in split_every(PRINT_BATCH, moves.ids, moves.browse):
            for move in batch:
                move._print_if_possible()
                if not self._commit_batch(1):
                    return 1, 0
            self.env.invalidate_all()  # the documents of a batch leave the memory
        self.delivery = False
        return 0, self._commit_batch()
