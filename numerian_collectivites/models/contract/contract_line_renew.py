# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from markupsafe import Markup

from odoo import api, fields, models

from ..scheduled import error_text, run_each


class ContractLine(models.Model):
    """Tacit renewal, line by line: OCA's scheduled action renews all or none."""

    _inherit = "contract.line"

    renewal_error = fields.Char(
        readonly=True,
        copy=False,
        help="Why the scheduled action could not renew the service.",
    )

    @api.model
    def cron_renew_contract_line(self):
        """Renew what falls due; a line that fails leaves a to-do on its contract."""
        lines = self.search(self._contract_line_to_renew_domain(), order="id")
        failed_before = self.search([("renewal_error", "!=", False)])
        (failed_before - lines)._keep_renewal_error(False)  # put right by hand
        run_each(
            lines,
            lambda line: line._renew_alone(),
            lambda line, error: line._keep_renewal_error(error_text(error)),
        )

    def _renew_alone(self):
        self.ensure_one()
        self.renew()
        if self.renewal_error:
            self._keep_renewal_error(False)

    def _keep_renewal_error(self, message):
        self.write({"renewal_error": message})
        for contract in self.contract_id:
            contract._tell_renewal_errors()

    def _get_renewal_note(self):
        rows = [
            Markup("<li><b>%s</b> %s</li>") % (line.display_name, line.renewal_error)
            for line in self
        ]
        return Markup("<ul>%s</ul>") % Markup().join(rows)
