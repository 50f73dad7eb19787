# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

from .watched import creating, keep_whole, keeping

WATCHED = (
    *("name", "code", "partner_id", "invoice_partner_id", "generation_type", "active"),
    *("contract_template_id", "payment_term_id", "fiscal_position_id", "pricelist_id"),
    *("line_recurrence", "user_id"),
)


class ContractContract(models.Model):
    """What is changed on the head of a contract is kept."""

    _inherit = "contract.contract"

    @api.model_create_multi
    def create(self, vals_list):
        contracts = super(ContractContract, creating(self)).create(vals_list)
        contracts = contracts.with_env(self.env)
        keep_whole(contracts, "create", ("code", "partner_id"))
        return contracts

    def write(self, vals):
        with keeping(self, vals, WATCHED):
            return super().write(vals)

    def unlink(self):
        keep_whole(self, "unlink", ("code", "partner_id"))
        return super().unlink()

    def action_view_changes(self):
        """Show who changed what on the contract."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "numerian_collectivites.numerian_contract_change_action"
        )
        return action | {"domain": [("contract_id", "=", self.id)], "context": {}}

    def action_download_changes(self):
        """Download who changed what on the contract."""
        self.ensure_one()
        url = f"/numerian/contract_changes?contract_id={self.id}"
        return {"type": "ir.actions.act_url", "url": url, "target": "download"}
