# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import http
from odoo.exceptions import AccessError
from odoo.http import request

from .csv_file import MAX_ID, download


class NumerianTitreCancellationController(http.Controller):
    """The table of cancellations as a file, for those who may read it."""

    @http.route(
        "/numerian/cancellations/<string:ids>/csv",
        type="http",
        auth="user",
        methods=["GET"],
    )
    def download_table(self, ids):
        """Return the chosen cancellations.

        :param ids: of the records, separated by commas
        """
        table = request.env["numerian.titre.cancellation"]
        try:
            asked = [int(number) for number in ids.split(",")]
            cancellations = table.browse(n for n in asked if 0 < n <= MAX_ID).exists()
            cancellations.check_access("read")
        except (AccessError, ValueError):
            raise request.not_found() from None
        if not cancellations:
            raise request.not_found()
        return download(cancellations._get_table_name(), cancellations._get_table_csv())
