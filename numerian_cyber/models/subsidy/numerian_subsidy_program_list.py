# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.exceptions import UserError

from odoo.addons.numerian_collectivites.core import csv_text

from .numerian_subsidy_grant_list import LIST_FIELDS


class NumerianSubsidyProgram(models.Model):
    """The list of the authorities, for the funder: a file and a document."""

    _inherit = "numerian.subsidy.program"

    def action_export_list(self):
        """Download the grants of the programme as CSV."""
        self.ensure_one()
        if not self.grant_ids:
            raise UserError(
                self.env._("%(program)s has no grant yet.", program=self.name)
            )
        return {
            "type": "ir.actions.act_url",
            "url": f"/numerian/subsidies/{self.id}/csv",
            "target": "download",
        }

    def _get_list_name(self):
        self.ensure_one()
        return self.env._("Subsidies - %(program)s", program=self.name)

    def _get_listed_grants(self):
        """Return the grants by name of the authority, one query."""
        self.ensure_one()
        return self.grant_ids.sorted(lambda g: (g.partner_name or "", g.id))

    def _get_list_csv(self):
        """Return the list as a file, a line for each authority."""
        grants = self._get_listed_grants()
        labels = grants.fields_get(LIST_FIELDS, ["string"])
        header = [labels[name]["string"] for name in LIST_FIELDS]
        partner_labels = self.env["res.partner"].fields_get(
            ["insee_code", "company_registry"], ["string"]
        )
        header[1:1] = [partner_labels["insee_code"]["string"], "SIRET"]
        return csv_text.write(header, (grant._prepare_list_row() for grant in grants))

    def _get_promise_text(self, amount):
        """Return what a quote says of an amount to expect, one sentence."""
        self.ensure_one()
        return self.env._(
            "%(program)s (%(funder)s), %(terms)s: %(amount)s, %(payee)s.",
            program=self.name,
            funder=self.funder_id.name,
            terms=self._get_terms_text(),
            amount=self._format(amount),
            payee=self._get_payee_text(),
        )

    def _get_payee_text(self):
        self.ensure_one()
        if self.payee == "syndicate":
            return self.env._("paid by the funder to the syndicate")
        return self.env._("paid by the funder to the authority")
