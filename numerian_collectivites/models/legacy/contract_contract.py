# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class ContractContract(models.Model):
    """A contract that comes from a former software keeps its reference there."""

    _inherit = "contract.contract"

    legacy_reference = fields.Char(
        string="Former Reference",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="Of the contract in the software before: an import takes it over once.",
    )

    _legacy_reference_uniq = models.UniqueIndex(
        "(company_id, legacy_reference) WHERE legacy_reference IS NOT NULL",
        "A contract with this former reference is taken over already.",
    )
