# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date

from odoo.tests import new_test_user, tagged

from .tour_case import MODULE, TourCase


@tagged("post_install", "-at_install")
class TestTours(TourCase):
    """The main journeys of the clerk, in a real browser, in French."""

    def test_campaign(self):
        action = f"{MODULE}.numerian_billing_campaign_action"
        self.start_tour(
            f"/odoo/action-{action}?view_type=list",
            "numerian_billing_campaign",
            login=self.clerk.login,
        )
        self.assertEqual(self.campaign.move_ids.amount_untaxed, 345.0)
        self.assertEqual(self.campaign.move_ids.state, "posted")

    def test_discrepancy(self):
        self.campaign.action_run()
        self.line._correct_billed({"date_start": "2021-09-01"}, "Pris en septembre")
        self.env["numerian.billing.discrepancy"]._refresh(self.company)
        self.start_tour(
            f"/odoo/action-{MODULE}.numerian_billing_discrepancy_action",
            "numerian_billing_discrepancy",
            login=self.clerk.login,
        )
        credit = self.campaign.move_ids.reversal_move_ids
        self.assertEqual((credit.state, credit.amount_untaxed), ("draft", 230.0))

    def test_price_indexation(self):
        manager = new_test_user(
            self.env,
            "responsable@parcours.test",
            groups=f"{MODULE}.group_manager",
            lang="fr_FR",
            tz="Europe/Paris",
            company_id=self.company.id,
        )
        indexation = self.env["numerian.price.indexation"].create(
            {
                "name": "Hausse 2022",
                "company_id": self.company.id,
                "date_from": "2022-01-01",
                "percentage": 3.5,
            }
        )
        action = f"{MODULE}.numerian_price_indexation_action"
        self.start_tour(
            f"/odoo/action-{action}?view_type=list",
            "numerian_price_indexation",
            login=manager.login,
        )
        self.assertEqual(indexation.state, "applied")
        prices = self.line.price_version_ids.sorted("date_from").mapped("price_unit")
        self.assertEqual(prices, [345.0, 357.08])

    def test_contract_entry(self):
        burzet = self.line.contract_id.partner_id.copy({"name": "Burzet"})
        self.start_tour(
            "/odoo/contrats", "numerian_contract_entry", login=self.officer.login
        )
        contract = self.env["contract.contract"].search(
            [("partner_id", "=", burzet.id)]
        )
        self.assertRecordValues(
            contract.contract_line_ids,
            [
                {
                    "generation_type": "campaign",
                    "proration": "month",
                    "price_period": "year",
                    "billing_period": "year",
                    "service_family_id": self.line.product_id.service_family_id.id,
                    "price_unit": 345.0,
                    "recurring_next_date": date(2021, 3, 15),
                }
            ],
        )
