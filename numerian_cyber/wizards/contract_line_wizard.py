# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class ContractLineWizard(models.TransientModel):
    """Stopping or suspending a service says what no longer works then."""

    _inherit = "contract.line.wizard"

    cyber_stop_warning = fields.Text(compute="_compute_cyber_stop_warning")

    @api.depends("contract_line_id")
    def _compute_cyber_stop_warning(self):
        for wizard in self:
            warnings = wizard.contract_line_id._get_cyber_stop_warnings()
            wizard.cyber_stop_warning = "\n".join(warnings)
