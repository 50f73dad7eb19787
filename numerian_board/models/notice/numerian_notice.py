# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import Command, fields, models

KINDS = [
    ("convocation", "Convened"),
    ("information", "For information"),
    ("invitation", "Guest"),
]
STATES = [
    ("no_address", "No address"),
    ("queued", "To be sent"),
    ("sent", "Sent"),
    ("failed", "Failed"),
]
TO_DO_AGAIN = ("no_address", "failed")


class NumerianNotice(models.Model):
    """The proof that a notice was sent: to whom, at which address, when, which one.

    Written by the sending alone: nobody has the right to enter or to change it. Sent
    again, it is another row. Revision 0 is the notice, those above correct it.
    """

    _name = "numerian.notice"
    _description = "Notice Sent"
    _order = "session_id, id"

    session_id = fields.Many2one(
        "numerian.session", required=True, ondelete="restrict", index=True
    )
    company_id = fields.Many2one(
        related="session_id.company_id", store=True, precompute=True
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Recipient",
        required=True,
        ondelete="restrict",
        index=True,
    )
    attendance_id = fields.Many2one(
        "numerian.attendance", ondelete="set null", index="btree_not_null"
    )
    kind = fields.Selection(KINDS, required=True)
    revision = fields.Integer(aggregator=False)
    email = fields.Char(help="Address at the time of the sending.")
    state = fields.Selection(STATES, required=True)
    sent_at = fields.Datetime(help="When the mail server took it.")
    failure_reason = fields.Char()
    mail_id = fields.Many2one("mail.mail", ondelete="set null", index="btree_not_null")
    document_id = fields.Many2one(
        "ir.attachment", ondelete="restrict", help="The notice that was sent."
    )

    def _get_answer_url(self):
        """Return the link by which the recipient answers; empty for a guest."""
        self.ensure_one()
        # sudo: the link is a secret that only the mail holds
        attendance = self.attendance_id.sudo()
        if not attendance.answer_token:
            return ""
        path = f"/assemblees/reponse/{attendance.id}/{attendance.answer_token}"
        return self.get_base_url() + path

    def _record_sending(self, failure):
        """Write what the mail server answered.

        :param failure: why it was not sent; empty: it was
        """
        if failure:
            self.write({"state": "failed", "failure_reason": failure})
        else:
            self.write({"state": "sent", "sent_at": fields.Datetime.now()})

    def _queue_mails(self, attachments):
        """Queue the mail of each notice, documents attached."""
        template = self.env.ref("numerian_board.mail_template_notice").sudo()
        mails = template.send_mail_batch(
            self.ids,
            email_values={"attachment_ids": [Command.set(attachments.ids)]},
            email_layout_xmlid="mail.mail_notification_light",
        )
        for notice, mail in zip(self, mails, strict=True):
            notice.mail_id = mail
        if mails:
            self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()._trigger()
