# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models

MODULE = "numerian_collectivites"


class NumerianExercice(models.Model):
    """What the dashboard opens: each figure leads to the records it counts."""

    _inherit = "numerian.exercice"

    @api.model
    def _action_open_dashboard(self):
        """Open the current exercice, else the last one with figures, else the list."""
        action = self._get_action("numerian_exercice_action_dashboard")
        exercice = self._get_dashboard_exercice()
        if exercice:
            action["views"] = sorted(
                action["views"], key=lambda view: view[1] != "form"
            )
            action["res_id"] = exercice.id
        return action

    @api.model
    def _get_dashboard_exercice(self):
        """Return the exercice of today if it has figures, else the last that has some.

        Without any figure: the exercice of today, else the last one.
        """
        year = fields.Date.context_today(self).year
        exercices = self.search([("company_id", "=", self.env.company.id)])
        with_figures = exercices._filter_with_figures()
        found = with_figures or exercices
        return found.filtered(lambda exercice: exercice.year == year) or found[:1]

    def _filter_with_figures(self):
        groups = self.env["numerian.billing.position"]._read_group(
            [("exercice_id", "in", self.ids)], ["exercice_id"]
        )
        return self & self.browse().union(*(exercice for (exercice,) in groups))

    def action_open_dashboard(self):
        self.ensure_one()
        action = self._get_action("numerian_exercice_action_dashboard")
        action["views"] = sorted(action["views"], key=lambda view: view[1] != "form")
        return action | {"res_id": self.id, "target": "main"}

    def action_compare(self):
        """Show every exercice, side by side."""
        return self._get_action("numerian_exercice_action_dashboard")

    def action_previous(self):
        return self._open_neighbour(-1)

    def action_next(self):
        return self._open_neighbour(1)

    def _open_neighbour(self, step):
        """Open the exercice before or after, this one again when there is none."""
        self.ensure_one()
        neighbour = self.search(
            [("company_id", "=", self.company_id.id), ("year", "=", self.year + step)]
        )
        return (neighbour or self).action_open_dashboard()

    def action_show_positions(self):
        return self._get_positions_action([])

    def action_show_open(self):
        return self._get_positions_action([("open_amount", "!=", 0)])

    def _get_positions_action(self, domain):
        action = self._get_action("numerian_billing_position_action")
        return action | {"domain": [("exercice_id", "in", self.ids), *domain]}

    def action_show_billed(self):
        return self._get_moves_action(
            self.env._("Documents of %(year)s", year=self.year),
            [("state", "=", "posted"), *self._get_documents_domain()],
        )

    def action_show_drafts(self):
        return self._get_moves_action(
            self.env._("Drafts of %(year)s", year=self.year),
            [("state", "=", "draft"), *self._get_documents_domain()],
        )

    def action_show_abandoned_drafts(self):
        return self._get_moves_action(
            self.env._("Forgotten drafts of %(year)s", year=self.year),
            list(self._get_abandoned_drafts_domain()),
        )

    def _get_documents_domain(self):
        """Documents that bill or credit a period of the exercice."""
        self.ensure_one()
        lines_domain = [
            ("contract_line_id", "!=", False),
            ("billing_period_start", ">=", self.date_start),
            ("billing_period_start", "<=", self.date_end),
        ]
        return [
            ("company_id", "=", self.company_id.id),
            ("line_ids", "any", lines_domain),
        ]

    def _get_moves_action(self, name, domain):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "account.action_move_out_invoice_type"
        )
        return action | {
            "name": name,
            "domain": domain,
            "context": {"default_move_type": "out_invoice", "create": False},
        }

    def action_show_errors(self):
        return self._get_lines_action("error")

    def action_show_deferred(self):
        return self._get_lines_action("deferred")

    def _get_lines_action(self, state):
        action = self._get_action("numerian_billing_campaign_line_action")
        domain = [("exercice_id", "in", self.ids), ("state", "=", state)]
        return action | {"domain": domain, "context": {}}

    def action_show_discrepancies(self):
        action = self._get_action("numerian_billing_discrepancy_action")
        return action | {"domain": self._get_discrepancies_domain(), "context": {}}

    def action_show_progress(self):
        return self._get_report_action("progress")

    def action_show_shares(self):
        return self._get_report_action("share")

    def action_show_cash(self):
        return self._get_report_action("cash")

    @api.model
    def _action_open_cash(self):
        """Open the cash of the last year, or of the exercice shown if it is older."""
        exercice = self._get_dashboard_exercice()
        a_year_ago = fields.Date.context_today(self) - relativedelta(years=1)
        if exercice and exercice.date_end < a_year_ago:
            return exercice._get_report_action("cash")
        return self._get_action("numerian_billing_cash_report_action")

    @api.model
    def _action_open_report(self, name):
        """Open a report from the menu, on the exercice of the dashboard."""
        return self._get_dashboard_exercice()._get_report_action(name)

    def _get_report_action(self, name):
        """Open a report on this exercice; the user may take the filter away."""
        action = self._get_action(f"numerian_billing_{name}_report_action")
        filters = {"search_default_exercice_id": self.id} if self else {}
        return action | {"context": filters}

    @api.model
    def _get_action(self, name):
        return self.env["ir.actions.act_window"]._for_xml_id(f"{MODULE}.{name}")
