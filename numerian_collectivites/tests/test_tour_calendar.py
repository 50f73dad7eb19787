# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date

from odoo.tests import tagged

from odoo.addons.mail.tests.common import MockEmail

from .tour_case import MODULE, TourCase


@tagged("post_install", "-at_install")
class TestTourCalendar(TourCase, MockEmail):
    """A year of billing in a handful of clicks, by the clerk, in a real browser."""

    def test_calendar(self):
        burzet = self.line.contract_id.partner_id.copy({"name": "Burzet"})
        self._make_contract(burzet, self.line.product_id)
        self.campaign.action_run()
        exercice = self.campaign.exercice_id
        with self.mock_mail_gateway():
            self.start_tour(
                f"/odoo/action-{MODULE}.numerian_exercice_action/{exercice.id}",
                "numerian_billing_calendar",
                login=self.clerk.login,
            )
            mails = [mail["email_to"] for mail in self._mails]
        campaign = self.campaign.copy_ids
        # 15 May 2022 is a Sunday.
        self.assertRecordValues(
            campaign, [{"name": "Mai 2022", "date": date(2022, 5, 16), "state": "done"}]
        )
        self.assertRecordValues(
            campaign.line_ids.sorted("partner_id"),
            [
                {
                    "partner_id": self.line.contract_id.partner_id.id,
                    "state": "done",
                    "send_state": "sent",
                    "exclusion_reason": False,
                },
                {
                    "partner_id": burzet.id,
                    "state": "excluded",
                    "send_state": False,
                    "exclusion_reason": "Fusionne avec Annonay",
                },
            ],
        )
        self.assertEqual(campaign.move_ids.amount_untaxed, 345.0)
        self.assertEqual(mails, [['"Brossainc" <mairie@brossainc.test>']])
