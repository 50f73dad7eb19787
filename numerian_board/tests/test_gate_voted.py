# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from .gates import ActsCase


@tagged("post_install", "-at_install")
class TestGateVoted(ActsCase):
    """An act is carried out as it was put to the vote, and printed so."""

    def read_prices(self):
        return self.tariff.item_ids.mapped("fixed_price"), self.tariff.in_force_from

    def put_in_force(self, tariff=None):
        (tariff or self.tariff).action_put_in_force()

    def test_prices_put_in_force_are_those_voted(self):
        self.vote("price_list")
        self.publish(self.deliberation)
        self.tariff.item_ids.fixed_price = 12.0
        with self.assertRefused("4,00\xa0€", UserError, self.read_prices) as refusal:
            self.put_in_force()
        self.assertIn("12,00\xa0€", str(refusal.exception))
        decision = self.deliberation.decision_ids
        self.assertEqual(decision._get_printed_details()[0][1], "4,00\xa0€")
        self.tariff.item_ids.min_quantity = 10.0
        self.tariff.item_ids.fixed_price = 4.0
        with self.assertRefused("(≥ 10)", UserError, self.read_prices):
            self.put_in_force()
        self.tariff.item_ids.min_quantity = 0.0
        self.put_in_force()
        self.assertTrue(self.tariff.in_force_from)

    def test_first_day_put_in_force_is_the_one_voted(self):
        self.tariff.effective_date = "2027-01-01"
        self.vote("price_list")
        self.publish(self.deliberation)
        decision = self.deliberation.decision_ids
        self.assertIn("01/01/2027", str(decision._get_printed_details()))
        for day, message in (("2027-03-01", "01/03/2027"), (False, "01/01/2027")):
            self.tariff.effective_date = day
            with self.assertRefused(message, UserError, self.read_prices):
                self.put_in_force()
        self.tariff.effective_date = "2027-01-01"
        self.put_in_force()
        self.assertEqual(str(self.tariff.in_force_from), "2027-01-01")
        with self.assertRefused(
            "est en vigueur", UserError, lambda: self.tariff.effective_date
        ):
            self.tariff.effective_date = "2026-01-01"

    def test_first_day_is_not_entered_after_a_vote_without_one(self):
        self.vote("price_list")
        self.publish(self.deliberation)
        self.tariff.effective_date = "2027-03-01"
        with self.assertRefused("01/03/2027", UserError, self.read_prices):
            self.put_in_force()

    def test_language_of_whoever_acts_changes_nothing(self):
        self.vote("price_list")
        self.publish(self.deliberation)
        self.env.invalidate_all()
        english = self.tariff.with_context(lang="en_US")
        self.assertEqual(english.item_ids.mapped("name"), ["All Products"])
        self.put_in_force(english)
        self.assertTrue(self.tariff.in_force_from)

    def test_prices_are_open_until_the_vote(self):
        self.deliberation._add_waiting_acts(self.kinds["price_list"])
        self.tariff.item_ids.fixed_price = 12.0
        decision = self.deliberation.decision_ids
        self.assertEqual(decision._get_printed_details()[0][1], "12,00\xa0€")
        self.open_session(self.session, self.seats)
        self.deliberation.action_open_vote()
        self.tariff.item_ids.fixed_price = 13.0
        self.assertEqual(decision._get_printed_details()[0][1], "12,00\xa0€")

    def test_act_added_while_the_vote_is_open_is_kept_too(self):
        self.open_session(self.session, self.seats)
        self.deliberation.action_open_vote()
        self.deliberation._add_waiting_acts(self.kinds["price_list"])
        self.tariff.item_ids.fixed_price = 13.0
        self.deliberation.action_unanimous()
        self.publish(self.deliberation)
        with self.assertRefused("4,00\xa0€", UserError, self.read_prices):
            self.put_in_force()

    def test_what_is_put_to_the_vote_is_not_entered(self):
        self.vote("price_list")
        decision = self.as_user("secretary", self.deliberation.decision_ids)
        for vals in ({"voted_details": False}, {"voted_details": {"lines": []}}):
            with self.assertRefused(
                "à l'ouverture du vote", UserError, lambda: decision.voted_details
            ):
                decision.write(vals)

    def test_contract_model_is_used_as_it_was_voted(self):
        line = {"product_id": self.product.id, "specific_price": 100.0}
        model = self.as_user("manager", "contract.template").create(
            {
                "name": "EDR",
                "company_id": self.company.id,
                "contract_line_ids": [Command.create(line)],
            }
        )
        self.vote("contract_template")
        self.publish(self.deliberation)
        details = self.deliberation.decision_ids._get_printed_details()
        self.assertIn("100,00\xa0€", details[0][1])
        model.contract_line_ids.specific_price = 120.0
        with self.assertRefused("120,00\xa0€", UserError):
            self.make_contract({}, contract_template_id=model.id)
        model.contract_line_ids.specific_price = 100.0
        self.assertTrue(self.make_contract({}, contract_template_id=model.id))

    def test_campaign_runs_on_the_day_that_was_voted(self):
        self.make_line()
        campaign = self.make_campaign(2026)
        other = self.make_campaign(2026, name="Rattrapage", date="2026-10-31")
        self.vote("calendar")
        self.publish(self.deliberation)
        campaign.date = "2026-05-31"
        with self.assertRefused("31/05/2026", UserError, lambda: campaign.state):
            campaign.action_run()
        campaign.date = "2026-06-30"
        other.action_cancel()  # nothing is billed on another day for that
        campaign.action_run()
        self.assertEqual(campaign.state, "done")
