# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""2021-2022 from end to end: the errors, the votes, the quotes, the year billed."""

from datetime import date

from freezegun import freeze_time
from story_case import TITRES, StoryCase

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestStory(StoryCase):
    def test_story(self):
        with freeze_time("2021-12-06"):
            self._billing_of_2021_with_its_errors()
        with freeze_time("2022-05-20"):
            self._review_finds_the_three_errors()
        with freeze_time("2022-05-30"):
            self._services_of_the_year_are_billed()
        with freeze_time("2022-06-07"):
            self._board_votes()
        with freeze_time("2022-06-14"):
            self._credit_notes_are_posted_on_673()
        with freeze_time("2022-06-20"):
            self._council_ratifies()
        with freeze_time("2022-06-22"):
            self._tariff_comes_into_force_and_quotes_leave()
        with freeze_time("2022-06-24 10:00:00"):
            self._brossainc_signs_on_the_portal()
        with freeze_time("2022-10-10"):
            self._october_bills_the_new_contract()
        with freeze_time("2022-10-12"):
            self._titres_are_issued()
        with freeze_time("2022-10-31"):
            self._nine_tenths_are_billed()

    def _billing_of_2021_with_its_errors(self):
        self.invoices = {
            move.partner_id.name: move for move in self.bill(2021, date="2021-12-06")
        }
        totals = {name: move.amount_total for name, move in self.invoices.items()}
        self.assertEqual(
            totals,
            {
                "Brossainc": 2169.60,
                "Saint-Jacques-d'Atticieux": 2169.50,
                "Burzet": 724.20,
            },
        )
        self.as_user("manager", "numerian.bordereau")._import_history(
            {
                "exercice_id": self.exercice_2021.id,
                "number": 84,
                "date": date(2021, 12, 6),
                "issuer_id": self.users["manager"].id,
            },
            {self.invoices[name]: number for name, number in TITRES.items()},
        )
        self.as_user("manager", self.exercice_2021).action_close()

    def _review_finds_the_three_errors(self):
        review = self.as_user("clerk", "numerian.billing.discrepancy")
        review._refresh(self.company, date(2021, 12, 31))
        mine = [("company_id", "=", self.company.id)]
        self.assertFalse(review.search(mine))
        for name in ("Brossainc", "Saint-Jacques-d'Atticieux"):
            self.correct(self.lines[name], date_start="2021-09-01")
        self.lines["Burzet"].stop(date(2017, 6, 30))
        review._refresh(self.company, date(2021, 12, 31))
        found = review.search(mine)
        figures = {
            (d.partner_id.name, d.kind, d.due_amount, d.billed_amount, d.amount)
            for d in found
        }
        prorated = ("not_prorated", 115.0, 345.0, -230.0)  # 345 x 4 / 12
        self.assertEqual(
            figures,
            {
                ("Brossainc", *prorated),
                ("Saint-Jacques-d'Atticieux", *prorated),
                ("Burzet", "billed_after_termination", 0.0, 348.0, -348.0),
            },
        )
        found.action_prepare_credit_notes()
        self.credits = found.move_ids
        self.tariff = self.make_tariff()

    def _services_of_the_year_are_billed(self):
        self.billed = self.bill_2022("2022-05-30", self.family)
        amounts = {move.partner_id.name: move.amount_untaxed for move in self.billed}
        self.assertEqual(
            amounts,
            {
                "Brossainc": 1808.00,
                "Saint-Jacques-d'Atticieux": 1807.92,
                "Burzet": 255.50,  # HotSpot never again
            },
        )

    def bill_2022(self, day, family):
        return self.bill(
            2022, date=day, family_ids=family.ids, regularise_from="2022-01-01"
        )

    def _board_votes(self):
        session = self.make_session(["Annulation de titres", "Tarifs cyber"])
        session.item_ids.filtered(lambda item: item.kind == "minutes").unlink()
        cancellations, tariffs = session.item_ids.deliberation_id.sorted("id")
        cancellations.action_add_credit_notes()
        tariffs._add_waiting_acts(self.kinds.filtered(lambda k: k.code == "price_list"))
        tariffs.ratifying_body_id = self.council
        self.credits.invoice_date = "2022-06-14"
        with self.assertRefused("n'est pas adoptée", UserError):
            self.credits[0].action_post()
        self.open_session(session, self.seats[:4])  # two of six are excused
        (cancellations | tariffs).action_unanimous()
        session.closed_at = "2022-06-07 16:20:00"
        session.action_close()
        self.assertEqual(
            sorted(cancellations.decision_ids.mapped("amount")), [230.0, 230.0, 348.0]
        )
        self.assertEqual(set((cancellations | tariffs).mapped("outcome")), {"adopted"})
        self.cancellations, self.tariffs = cancellations, tariffs

    def _credit_notes_are_posted_on_673(self):
        with self.assertRefused("non publiée", UserError):
            self.credits[0].action_post()
        self.publish(self.cancellations | self.tariffs)
        self.credits.action_post()
        self.assertEqual(set(self.credits.deliberation_id), {self.cancellations})
        self.assertEqual(
            self.credits.invoice_line_ids.account_id, self.accounts["earlier_years"]
        )
        amounts = {c.partner_id.name: c.amount_untaxed for c in self.credits}
        self.assertEqual(
            amounts,
            {"Brossainc": 230.0, "Saint-Jacques-d'Atticieux": 230.0, "Burzet": 348.0},
        )
        titres = {
            credit.partner_id.name: credit.reversed_entry_id.titre_number
            for credit in self.credits
        }
        self.assertEqual(titres, TITRES)

    def _council_ratifies(self):
        with self.assertRefused("non entérinée par Conseil syndical", UserError):
            self.tariff.action_put_in_force()
        self.tariffs.action_prepare_ratification()
        ratification = self.tariffs.ratification_ids
        session = self.make_session(day="2022-06-20", body=self.council)
        session.action_add_waiting()
        self.open_session(session, self.delegates)
        ratification.action_unanimous()

    def _tariff_comes_into_force_and_quotes_leave(self):
        mailing = self.make_mailing(self.tariff)
        with self.assertRefused("Tarifs cyber 2022", UserError):
            mailing.action_start()
        self.publish(self.tariffs.ratification_ids, "2022-06-22")
        self.tariff.action_put_in_force()
        self.assertEqual(self.tariff.in_force_from, date(2022, 6, 22))
        mailing.action_start()
        self.assertEqual(set(mailing.line_ids.mapped("state")), {"sent"})
        self.mailing = mailing
        self.quote = mailing.order_ids.filtered(
            lambda order: order.partner_id == self.communes["Brossainc"]
        )

    def _brossainc_signs_on_the_portal(self):
        """No account: the link of the mail. 5 x 0.80 + 6 x 4.00 = 28.00 a month."""
        self.token = self.quote.sudo().access_token
        answer = self.choose(
            services=self.wish("vault", 5) | self.wish("edr", 6),
            prerequisites=[self.prerequisites["antivirus"].id],
        )
        self.assertTrue(answer["applied"], answer)
        self.assertIn("sign_ok", self.sign_online()["redirect_url"])
        self.assertEqual(self.quote.state, "sale")
        self.mailing.invalidate_recordset()
        self.assertEqual(self.mailing.year1_amount, 112.0)  # four months of 2022
        self.assertEqual(self.mailing.year2_amount, 336.0)
        lines = self.quote.sudo().cyber_contract_ids.contract_line_ids
        self.assertEqual(set(lines.mapped("date_start")), {date(2022, 9, 1)})

    def _october_bills_the_new_contract(self):
        """The four months of Brossainc; a hosting is left for December."""
        cyber = self.env.ref("numerian_collectivites.service_family_cyber")
        october = self.bill_2022("2022-10-10", cyber)
        self.assertEqual(october.partner_id, self.communes["Brossainc"])
        self.assertEqual(october.amount_untaxed, 112.0)  # 28.00 x 4
        hosting = self.env["numerian.service.family"].create(
            {"name": "Hébergement", "code": "TEST-H"}
        )
        self.make_contract(
            {
                "name": "Hébergement",
                "price_unit": 442.60,
                "date_start": "2022-01-01",
                "service_family_id": hosting.id,
            },
            partner=self.communes["Burzet"],
        )
        self.make_campaign(2022, date="2022-12-15", family_ids=hosting.ids)
        self.billed |= october

    def _titres_are_issued(self):
        bordereau = self.make_bordereau()
        bordereau._add_moves(self.billed)
        with self.assertRefused(
            "Seul un responsable", AccessError, lambda: bordereau.state
        ):
            bordereau.action_issue()
        self.as_user("manager", bordereau).action_issue()
        self.assertEqual(sorted(self.billed.mapped("titre_number")), [1, 2, 3, 4])
        self.assertEqual(bordereau.number, 1)

    def make_bordereau(self):
        return self.as_user("clerk", "numerian.bordereau").create(
            {"exercice_id": self.exercice_2022.id, "date": "2022-10-12"}
        )

    def _nine_tenths_are_billed(self):
        """3 983.42 of 4 426.02; what is left is planned in December."""
        self.exercice_2022._refresh_positions()
        dashboard = self.as_user("reader", self.exercice_2022)
        self.assertRecordValues(
            dashboard,
            [{"due_amount": 4426.02, "billed_amount": 3983.42, "open_amount": 442.60}],
        )
        self.assertEqual(round(dashboard.target_billed_share, 4), 0.9)
        self.assertTrue(dashboard.is_target_met)
