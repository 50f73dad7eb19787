# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import Command, fields, models
from odoo.exceptions import UserError

from .numerian_notice import TO_DO_AGAIN


class NumerianSession(models.Model):
    """Sending the notice by mail; again when the agenda changes, or when it failed."""

    _inherit = "numerian.session"

    def action_convene(self):
        for session in self.filtered(lambda s: s.is_emergency and s.state == "draft"):
            session._add_emergency_item()
        return super().action_convene()

    def _add_emergency_item(self):
        """Let the assembly decide on the emergency first (CGCT, art. L2121-12)."""
        title = self.env._("Emergency of the notice")
        if title not in self.item_ids.mapped("name"):
            self.item_ids = [Command.create({"name": title, "sequence": 0})]

    def action_convene_by_mail(self):
        """Convene the members and send them the notice: one click."""
        self.action_convene()
        self.action_send_notices()

    def action_send_notices(self):
        """Send the notice, or the one that corrects it, to all recipients.

        :raises UserError: nothing has changed since the last one
        """
        for session in self:
            session._check_state("convened")
            if session.notice_ids and not session.is_notice_outdated:
                raise UserError(
                    self.env._("The notice is sent, and has not changed since.")
                )
            if not session.notice_ids:
                session.notice_sent_on = fields.Date.context_today(session)
                session._check_notice()
            session._send_notices(session._get_recipients())

    def action_send_failed_again(self):
        """Send the notice to whom it has not reached, at their address of today.

        Those added since it was sent are among them.

        :raises UserError: it has reached everybody
        """
        for session in self:
            session._check_state("convened")
            again = session._get_people_to_do_again()
            if not again:
                raise UserError(self.env._("The notice has reached everybody."))
            session._mark_sent_again()
            recipients = session._get_recipients()
            session._create_notices(
                {who: recipients[who] for who in again},
                session.notice_ids.sorted("id")[-1:].document_id,
            )

    def _mark_sent_again(self):
        """Write on the session first: who sends at the same time starts again, after.

        The database refuses the second write; Odoo does the act again, which then
        finds the notices of the first one.
        """
        self.check_access("write")
        # sudo: the right is checked above; nobody enters it
        self.sudo().notice_sent_again_at = fields.Datetime.now()
        self.flush_recordset(["notice_sent_again_at"])

    def _send_notices(self, recipients):
        """Make the document, then one notice for each recipient.

        :param recipients: ``{person: (kind, attendance)}``
        """
        self.check_access("write")
        # sudo: the number and the digest of a notice are not entered
        session = self.sudo()
        revision = self.notice_revision + 1 if self.notice_ids else 0
        session.write(
            {"notice_revision": revision, "notice_digest": self._get_notice_digest()}
        )
        notices = self._create_notices(recipients, self._make_notice_document())
        lost = notices.filtered(lambda notice: notice.state == "no_address")
        if lost:
            self.message_post(
                body=self.env._(
                    "No address, the notice is to be sent by post: %(people)s.",
                    people=", ".join(lost.partner_id.mapped("display_name")),
                )
            )

    def _make_notice_document(self):
        """Return the PDF of the notice, kept as it is sent."""
        # sudo: whoever convenes makes the document of the session
        content, extension = (
            self.env["ir.actions.report"]
            .sudo()
            ._render_qweb_pdf("numerian_board.numerian_session_notice", self.ids)
        )
        name = self._get_document_name("notice")
        return (
            self.env["ir.attachment"]
            .sudo()
            .create(
                {
                    "name": f"{name}.{extension}",
                    "raw": content,
                    "res_model": self._name,
                    "res_id": self.id,
                }
            )
        )

    def _create_notices(self, recipients, document):
        """Record the notices, and queue their mails; the server sends them next."""
        self.check_access("write")
        # sudo: a proof that nobody enters
        rows = self.attendance_ids.sudo()
        rows.union(*(row.sudo() for _kind, row in recipients.values()))._ensure_tokens()
        notices = (
            self.env["numerian.notice"]
            .sudo()
            .create(
                [
                    self._prepare_notice_vals(person, kind, row, document)
                    for person, (kind, row) in recipients.items()
                ]
            )
        )
        notices.filtered(lambda n: n.state not in TO_DO_AGAIN)._queue_mails(
            document | self.item_ids.sudo().annex_ids
        )
        return notices

    def _prepare_notice_vals(self, person, kind, attendance, document):
        address = person.email_normalized
        return {
            "session_id": self.id,
            "partner_id": person.id,
            "attendance_id": attendance.id,
            "kind": kind,
            "revision": self.notice_revision,
            "email": address,
            "state": "queued" if address else "no_address",
            "document_id": document.id,
        }

    def _get_document_name(self, kind):
        name = super()._get_document_name(kind)
        if kind != "notice" or not self.notice_revision:
            return name
        return self.env._(
            "%(name)s - corrected %(revision)s",
            name=name,
            revision=self.notice_revision,
        )
