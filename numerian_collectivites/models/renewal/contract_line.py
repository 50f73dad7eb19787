# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class ContractLine(models.Model):
    """A tacit renewal is told to the responsible and stays on the contract."""

    _inherit = "contract.line"

    def _renew_alone(self):
        result = super()._renew_alone()
        user = self.contract_id._get_renewal_user()
        contract = self.contract_id.with_context(lang=user.lang)
        renewed = self.successor_contract_line_id or self
        contract._tell_renewal(
            contract.env._(
                "“%(service)s” is renewed tacitly until %(day)s.",
                service=self.name,
                day=contract._format_day(renewed.date_end),
            )
        )
        return result
