# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .gates import ActsCase


@tagged("post_install", "-at_install")
class TestGateActs(ActsCase):
    """Tariffs, billing calendar, contract models: each waits where a body decides."""

    # Tariffs

    def test_tariff_waits_for_the_ratification_too(self):
        council = self.make_body("Conseil syndical", "CS", "smo")
        members = self.make_mandates(council, "G", "H", "I")
        self.board.ratifying_body_id = council
        with self.not_in_force("nécessite une délibération exécutoire"):
            self.tariff.action_put_in_force()
        self.deliberation.ratifying_body_id = council
        self.vote("price_list")
        self.publish(self.deliberation)
        with self.not_in_force("non entérinée par Conseil syndical"):
            self.tariff.action_put_in_force()
        self.deliberation.action_prepare_ratification()
        ratification = self.deliberation.ratification_ids
        session = self.make_session(day="2022-06-20", body=council)
        session.action_add_waiting()
        self.open_session(session, members)
        ratification.action_unanimous()
        with self.not_in_force("non entérinée par Conseil syndical"):
            self.tariff.action_put_in_force()
        self.publish(ratification, "2022-06-22")
        self.tariff.action_put_in_force()
        self.assertEqual(str(self.tariff.in_force_from), "2026-11-23")

    def test_tariff_voted_tells_who_put_it_in_force(self):
        self.vote("price_list")
        self.publish(self.deliberation)
        decision = self.deliberation.decision_ids
        self.assertEqual(decision.state, "to_do")
        self.tariff.action_put_in_force()
        decision.invalidate_recordset()
        self.assertRecordValues(
            decision,
            [
                {
                    "name": "Tarifs cyber 2022 (EUR)",
                    "state": "done",
                    "executed_by": self.users["manager"].name,
                }
            ],
        )
        self.assertEqual(str(decision.executed_on), "2026-11-23")
        self.assertIn("Tarifs cyber 2022", decision.acts_summary)
        self.assertEqual(decision.action_show_acts()["res_id"], self.tariff.id)
        done = self.env["numerian.decision"].search([("state", "=", "done")])
        self.assertIn(decision, done)

    def test_tariff_of_another_body_is_refused(self):
        council = self.make_body("Comité syndical", "CS")
        self.vote("price_list")
        self.publish(self.deliberation)
        council.decided_kind_ids = self.kinds["price_list"]
        self.board.decided_kind_ids = self.kinds["credit_note"]
        with self.not_in_force("Conseil d'administration n'en décide pas"):
            self.tariff.action_put_in_force()

    def test_tariff_is_the_one_voted(self):
        self.vote("price_list")
        self.publish(self.deliberation)
        other = self.make_tariff("Autres tarifs")
        other.decision_id = self.deliberation.decision_ids
        with self.not_in_force("a décidé d'un autre acte", other):
            other.action_put_in_force()
        credit = self.credit_note.titre_cancellation_id
        self.as_user("manager", credit).decision_id = self.deliberation.decision_ids
        with self.refused("a décidé d'un autre acte"):
            self.credit_note.action_post()

    def test_tariff_applies_once_in_force_and_keeps_its_prices(self):
        contract = self.make_contract({})
        with self.assertRefused(
            "Tarifs cyber 2022", UserError, lambda: contract.pricelist_id
        ):
            contract.pricelist_id = self.tariff
        self.tariff.item_ids.fixed_price = 3.8
        self.vote("price_list")
        self.publish(self.deliberation)
        self.tariff.action_put_in_force()
        contract.pricelist_id = self.tariff
        for act in (
            lambda: self.tariff.item_ids.write({"fixed_price": 5.0}),
            lambda: self.tariff.item_ids.unlink(),
            lambda: self.tariff.write({"item_ids": [Command.create({})]}),
        ):
            with self.assertRefused(
                "ses prix ne changent pas", UserError, self.read_prices
            ):
                act()
        with self.not_in_force("est en vigueur depuis le 23/11/2026"):
            self.tariff.action_put_in_force()
        for day in ("2022-01-01", False):
            with self.not_in_force("par son bouton"):
                self.tariff.in_force_from = day

    def read_prices(self):
        return self.tariff.item_ids.read(["fixed_price"])

    def test_without_a_competent_body_a_tariff_is_free(self):
        self.board.decided_kind_ids = self.kinds["credit_note"]
        self.make_contract({}).pricelist_id = self.tariff
        self.tariff.action_put_in_force()
        self.tariff.item_ids.fixed_price = 5.0
        empty = self.make_tariff("Sans prix")
        empty.item_ids.unlink()
        self.board.decided_kind_ids = self.kinds["price_list"]
        self.make_contract({}).pricelist_id = empty

    def test_manager_lets_a_tariff_pass_with_a_reason(self):
        self.assertIn("nécessite une délibération", self.tariff.authorisation_text)
        action = self.as_user("board_manager", self.tariff).action_ask_override()
        wizard = (
            self.as_user("board_manager", "numerian.authorised.override")
            .with_context(**action["context"])
            .create({"reason": "Arrêté d'urgence"})
        )
        self.assertEqual(wizard.acts, "Tarifs cyber 2022 (EUR)")
        wizard.action_override()
        with self.assertRefused("Mettez d'abord", UserError):
            self.make_contract({}).pricelist_id = self.tariff
        self.tariff.action_put_in_force()
        self.assertIn("Arrêté d'urgence", self.tariff.sudo().message_ids[0].body)
        with self.assertRefused(
            "ses prix ne changent pas", UserError, self.read_prices
        ):
            self.tariff.item_ids.fixed_price = 5.0
        with self.assertRefused("Seul un responsable", AccessError):
            self.make_tariff("Autres")._override_authorisation("Urgence")

    # Calendar

    def test_campaign_waits_for_its_calendar(self):
        self.make_line()
        campaign = self.make_campaign(2026)
        with self.assertRefused("nécessite", UserError, lambda: campaign.state):
            campaign.action_run()
        campaign.action_plan()
        self.assertFalse(campaign._starts_alone())
        self.assertIn("nécessite", campaign.activity_ids.note)
        self.vote("calendar")
        self.publish(self.deliberation)
        campaign.action_run()
        self.assertEqual(campaign.state, "done")
        decision = self.deliberation.decision_ids.filtered(
            lambda d: d.res_id == campaign.exercice_id.id
        )
        self.assertEqual((decision.state, decision.name), ("done", "2026"))

    # Contract models

    def test_contract_model_is_used_once_voted(self):
        models = self.as_user("manager", "contract.template").create(
            [{"name": name, "company_id": self.company.id} for name in ("EDR", "MIB")]
        )
        with self.assertRefused("EDR", UserError):
            self.make_contract({}, contract_template_id=models[0].id)
        self.vote("contract_template")
        self.publish(self.deliberation)
        contract = self.make_contract({}, contract_template_id=models[0].id)
        contract._onchange_contract_template_id()
        self.assertFalse(contract.decision_id)
        states = {d.name: d.state for d in self.deliberation.decision_ids}
        self.assertEqual(states, {"EDR": "done", "MIB": "to_do"})

    # On the deliberation

    def test_secretary_chooses_among_what_waits(self):
        self.make_tariff("Tarifs 2023")
        wizard = (
            self.as_user("secretary", "numerian.decision.add")
            .with_context(active_id=self.deliberation.id)
            .create({"kind_id": self.kinds["price_list"].id})
        )
        names = ["Tarifs cyber 2022 (EUR)", "Tarifs 2023 (EUR)"]
        self.assertEqual(wizard.line_ids.mapped("name"), names)
        wizard.line_ids[1].is_chosen = False
        wizard.action_add()
        self.assertEqual(self.deliberation.decision_ids.mapped("name"), names[:1])
        self.assertEqual(self.tariff.deliberation_id, self.deliberation)
        wizard.line_ids.is_chosen = False
        with self.assertRefused("Choisissez", UserError):
            wizard.action_add()

    def test_decision_says_what_its_kind_needs(self):
        vals = {"deliberation_id": self.deliberation.id, "name": "Aide"}
        decisions = self.as_user("secretary", "numerian.decision")
        subsidy = self.env.ref("numerian_collectivites.decision_kind_subsidy")
        for message, more in (
            ("saisissez le montant", {"kind_id": subsidy.id}),
            ("saisissez la collectivité", {"amount": 10.0}),
        ):
            with self.assertRefused(message, UserError):
                decisions.create(vals | more)

    def test_forms_show_the_decision_of_any_act(self):
        for name in ("product.pricelist", "contract.template", "numerian.exercice"):
            with self.subTest(name):
                arch = self.as_user("manager", name).get_view(view_type="form")["arch"]
                self.assertEqual(arch.count('name="authorisation_text"'), 1)
                self.assertIn('name="decision_id"', arch)
        arch = self.as_user("officer", "contract.contract").get_view()["arch"]
        self.assertNotIn("authorisation_text", arch)

    # Many at once

    def test_450_acts_take_no_more_queries_than_10(self):
        counts = [self.count_queries(number) for number in (10, 450)]
        self.assertEqual(counts[0], counts[1])

    def count_queries(self, number):
        tariffs = self.env["product.pricelist"].union(
            *(self.make_tariff(f"Tarif {rank}") for rank in range(number))
        )
        self.deliberation._add_acts(tariffs)
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        problems = tariffs._get_authorisation_problems()
        self.assertEqual(len(problems), number)
        return self.env.cr.sql_log_count - before
