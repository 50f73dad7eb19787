# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class ContractContract(models.Model):
    """A contract may promise a firm price."""

    _inherit = "contract.contract"

    no_indexation = fields.Boolean(
        string="Firm Price",
        tracking=True,
        help="The contract promises a firm price: indexations leave it out.",
    )
