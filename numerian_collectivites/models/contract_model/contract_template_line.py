# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models


class ContractTemplateLine(models.Model):
    """The services of a model that is validated stay as they are."""

    _inherit = "contract.template.line"

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._check_draft_model()
        return lines

    def write(self, vals):
        self._check_draft_model()
        result = super().write(vals)
        self._check_draft_model()  # nor moved to a model that is frozen
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_if_draft(self):
        self._check_draft_model()

    def _check_draft_model(self):
        if self._name == "contract.template.line":  # OCA's contract lines inherit it
            self.contract_id._check_draft()
