# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

READER = "numerian_collectivites.group_reader"


class ContractContract(models.Model):
    """Figures and documents of a contract, one click away from its form."""

    _inherit = "contract.contract"

    yearly_amount = fields.Monetary(
        compute="_compute_yearly_amount",
        help="What the services in progress cost in a full year, excluding VAT.",
    )
    open_discrepancy_count = fields.Integer(
        compute="_compute_document_counts", groups=READER
    )
    adjustment_count = fields.Integer(compute="_compute_document_counts", groups=READER)

    @api.depends("contract_line_ids.monthly_recurring")
    def _compute_yearly_amount(self):
        today = fields.Date.context_today(self)
        groups = self.env["contract.line"]._read_group(
            [
                ("contract_id", "in", self._origin.ids),
                ("is_canceled", "=", False),
                ("date_start", "<=", today),
                "|",
                ("date_end", "=", False),
                ("date_end", ">=", today),
            ],
            ["contract_id"],
            ["monthly_recurring:sum"],
        )
        amounts = {contract.id: amount for contract, amount in groups}
        for contract in self:
            contract.yearly_amount = 12 * amounts.get(contract._origin.id, 0.0)

    def _compute_document_counts(self):
        discrepancies = self._count_by_contract(
            "numerian.billing.discrepancy", [("state", "=", "open")]
        )
        adjustments = self._count_by_contract("numerian.billing.adjustment", [])
        for contract in self:
            contract.open_discrepancy_count = discrepancies.get(contract.id, 0)
            contract.adjustment_count = adjustments.get(contract.id, 0)

    def _count_by_contract(self, model, domain):
        groups = self.env[model]._read_group(
            [("contract_id", "in", self.ids), *domain], ["contract_id"], ["__count"]
        )
        return {contract.id: count for contract, count in groups}

    @api.onchange("partner_id", "contract_template_id")
    def _onchange_name(self):
        """Propose a name: the model of contract and the authority."""
        if not self.name and self.partner_id:
            title = self.contract_template_id.name or self.env._("Contract")
            self.name = f"{title} - {self.partner_id.name}"

    def action_show_discrepancies(self):
        return self._show_documents("numerian_billing_discrepancy_action")

    def action_show_adjustments(self):
        return self._show_documents("numerian_billing_adjustment_action")

    def _show_documents(self, xmlid):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            f"numerian_collectivites.{xmlid}"
        )
        return action | {"domain": [("contract_id", "in", self.ids)], "context": {}}
