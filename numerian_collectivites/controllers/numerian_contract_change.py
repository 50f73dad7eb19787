# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import re

from odoo import http
from odoo.exceptions import AccessError
from odoo.http import request

from .csv_file import MAX_ID, download


class NumerianContractChangeController(http.Controller):
    """Who changed what on contracts as a file, for a manager."""

    @http.route("/numerian/contract_changes", type="http", auth="user", methods=["GET"])
    def download_changes(self, contract_id=None, **kwargs):
        """Return the changes of one contract, or of all."""
        changes = request.env["numerian.contract.change"]
        try:
            changes.check_access("read")
        except AccessError:
            raise request.not_found() from None
        domain = []
        if contract_id is not None:
            if not re.fullmatch(r"[0-9]{1,10}", contract_id):
                raise request.not_found()
            if int(contract_id) > MAX_ID:
                raise request.not_found()
            domain = [("contract_id", "=", int(contract_id))]
        return download("historique-contrats", changes._get_csv(domain))
