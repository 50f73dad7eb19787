# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import base64
import smtplib

from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import email_normalize


class NumerianBillingCampaignLine(models.Model):
    """Sending: one mail for each authority, with the PDF of all its documents, once."""

    _inherit = "numerian.billing.campaign.line"

    send_state = fields.Selection(
        [
            ("to_send", "To send"),
            ("sent", "Sent"),
            ("failed", "Failed"),
            ("by_hand", "Not by e-mail"),
        ],
        string="Sending",
        readonly=True,
        copy=False,
        index="btree_not_null",
    )
    sent_on = fields.Datetime(readonly=True, copy=False)
    send_error = fields.Char(string="Not Sent Because", readonly=True, copy=False)
    mail_partner_id = fields.Many2one(
        "res.partner",
        string="Mailed To",
        compute="_compute_mail_partner_id",
        help="Whoever receives the invoices, or the authority when only it has an "
        "e-mail address.",
    )

    @api.depends("partner_id", "invoice_partner_id")
    def _compute_mail_partner_id(self):
        for line in self:
            addressee, authority = line.invoice_partner_id, line.partner_id
            line.mail_partner_id = addressee if addressee.email else authority

    def _is_mailed(self):
        """Whether the authority wants its invoices by e-mail, as Odoo's sheet says."""
        self.ensure_one()
        authority = self.partner_id.with_company(self.company_id)
        return authority.invoice_sending_method != "manual"

    def _get_posted_moves(self):
        return self.move_ids.filtered(lambda move: move.state == "posted").sorted("id")

    def action_resend(self):
        """Send again what failed: the clerk has corrected the address, or the server.

        What was sent is never sent twice.
        """
        unsent = self.filtered(lambda line: line.send_state in ("failed", "by_hand"))
        if not unsent:
            raise UserError(self.env._("Nothing here has failed to be sent."))
        unsent.write({"send_state": "to_send", "send_error": False})
        for campaign, lines in unsent.grouped("campaign_id").items():
            result = campaign._start_delivery("mail", len(lines))
        return result

    def _send_once(self):
        """Mail the documents, unless another process does, or did.

        The failure is written, and committed, before the mail leaves: a process killed
        in the middle leaves a line to look at, never an authority mailed twice.
        """
        self.ensure_one()
        locked = self.try_lock_for_update()
        self.invalidate_recordset(["send_state"])
        if not locked or self.send_state != "to_send":
            return
        if not self._is_mailed():
            self.send_state = "by_hand"
            return
        mail = self._create_mail()
        if mail:
            self._record_unsent(self.env._("Interrupted: ask whether it arrived."))
            self.campaign_id._commit_batch()
            self._hand_over(mail)

    def _create_mail(self):
        """Return the mail that leaves, or nothing, and the reason on the line."""
        try:
            with self.env.cr.savepoint():
                self._check_can_mail()
                template = self.env.ref(
                    "numerian_collectivites.mail_template_campaign_documents"
                )
                mail_id = template.send_mail(
                    self.id,
                    email_values=self._prepare_mail_values(),
                    email_layout_xmlid="mail.mail_notification_light",
                )
                return self.env["mail.mail"].sudo().browse(mail_id)
        except self.campaign_id._get_concurrency_errors():
            raise
        except Exception as error:
            self._record_unsent(str(error))
            return None

    def _check_can_mail(self):
        email = self.mail_partner_id.email
        if not email_normalize(email):
            raise UserError(
                self.env._(
                    "“%(email)s” is not an e-mail address: correct it on the "
                    "authority.",
                    email=email,
                )
                if email
                else self.env._("No e-mail address: enter one on the authority.")
            )

    def _prepare_mail_values(self):
        """Values of the mail beside its text: recipient, attachments."""
        return {
            "recipient_ids": [Command.link(self.mail_partner_id.id)],
            "auto_delete": False,  # the evidence of what was sent, and when
            "attachments": [
                (pdf.name, base64.b64encode(pdf.raw))
                for pdf in (m._get_document_pdf() for m in self._get_posted_moves())
            ],
        }

    def _hand_over(self, mail):
        """Give the mail to the server and write what came of it."""
        try:
            mail.send()
        except (smtplib.SMTPException, OSError) as error:
            mail.write({"state": "exception", "failure_reason": str(error)})
        if mail.state == "sent":
            self._record_sent()
            return
        # What Odoo still holds back must not leave later: it would come twice.
        reason = " ".join((mail.failure_reason or "").split())
        mail.state = "cancel"
        self._record_unsent(
            self.env._("The mail server refuses it: %(reason)s", reason=reason)
            if reason
            else self.env._("The mail server did not take it.")
        )

    def _record_unsent(self, reason):
        self.write({"send_state": "failed", "send_error": reason})

    def _record_sent(self):
        self.write(
            {
                "send_state": "sent",
                "sent_on": fields.Datetime.now(),
                "send_error": False,
            }
        )
        moves = self._get_posted_moves()
        moves.is_move_sent = True
        body = self.env._(
            "Sent to %(email)s with the campaign “%(campaign)s”.",
            email=self.mail_partner_id.email,
            campaign=self.campaign_id.name,
        )
        moves._message_log_batch(bodies=dict.fromkeys(moves.ids, body))
