# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.exceptions import UserError

from odoo.addons.numerian_collectivites.core import csv_text

from ...core.quote import to_decimal

RESULT_FIELDS = ("year1_amount", "year2_amount", "year3_amount", "total_amount")


class NumerianTariffSimulation(models.Model):
    """What the assembly was shown: a table, kept with its deliberation."""

    _inherit = "numerian.tariff.simulation"

    def action_freeze(self):
        """Keep the figures as they are, with their table and document attached."""
        self.check_access("write")
        for simulation in self:
            simulation._check_draft()
            simulation._check_computed()
            # sudo: by this button, which attaches what was shown; nobody enters it
            simulation.sudo().state = "frozen"
            simulation._attach_documents()
        return True

    # The assembly takes note of it: it blocks nothing

    def _needs_decision(self):
        return False

    def _get_act_states(self):
        return {s: "done" if s.state == "frozen" else "to_do" for s in self}

    @api.model
    def _get_waiting_act_domain(self):
        return [("state", "=", "frozen")]

    # Table

    def _check_computed(self):
        self.ensure_one()
        if not self.computed_on:
            raise UserError(
                self.env._("%(simulation)s: compute it first.", simulation=self.name)
            )

    def _attach_documents(self):
        """Attach the table and the printed document, in a message of their own."""
        self.ensure_one()
        name = self._get_table_name()
        report = self.env["ir.actions.report"]
        document, _kind = report._render_qweb_pdf(
            "numerian_cyber.numerian_tariff_simulation_document", self.ids
        )
        self.message_post(
            body=self.env._("Frozen: the figures do not change any more."),
            attachments=[
                (f"{name}.csv", self._get_table_csv()),
                (f"{name}.pdf", document),
            ],
        )

    def action_export_table(self):
        """Download the amounts by authority and tariff, side by side, as CSV."""
        self.ensure_one()
        self._check_computed()
        return {
            "type": "ir.actions.act_url",
            "url": f"/numerian/simulations/{self.id}/csv",
            "target": "download",
        }

    def _get_table_name(self):
        self.ensure_one()
        return self.env._("Tariff simulation - %(name)s", name=self.name)

    def _get_table(self):
        """Return ``[(authority, {tariff: its result})]`` by name."""
        self.ensure_one()
        by_partner = self.result_ids.grouped("partner_id")
        return [
            (partner, results.grouped("tariff_id"))
            for partner, results in sorted(
                by_partner.items(), key=lambda item: (item[0].name or "", item[0].id)
            )
        ]

    def _get_table_csv(self):
        """Return the table as a file: an authority a line, the tariffs side by side."""
        names = [*RESULT_FIELDS, "difference_amount"]
        labels = self.result_ids.fields_get([*names, "partner_id"], ["string"])
        header = [labels["partner_id"]["string"]] + [
            f"{tariff.name} - {labels[name]['string']}"
            for tariff in self.tariff_ids
            for name in names
        ]
        nothing = self.result_ids.browse()
        rows = [
            [partner.name]
            + [
                to_decimal(results.get(tariff, nothing)[name], 2)
                for tariff in self.tariff_ids
                for name in names
            ]
            for partner, results in self._get_table()
        ]
        return csv_text.write(header, rows)
