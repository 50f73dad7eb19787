# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class MailMail(models.Model):
    """What became of the mail of a notice is the proof of its sending."""

    _inherit = "mail.mail"

    def _postprocess_sent_message(
        self, success_pids, success_emails, failure_reason=False, failure_type=None
    ):
        mails = self.filtered(lambda mail: mail.model == "numerian.notice")
        for mail in mails:
            # sudo: nobody else writes a proof
            notices = self.env["numerian.notice"].sudo()
            reason = failure_reason or mail.failure_reason or failure_type
            notices.search([("mail_id", "=", mail.id)])._record_sending(
                failure_type and reason
            )
        return super()._postprocess_sent_message(
            success_pids, success_emails, failure_reason, failure_type
        )
