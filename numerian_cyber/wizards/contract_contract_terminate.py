# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class ContractContractTerminate(models.TransientModel):
    """Terminating a contract says what no longer works then."""

    _inherit = "contract.contract.terminate"

    cyber_stop_warning = fields.Text(compute="_compute_cyber_stop_warning")

    @api.depends("contract_id")
    def _compute_cyber_stop_warning(self):
        for wizard in self:
            lines = wizard.contract_id.contract_line_ids.filtered(
                lambda line: line.state not in ("closed", "canceled")
            )
            wizard.cyber_stop_warning = "\n".join(lines._get_cyber_stop_warnings())
