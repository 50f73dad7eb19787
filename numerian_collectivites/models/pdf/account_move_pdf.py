# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import logging
import re

from odoo import models
from odoo.exceptions import UserError

from ..scheduled import CONCURRENCY_ERRORS

_logger = logging.getLogger(__name__)

FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]')  # in the name of a file, somewhere


class AccountMove(models.Model):
    """The PDF of an invoice, made once, whoever asks for it first."""

    _inherit = "account.move"

    def _get_document_pdf(self):
        """Return the attachment of the legal PDF of a posted document.

        The one door to the PDF: made at the first call, then always the same file, the
        one that Odoo's own screens show and send.

        :raises UserError: for a draft, or when it cannot be made
        """
        self.ensure_one()
        if self.state != "posted":
            raise UserError(
                self.env._(
                    "%(document)s is not posted: it has no PDF yet.",
                    document=self.display_name,
                )
            )
        if not self.invoice_pdf_report_id:
            # Without a sending method core makes the document and sends nothing.
            self.env["account.move.send"]._generate_and_send_invoices(
                self, sending_methods=[]
            )
        return self.invoice_pdf_report_id

    def _print_if_possible(self):
        """Make the PDF, unless something prevents it: that is said when it is read."""
        self.ensure_one()
        try:
            with self.env.cr.savepoint():
                self._get_document_pdf()
        except CONCURRENCY_ERRORS:
            raise
        except Exception as error:
            _logger.info("No PDF of document %s: %s", self.id, error)

    def _get_move_lines_to_report(self):
        """Find the section of every line at once.

        Odoo asks for those of the invoice lines alone; its calculation gives one to the
        lines of tax and of terms too, by a write that synchronizes the whole invoice.
        """
        self.line_ids.mapped("parent_id")
        return super()._get_move_lines_to_report()

    def _get_archive_name(self):
        """Return the name of the PDF in an archive: number and authority."""
        self.ensure_one()
        name = f"{self.name} - {self.commercial_partner_id.name}"
        return FORBIDDEN.sub("-", name) + ".pdf"
