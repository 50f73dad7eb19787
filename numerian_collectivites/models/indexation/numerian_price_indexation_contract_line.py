# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class ContractLine(models.Model):
    """A line has a firm price because its contract says so, or by itself."""

    _inherit = "contract.line"

    no_indexation = fields.Boolean(
        string="Firm Price",
        compute="_compute_no_indexation",
        store=True,
        readonly=False,
        precompute=True,
        help="Indexations leave this line out. Follows the contract, and may differ.",
    )

    @api.depends("contract_id.no_indexation")
    def _compute_no_indexation(self):
        for line in self:
            line.no_indexation = line.contract_id.no_indexation
