# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class ContractContract(models.Model):
    """A contract rests on a model and on prices that are in force."""

    _inherit = "contract.contract"
    _decision_kind = None  # that of its model, which OCA lets it inherit from

    @property
    def NO_SYNC(self):
        """What a contract does not take over from its model: discussion, decision."""
        mixins = ("mail.thread", "numerian.authorised.mixin")
        own = [name for mixin in mixins for name in self.env[mixin]._fields]
        return [*super().NO_SYNC, *own]

    def _needs_decision(self):
        return False

    @api.constrains("contract_template_id")
    def _check_contract_template_id(self):
        # sudo: the rule holds for whoever makes contracts
        self.contract_template_id.sudo()._check_authorised()

    @api.constrains("pricelist_id")
    def _check_pricelist_id(self):
        sales = self.filtered(lambda contract: contract.contract_type == "sale")
        groups = sales.grouped(lambda c: (c.company_id, c._get_first_priced_day()))
        for (company, day), contracts in groups.items():
            contracts.pricelist_id.with_company(company)._check_in_force(day)

    def _get_first_priced_day(self):
        """Return the first day that its prices apply to: today, or its lines' later."""
        days = [line.date_start for line in self.contract_line_ids if line.date_start]
        today = fields.Date.context_today(self)
        return max(today, min(days, default=today))
