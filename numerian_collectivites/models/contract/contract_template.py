# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class ContractTemplate(models.Model):
    """A contract model: billed by campaigns; voted, where an assembly decides on it."""

    _name = "contract.template"
    _inherit = ["contract.template", "mail.thread", "numerian.authorised.mixin"]
    _decision_kind = "contract_template"

    generation_type = fields.Selection(
        selection_add=[("campaign", "Billing campaign")],
        ondelete={"campaign": "set default"},
    )

    def _needs_decision(self):
        """A model of a supplier's contract decides nothing of the authorities."""
        return self.contract_type == "sale"

    def _get_decision_details(self):
        return [
            (line.name, line._get_decision_price()) for line in self.contract_line_ids
        ]

    def _get_act_states(self):
        groups = self.env["contract.contract"]._read_group(
            [("contract_template_id", "in", self.ids)], ["contract_template_id"]
        )
        used = {template for (template,) in groups}
        return {t: "done" if t in used else "to_do" for t in self}

    @api.model
    def _get_waiting_act_domain(self):
        return [("contract_type", "=", "sale")]
