# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

from ...report_engine import pdf_writer


class AccountMoveSend(models.AbstractModel):
    """The Factur-X of an invoice, added to its PDF without writing the pages again."""

    _inherit = "account.move.send"

    @api.model
    def _hook_invoice_document_after_pdf_report_render(self, invoice, invoice_data):
        with pdf_writer.only_adding():
            return super()._hook_invoice_document_after_pdf_report_render(
                invoice, invoice_data
            )
