# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class ContractTemplate(models.Model):
    """Adds the generation type of contracts that campaigns bill."""

    _inherit = "contract.template"

    generation_type = fields.Selection(
        selection_add=[("campaign", "Billing campaign")],
        ondelete={"campaign": "set default"},
    )
