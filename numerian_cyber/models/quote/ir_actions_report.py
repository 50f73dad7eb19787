# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

STANDARD = "sale.report_saleorder"
OURS = "numerian_cyber.action_report_cyber_quote"


class IrActionsReport(models.Model):
    """Wherever Odoo prints a quotation, a cybersecurity quote is drawn as such."""

    _inherit = "ir.actions.report"

    def _render_qweb_pdf_prepare_streams(self, report_ref, data, res_ids=None):
        ref = self._get_cyber_report_ref(report_ref, res_ids)
        return super()._render_qweb_pdf_prepare_streams(ref, data, res_ids=res_ids)

    def _render_qweb_html(self, report_ref, docids, data=None):
        ref = self._get_cyber_report_ref(report_ref, docids)
        return super()._render_qweb_html(ref, docids, data=data)

    def _get_cyber_report_ref(self, report_ref, res_ids):
        """Return our report for a selection of such quotes, else what was asked."""
        if not res_ids or self._get_report(report_ref).report_name != STANDARD:
            return report_ref
        orders = self.env["sale.order"].browse(res_ids)
        return OURS if all(orders.mapped("is_cyber_quote")) else report_ref
