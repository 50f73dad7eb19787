# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json

from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .dashboard import DashboardCase

FORM = "numerian_collectivites.numerian_exercice_view_form_dashboard"


@tagged("post_install", "-at_install")
class TestExerciceDashboard(DashboardCase):
    """Each figure of the dashboard, and what it opens, as a reader sees it."""

    def dashboard(self, exercice=None):
        self.env.invalidate_all()
        return self.as_user("reader", exercice or self.exercice)

    def opened(self, action):
        """Return the records that an action shows to the reader."""
        model = self.as_user("reader", action["res_model"])
        return model.search(action["domain"])

    def test_amounts(self):
        self.assertRecordValues(
            self.dashboard(),
            [
                {
                    "due_amount": 1660.0,
                    "billed_amount": 1300.0,
                    "draft_amount": 0.0,
                    "open_amount": 360.0,
                    "open_count": 4,
                }
            ],
        )
        self.assertEqual(round(self.dashboard().billed_share, 4), 0.7831)

    def test_amounts_open_their_records(self):
        dashboard = self.dashboard()
        self.assertEqual(len(self.opened(dashboard.action_show_positions())), 6)
        still_open = self.opened(dashboard.action_show_open())
        self.assertEqual(sum(still_open.mapped("open_amount")), 360.0)
        self.assertEqual(
            self.opened(dashboard.action_show_billed()),
            self.march.move_ids | self.quarter_1.move_ids,
        )

    def test_share_by_the_target_month_meets_the_target_or_not(self):
        self.company.billing_target_share = 0.78
        self.assertTrue(self.dashboard().is_target_met)
        self.company.billing_target_share = 0.79
        self.assertFalse(self.dashboard().is_target_met)

    def test_what_is_billed_after_the_target_month_does_not_count(self):
        self.company.billing_target_month = "02"
        self.assertEqual(self.dashboard().target_billed_share, 0.0)
        self.company.billing_target_month = "03"
        self.assertEqual(self.dashboard().target_billed_share, 0.7831)

    def test_target_is_ninety_percent_by_october(self):
        company = self.env["res.company"].create({"name": "Nouveau"})
        self.assertRecordValues(
            company,
            [
                {
                    "billing_target_share": 0.9,
                    "billing_target_month": "10",
                    "billing_draft_days": 15,
                }
            ],
        )

    def test_exercice_without_anything_shows_zeros(self):
        empty = self.as_user("clerk", "numerian.exercice")._get_or_create(
            2030, self.company
        )
        dashboard = self.dashboard(empty)
        self.assertRecordValues(
            dashboard,
            [
                {
                    "due_amount": 0.0,
                    "billed_share": 0.0,
                    "target_billed_share": 0.0,
                    "is_target_met": False,
                    "family_report_ids": [],
                }
            ],
        )

    def test_families(self):
        rows = self.dashboard().family_report_ids
        self.assertRecordValues(
            rows.sorted("due_amount"),
            [
                {
                    "service_family_id": False,
                    "due_amount": 60.0,
                    "billed_amount": 0.0,
                    "open_amount": 60.0,
                    "billed_percent": 0.0,
                },
                {
                    "service_family_id": self.hosting.id,
                    "due_amount": 400.0,
                    "billed_amount": 100.0,
                    "open_amount": 300.0,
                    "billed_percent": 25.0,
                },
                {
                    "service_family_id": self.family.id,
                    "due_amount": 1200.0,
                    "billed_amount": 1200.0,
                    "open_amount": 0.0,
                    "billed_percent": 100.0,
                },
            ],
        )
        hosting = rows.filtered(lambda row: row.service_family_id == self.hosting)
        self.assertEqual(len(self.opened(hosting.action_open_positions())), 4)

    def test_graph_has_a_bar_a_month(self):
        (graph,) = json.loads(self.dashboard().share_graph)
        self.assertEqual(
            [(bar["label"], bar["value"]) for bar in graph["values"]][:4],
            [("janv.", 0.0), ("févr.", 0.0), ("mars", 78.3), ("avr.", 78.3)],
        )
        self.assertEqual(len(graph["values"]), 12)

    # What is wrong

    @mute_logger("odoo.addons.numerian_collectivites.models")
    def test_errors_and_deferred_authorities(self):
        self.quarters_2_3.minimum_amount = 1000.0
        self.quarters_2_3.action_run()
        self.march.line_ids.state = "error"
        dashboard = self.dashboard()
        self.assertEqual((dashboard.error_count, dashboard.deferred_count), (1, 1))
        self.assertEqual(
            self.opened(dashboard.action_show_errors()), self.march.line_ids
        )
        self.assertEqual(
            self.opened(dashboard.action_show_deferred()), self.quarters_2_3.line_ids
        )

    def test_draft_is_forgotten_after_the_days_of_the_settings(self):
        self.march.move_ids.button_draft()  # 16 March, 252 days ago
        self.assertEqual(self.dashboard().draft_amount, 1200.0)
        self.assertEqual(self.dashboard().abandoned_draft_count, 1)
        self.assertEqual(
            self.opened(self.dashboard().action_show_abandoned_drafts()),
            self.march.move_ids,
        )
        self.assertEqual(
            self.opened(self.dashboard().action_show_drafts()), self.march.move_ids
        )
        self.company.billing_draft_days = 252
        self.assertEqual(self.dashboard().abandoned_draft_count, 0)

    def test_open_discrepancies(self):
        self.correct(self.software_line, date_start="2025-07-01")
        self.as_user("clerk", "numerian.billing.discrepancy")._refresh(self.company)
        dashboard = self.dashboard(self.exercice_2025)
        self.assertEqual(dashboard.discrepancy_count, 1)
        found = self.opened(dashboard.action_show_discrepancies())
        self.assertEqual(found.amount, -600.0)

    # Which exercice opens

    def open_id(self, user="reader"):
        action = self.as_user(user, "numerian.exercice")._action_open_dashboard()
        return action.get("res_id")

    def test_opens_on_the_exercice_of_today(self):
        self.as_user("clerk", "numerian.exercice")._get_or_create(2027, self.company)
        self.assertEqual(self.open_id(), self.exercice.id)

    def test_opens_on_the_last_exercice_with_figures(self):
        self.env["numerian.billing.position"].search(
            [("exercice_id", "=", self.exercice.id)]
        ).unlink()
        self.assertEqual(self.open_id(), self.exercice_2025.id)

    def test_menu_runs_for_a_reader(self):
        action = self.env.ref("numerian_collectivites.action_open_dashboard")
        opened = self.as_user("reader", action).run()
        self.assertEqual(opened["res_id"], self.exercice.id)
        self.assertEqual(opened["views"][0][1], "form")

    def test_reports_open_on_the_same_exercice(self):
        for name in ("progress", "share"):
            action = self.env.ref(f"numerian_collectivites.action_open_{name}_report")
            opened = self.as_user("reader", action).run()
            self.assertEqual(
                (opened["res_model"], opened["context"]),
                (
                    f"numerian.billing.{name}.report",
                    {"search_default_exercice_id": self.exercice.id},
                ),
            )

    def test_goes_from_one_exercice_to_the_other(self):
        dashboard = self.dashboard()
        self.assertEqual(dashboard.action_previous()["res_id"], self.exercice_2025.id)
        self.assertEqual(dashboard.action_next()["res_id"], self.exercice.id)

    # Companies

    def test_other_company_has_its_own_figures(self):
        other = self._make_company("Autre syndicat")
        stranger = new_test_user(
            self.env,
            "stranger@collectivites.test",
            groups="numerian_collectivites.group_manager",
            company_id=other.id,
        )
        model = (
            self.env["numerian.exercice"]
            .with_user(stranger)
            .with_context(allowed_company_ids=other.ids)
        )
        exercice = model._get_or_create(2026, other)
        exercice.action_refresh()
        self.assertEqual(model._action_open_dashboard()["res_id"], exercice.id)
        self.assertRecordValues(
            exercice, [{"due_amount": 0.0, "billed_amount": 0.0, "open_count": 0}]
        )
        self.assertFalse(exercice.family_report_ids)
        self.assertEqual(self.dashboard().due_amount, 1660.0)

    # Speed

    def read_form(self):
        arch = self.env["numerian.exercice"].get_view(self.env.ref(FORM).id)["models"]
        families = arch["numerian.billing.family.report"]
        names = [n for n in arch["numerian.exercice"] if n != "family_report_ids"]
        specification = {name: {} for name in names} | {
            "family_report_ids": {"fields": {name: {} for name in families}}
        }
        return self.as_user("reader", self.exercice).web_read(specification)

    def test_opening_takes_as_many_queries_for_more_contracts(self):
        few = self.count_queries(self.read_form)
        self.make_more(20)
        self.exercice._refresh_positions()
        self.assertEqual(self.count_queries(self.read_form), few)
        self.assertEqual(self.read_form()[0]["open_amount"], 24360.0)
