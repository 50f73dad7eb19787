# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class IrActionsReport(models.Model):
    """Reports that make one document of all the records selected in a list."""

    _inherit = "ir.actions.report"

    is_one_document = fields.Boolean(
        string="One Document for the Selection",
        help="The records chosen in a list are printed together, as one table.",
    )

    def _render_qweb_pdf_prepare_streams(self, report_ref, data, res_ids=None):
        """Draw the page once, in the name of the first record."""
        if res_ids and self._get_report(report_ref).is_one_document:
            data = dict(data or {}, selection_ids=list(res_ids))
            res_ids = res_ids[:1]
        return super()._render_qweb_pdf_prepare_streams(
            report_ref, data, res_ids=res_ids
        )

    def _get_rendering_context(self, report, docids, data):
        context = super()._get_rendering_context(report, docids, data)
        if report.is_one_document and context.get("selection_ids"):
            context["docs"] = context["docs"].browse(context["selection_ids"])
        return context
