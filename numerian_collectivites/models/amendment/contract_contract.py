# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class ContractContract(models.Model):
    """The amendments of a contract, and where it came from or went."""

    _inherit = "contract.contract"

    amendment_ids = fields.One2many("numerian.contract.amendment", "contract_id")
    amendment_count = fields.Integer(compute="_compute_amendment_count")
    transferred_from_id = fields.Many2one(
        "contract.contract",
        string="Goes on from",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="Contract of the authority before the transfer.",
    )
    transferred_to_ids = fields.One2many("contract.contract", "transferred_from_id")
    transferred_to_id = fields.Many2one(
        "contract.contract",
        string="Goes on in",
        compute="_compute_transferred_to_id",
        help="Contract of the authority after the transfer.",
    )

    @api.depends("transferred_to_ids")
    def _compute_transferred_to_id(self):
        """A transfer ends the contract: there is one at most."""
        for contract in self:
            contract.transferred_to_id = contract.transferred_to_ids[:1]

    def _compute_amendment_count(self):
        counts = self._count_by_contract("numerian.contract.amendment", [])
        for contract in self:
            contract.amendment_count = counts.get(contract.id, 0)

    def action_amend(self):
        """Open a new amendment of the contract."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New amendment"),
            "res_model": "numerian.contract.amendment",
            "view_mode": "form",
            "context": {"default_contract_id": self.id},
        }

    def action_show_amendments(self):
        return self._show_documents("numerian_contract_amendment_action") | {
            "context": {"default_contract_id": self.id}
        }
