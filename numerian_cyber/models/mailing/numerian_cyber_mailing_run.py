# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models

from odoo.addons.numerian_collectivites.models.scheduled import error_text, run_each

NOT_SIGNED = ("silent", "ticked")


class NumerianCyberMailing(models.Model):
    """Sending and reminding: resumable, once each, one failure leaves the others."""

    _inherit = "numerian.cyber.mailing"

    @api.model
    def _cron_send(self):
        """Go on with the mailings that are being sent."""
        for mailing in self.search([("state", "=", "running")], order="id"):
            mailing._work()

    def _work(self):
        """Send what waits; the mailing is done once nothing waits."""
        self.ensure_one()
        run_each(self._get_waiting_lines(), self._send_line, self._keep_error)
        if self.state == "running" and not self._get_waiting_lines():
            self.state = "done"

    def _get_waiting_lines(self):
        return self.line_ids.filtered(lambda line: line.state == "waiting")

    def _send_line(self, line):
        """Send one line, unless it was sent or the mailing cancelled meanwhile."""
        if self.state != "running":
            return
        if line.try_lock_for_update() and line.state == "waiting":
            line._send()

    def _keep_error(self, line, error):
        line.write({"state": "error", "error": error_text(error)})

    # Reminders

    @api.model
    def _cron_remind(self):
        """Remind, once, those that have not signed when the last day comes near."""
        today = fields.Date.context_today(self)
        mailings = self.search(
            [
                ("state", "=", "done"),
                ("reminder_days", ">", 0),
                ("validity_date", ">=", today),
            ]
        )
        due = mailings.filtered(
            lambda m: m.validity_date - timedelta(days=m.reminder_days) <= today
        )
        run_each(due._get_lines_to_remind(), self._remind_line, self._tell_error)

    def _get_lines_to_remind(self):
        return self.line_ids.filtered(
            lambda line: (
                line.state == "sent"
                and not line.reminded_on
                and line.answer in NOT_SIGNED
                and line.order_id.state == "sent"
            )
        )

    def _remind_line(self, line):
        if line.try_lock_for_update() and not line.reminded_on:
            line._remind()

    def _tell_error(self, line, error):
        line.error = error_text(error)
