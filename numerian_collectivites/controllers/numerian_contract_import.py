# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import http

from .csv_file import download, readable


class NumerianContractImportController(http.Controller):
    """The files of an import of contracts, for those who may read it."""

    @http.route(
        "/numerian/contract_import/<int:import_id>/<any(report,template):name>",
        type="http",
        auth="user",
        methods=["GET"],
    )
    def download_file(self, import_id, name):
        """Return what becomes of each line, or an empty file with its columns."""
        record = readable("numerian.contract.import", import_id)
        if name == "template":
            return download("contrats", record._get_template_csv())
        return download(record.name, record._get_report_csv())
