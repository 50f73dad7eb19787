# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from ...core.discrepancy_life import PENDING
from ...core.proration import PRICE_MONTHS

READER = "numerian_collectivites.group_reader"


class ContractContract(models.Model):
    """Figures and documents of a contract, one click away from its form."""

    _inherit = "contract.contract"

    yearly_amount = fields.Monetary(
        compute="_compute_yearly_amount",
        help="What the services in progress cost in a full year, excluding VAT.",
    )
    duplicate_notice = fields.Html(compute="_compute_duplicate_notice", sanitize=False)
    open_discrepancy_count = fields.Integer(
        compute="_compute_document_counts", groups=READER
    )
    adjustment_count = fields.Integer(compute="_compute_document_counts", groups=READER)

    @api.depends("contract_line_ids.price_subtotal", "contract_line_ids.price_period")
    def _compute_yearly_amount(self):
        today = fields.Date.context_today(self)
        for contract in self:
            # Not twelve times the monthly amount, which is rounded.
            contract.yearly_amount = sum(
                line.price_subtotal * 12 / PRICE_MONTHS[line.price_period]
                for line in contract.contract_line_ids
                if line._is_running(today)
            )

    @api.depends("duplicate_line_ids")
    def _compute_duplicate_notice(self):
        for contract in self:
            contract.duplicate_notice = contract.duplicate_line_ids._get_notice()

    def _compute_document_counts(self):
        discrepancies = self._count_by_contract(
            "numerian.billing.discrepancy", [("state", "in", PENDING)]
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
