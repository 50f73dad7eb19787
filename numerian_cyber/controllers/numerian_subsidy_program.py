# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import http

from odoo.addons.numerian_collectivites.controllers.csv_file import (
    download,
    readable,
)


class NumerianSubsidyProgramController(http.Controller):
    """The list of a programme as a file, for those who may read it."""

    @http.route(
        "/numerian/subsidies/<int:program_id>/csv",
        type="http",
        auth="user",
        methods=["GET"],
    )
    def download_list(self, program_id):
        """Return the authorities and amounts of a programme."""
        program = readable("numerian.subsidy.program", program_id)
        return download(program._get_list_name(), program._get_list_csv())
