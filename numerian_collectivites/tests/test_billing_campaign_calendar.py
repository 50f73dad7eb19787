# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .common import BillingCase


@tagged("post_install", "-at_install")
class TestBillingCampaignCalendar(BillingCase):
    """The dates of campaigns, and their copy from an exercice to the next one."""

    # Dates

    def test_date_outside_the_exercice_is_refused(self):
        for day in ("2024-12-31", "2026-02-01"):
            with (
                self.subTest(day),
                self.assertRefused(
                    "n'appartient pas à l'exercice 2025", ValidationError
                ),
            ):
                self.make_campaign(2025, date=day)

    def test_date_in_the_complementary_days_is_right(self):
        campaign = self.make_campaign(2025, date="2026-01-31")
        self.assertEqual(campaign.exercice_id.year, 2025)

    def test_closed_exercice_refuses_the_plan(self):
        self.make_line()
        campaign = self.make_campaign(2025)
        self._close(campaign.exercice_id)
        with self.assertRefused(
            "L'exercice 2025 est clos", UserError, lambda: campaign.state
        ):
            campaign.action_plan()

    def test_closed_exercice_refuses_the_run(self):
        self.make_line()
        campaign = self.make_campaign(2025)
        campaign.action_plan()
        campaign.exercice_id.sudo().state = "closed"
        with self.assertRefused(
            "L'exercice 2025 est clos", UserError, lambda: campaign.state
        ):
            campaign.action_run()
        self.assertFalse(campaign.move_ids)

    def test_exercice_with_a_planned_campaign_does_not_close(self):
        self.make_line()
        campaign = self.make_campaign(2025)
        campaign.action_plan()
        with self.assertRefused(
            "« Campagne 2025 » est planifiée ou en cours",
            UserError,
            lambda: campaign.exercice_id.state,
        ):
            self._close(campaign.exercice_id)

    def _close(self, exercice):
        self.as_user("manager", exercice).action_close()

    def test_new_campaign_belongs_to_the_exercice_of_its_date(self):
        exercices = self.as_user("manager", "numerian.exercice").create(
            [{"year": 2025}, {"year": 2026}]
        )
        with Form(self.as_user("clerk", "numerian.billing.campaign")) as form:
            form.name = "Mai"
            self.assertEqual(form.exercice_id, exercices[1])  # of today
            form.date = date(2026, 5, 4)
            self.assertEqual(form.exercice_id, exercices[1])
            form.date = date(2025, 5, 5)
            self.assertEqual(form.exercice_id, exercices[0])
            self.assertEqual(form.period_to, date(2025, 12, 31))
            form.date = date(2026, 1, 20)  # complementary days of 2025
            self.assertEqual(form.exercice_id, exercices[0])

    def test_known_campaign_never_changes_exercice_by_its_date(self):
        campaign = self.make_campaign(2025)
        self.make_campaign(2026)
        with self.assertRefused(
            "n'appartient pas à l'exercice 2025", ValidationError, lambda: campaign.date
        ):
            campaign.date = "2026-06-30"

    def test_date_moves_until_the_campaign_runs(self):
        self.make_line()
        campaign = self.make_campaign(2025)
        campaign.action_plan()
        campaign.date = "2025-07-15"
        campaign.action_run()
        self.assertEqual(campaign.move_ids.invoice_date, date(2025, 7, 15))
        with self.assertRefused(
            "est en cours ou terminée", UserError, lambda: campaign.date
        ):
            campaign.date = "2025-07-16"

    def test_another_date_keeps_the_periods(self):
        campaign = self.make_campaign(
            2025, period_to="2025-03-31", regularise_from="2024-01-01"
        )
        campaign.date = "2025-04-14"
        self.assertEqual(campaign.period_to, date(2025, 3, 31))
        self.assertEqual(campaign.regularise_from, date(2024, 1, 1))

    def test_months_of_the_calendar_have_their_totals(self):
        self.make_line()
        self.make_line(partner=self.make_authority("Burzet"), price_unit=100.0)
        self.make_campaign(2025, date="2025-05-05").action_run()
        self.make_campaign(2026, date="2026-05-04").action_plan()
        months = self.as_user(
            "clerk", "numerian.billing.campaign"
        ).formatted_read_group(
            [("company_id", "=", self.company.id)],
            ["date:month"],
            ["line_count:sum", "planned_amount:sum_currency", "done_amount:sum"],
        )
        self.assertEqual(
            [
                (
                    month["line_count:sum"],
                    month["planned_amount:sum_currency"],
                    month["done_amount:sum"],
                )
                for month in months
            ],
            [(2, 1300.0, 1300.0), (2, 1300.0, False)],
        )

    # Copy

    def _copy(self, exercice):
        self.as_user("clerk", exercice).action_copy_calendar()
        return self.env["numerian.billing.campaign"].search(
            [("exercice_id.year", "=", exercice.year + 1)], order="date, id"
        )

    def test_calendar_is_copied_one_year_later(self):
        authority = self.make_authority()
        may = self.make_campaign(
            2024,
            name="Mai 2024 - adhésion",
            date="2024-05-16",
            family_ids=self.family.ids,
            partner_ids=authority.ids,
            minimum_amount=15.0,
            netting="separate",
        )
        leap = self.make_campaign(
            2024,
            name="Février",
            date="2024-02-29",
            regularise_from="2024-01-01",
            period_to="2024-02-29",
            include_late=True,
        )
        copies = self._copy(may.exercice_id)
        self.assertRecordValues(
            copies,
            [
                {
                    "name": "Février",
                    "date": date(2025, 2, 28),
                    "regularise_from": date(2025, 1, 1),
                    "period_to": date(2025, 2, 28),
                    "include_late": True,
                    "copied_from_id": leap.id,
                    "state": "draft",
                    "family_ids": [],
                    "partner_ids": [],
                    "minimum_amount": 0.0,
                    "netting": "net",
                },
                {
                    "name": "Mai 2025 - adhésion",
                    "date": date(2025, 5, 16),
                    "regularise_from": date(2025, 1, 1),
                    "period_to": date(2025, 12, 31),
                    "include_late": False,
                    "copied_from_id": may.id,
                    "state": "draft",
                    "family_ids": self.family.ids,
                    "partner_ids": authority.ids,
                    "minimum_amount": 15.0,
                    "netting": "separate",
                },
            ],
        )

    def test_weekend_goes_to_monday_in_the_copy(self):
        campaign = self.make_campaign(2022, date="2022-09-30")
        self.assertEqual(self._copy(campaign.exercice_id).date, date(2023, 10, 2))

    def test_copy_of_what_ran_holds_no_document(self):
        self.make_line()
        campaign = self.make_campaign(2025)
        campaign.action_run()
        copy = self._copy(campaign.exercice_id)
        self.assertEqual((copy.state, copy.line_count), ("draft", 0))
        self.assertFalse(copy.move_ids)

    def test_calendar_is_copied_once(self):
        campaign = self.make_campaign(2025)
        exercice = campaign.exercice_id
        self._copy(exercice)
        with self.assertRefused(
            "Toutes les campagnes de l'exercice 2025 sont déjà copiées", UserError
        ):
            self._copy(exercice)
        added = self.make_campaign(2025, name="Ajoutée", date="2025-09-01")
        self.assertEqual(len(self._copy(exercice)), 2)
        self.assertEqual(len(campaign.copy_ids), 1)
        self.assertEqual(len(added.copy_ids), 1)

    def test_nothing_to_copy_is_said(self):
        campaign = self.make_campaign(2025)
        campaign.action_cancel()
        with self.assertRefused(
            "L'exercice 2025 n'a aucune campagne à copier", UserError
        ):
            self._copy(campaign.exercice_id)
        self.assertFalse(
            self.env["numerian.exercice"].search(
                [("year", "=", 2026), ("company_id", "=", self.company.id)]
            )
        )

    def test_copy_into_a_closed_exercice_is_refused(self):
        campaign = self.make_campaign(2025)
        self._close(self.make_campaign(2026).exercice_id)
        with self.assertRefused("L'exercice 2026 est clos", UserError):
            self._copy(campaign.exercice_id)

    def test_reader_copies_nothing(self):
        campaign = self.make_campaign(2025)
        with self.assertRefused("", AccessError, lambda: campaign.copy_ids):
            self.as_user("reader", campaign.exercice_id).action_copy_calendar()

    def test_calendar_opens_on_its_first_campaign(self):
        self.make_campaign(2025, date="2025-03-14")
        exercice = self.make_campaign(2025, date="2025-05-16").exercice_id
        action = exercice.action_show_calendar()
        self.assertEqual(action["context"]["initial_date"], "2025-03-14")
        self.assertEqual(action["domain"], [("exercice_id", "=", exercice.id)])

    def test_menu_opens_the_current_calendar_or_the_last_one(self):
        exercices = self.as_user("reader", "numerian.exercice")
        self.assertNotIn(
            "default_exercice_id", exercices.action_show_last_calendar()["context"]
        )
        for year in (2024, 2023, 2026, 2028):  # today is in 2026
            exercice = self.make_campaign(year).exercice_id
            opened = exercices.action_show_last_calendar()["context"]
            expected = {2023: 2024, 2028: 2026}.get(year, year)
            self.assertEqual(
                exercice.browse(opened["default_exercice_id"]).year, expected
            )
