# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .gates import GateCase


@tagged("post_install", "-at_install")
class TestGate(GateCase):
    """A credit note on an earlier exercice waits for its deliberation."""

    def test_credit_note_waits_for_its_deliberation(self):
        with self.refused("nécessite une délibération exécutoire"):
            self.credit_note.action_post()
        self.deliberation.action_add_credit_notes()
        with self.refused("n'est pas adoptée"):
            self.credit_note.action_post()
        self.open_session(self.session, self.seats)
        self.deliberation.action_unanimous()
        with self.refused("non publiée, non reçue en préfecture"):
            self.credit_note.action_post()
        self.publish(self.deliberation, "2022-06-14")
        with self.refused("à partir du 14/06/2022"):
            self.credit_note.action_post()
        self.publish(self.deliberation, "2022-06-13")
        self.credit_note.action_post()
        self.assertEqual(self.credit_note.state, "posted")
        self.assertEqual(self.credit_note.deliberation_id, self.deliberation)
        self.assertRecordValues(
            self.deliberation.decision_ids,
            [
                {
                    "partner_id": self.brossainc.id,
                    "origin_move_id": self.invoice.id,
                    "amount": 230.0,
                    "amount_done": 230.0,
                    "state": "done",
                }
            ],
        )

    def test_withdrawn_deliberation_authorises_nothing_more(self):
        self.decide()
        self.publish(self.deliberation)
        self.as_user("board_manager", self.deliberation)._withdraw("Illégalité")
        with self.refused("est retirée"):
            self.credit_note.action_post()

    def test_reduction_in_its_exercice_needs_no_deliberation(self):
        credit = self.make_credit(10.0, day="2021-12-31")
        credit.action_post()
        self.assertEqual(credit.state, "posted")

    def test_claim_given_up_needs_one_even_in_its_exercice(self):
        credit = self.make_credit(10.0, day="2021-12-31", titre_reason="non_recovery")
        with self.refused("nécessite une délibération", credit):
            credit.action_post()

    def test_material_errors_only_where_the_body_says_so(self):
        self.board.decides_errors = False
        self.credit_note.titre_cancellation_id.reason = "remission"
        self.credit_note.titre_cancellation_id.article = "678"
        with self.refused("nécessite une délibération"):
            self.credit_note.action_post()
        self.credit_note.titre_cancellation_id.reason = "material_error"
        self.credit_note.action_post()
        self.assertEqual(self.credit_note.state, "posted")

    def test_material_error_put_to_the_vote_waits_for_it(self):
        self.deliberation.action_add_credit_notes()
        self.board.decides_errors = False
        with self.refused("n'est pas adoptée"):
            self.credit_note.action_post()

    def test_without_a_competent_body_nothing_is_asked(self):
        self.board.decided_kind_ids = False
        self.credit_note.action_post()
        self.assertEqual(self.credit_note.state, "posted")

    def test_body_that_does_not_decide_authorises_nothing(self):
        self.decide()
        self.publish(self.deliberation)
        self.make_body("Comité syndical", "CS")
        self.board.decided_kind_ids = False
        with self.refused("Conseil d'administration n'en décide pas"):
            self.credit_note.action_post()

    def test_no_more_than_what_was_decided(self):
        self.decide()
        self.publish(self.deliberation)
        self.credit_note.invoice_line_ids.price_unit = 230.01
        with self.refused("230,01"):
            self.credit_note.action_post()
        decision = self.deliberation.decision_ids
        parts = self.make_credit(115.0) | self.make_credit(115.01)
        parts.titre_cancellation_id.decision_id = decision
        with self.refused("laisse 230,00", parts[0]):
            parts.action_post()
        parts[0].action_post()
        self.assertEqual(decision.state, "part")
        with self.refused("laisse 115,00", parts[1]):
            parts[1].action_post()

    def test_decision_is_on_one_titre(self):
        self.decide()
        self.publish(self.deliberation)
        other = self.make_invoice(345.0, day="2021-06-30")
        self.issue(other, exercice_id=self.exercice_2021.id, day="2021-06-30")
        credit = self.make_credit(100.0, invoice=other)
        credit.titre_cancellation_id.decision_id = self.deliberation.decision_ids
        with self.refused("a décidé d'un autre acte", credit):
            credit.action_post()

    def test_decision_may_leave_the_titre_open(self):
        partner = {"partner_id": self.brossainc.id}
        self.deliberation.decision_ids = [
            Command.create(partner | {"name": "Remise", "amount": 300.0})
        ]
        self.decide()
        self.publish(self.deliberation)
        decisions = self.deliberation.decision_ids
        remission = decisions.filtered(lambda d: d.name == "Remise")
        self.assertFalse(remission.origin_move_id)
        self.credit_note.titre_cancellation_id.decision_id = remission
        self.credit_note.action_post()
        self.assertEqual(remission.amount_done, 230.0)

    def test_what_was_voted_does_not_change(self):
        self.decide()
        decision = self.deliberation.decision_ids
        for act in (
            lambda: decision.write({"amount": 300.0}),
            lambda: decision.unlink(),
            lambda: decision.copy(),
            lambda: self.deliberation.action_add_credit_notes(),
        ):
            with self.assertRefused("", UserError, lambda: decision.amount):
                act()

    def test_nothing_is_added_to_what_was_voted(self):
        self.decide()
        other = self.as_user("secretary", "numerian.deliberation").create(
            {"name": "Autre", "body_id": self.board.id}
        )
        decision = self.as_user("secretary", "numerian.decision").create(
            {
                "deliberation_id": other.id,
                "name": "Ajout",
                "partner_id": self.brossainc.id,
                "amount": 500.0,
            }
        )
        with self.assertRefused("est votée", UserError, lambda: decision.amount):
            decision.deliberation_id = self.deliberation
        self.assertEqual(decision.deliberation_id, other)

    def test_posted_credit_note_keeps_its_deliberation(self):
        self.decide()
        self.publish(self.deliberation)
        self.credit_note.action_post()
        order = self.as_user("manager", self.credit_note.titre_cancellation_id)
        with self.refused("sa délibération ne change plus"):
            order.decision_id = False

    # Without deliberation

    def override(self, reason="Décision de justice", user="board_manager"):
        wizard = (
            self.as_user(user, "numerian.authorised.override")
            .with_context(
                active_model="numerian.titre.cancellation",
                active_ids=self.credit_note.cancellation_ids.ids,
            )
            .create({"reason": reason})
        )
        wizard.action_override()

    def test_manager_of_the_assemblies_lets_a_credit_note_pass(self):
        self.override()
        order = self.credit_note.titre_cancellation_id
        self.assertEqual(order.override_reason, "Décision de justice")
        message = order.sudo().message_ids[0]
        self.assertIn("Décision de justice", message.body)
        self.assertEqual(message.author_id, self.users["board_manager"].partner_id)
        self.credit_note.action_post()
        self.assertEqual(self.credit_note.state, "posted")

    def test_it_passes_for_its_amount_only(self):
        self.override()
        self.credit_note.invoice_line_ids.price_unit = 231.0
        with self.refused("nécessite une délibération"):
            self.credit_note.action_post()

    def test_nobody_else_lets_it_pass(self):
        order = self.credit_note.titre_cancellation_id
        with self.assertRefused("Seul un responsable", AccessError):
            self.as_user("manager", order)._override_authorisation("Urgence")
        with self.assertRefused("Un responsable des instances", UserError):
            self.as_user("manager", order).override_reason = "Urgence"
        with self.assertRefused("", AccessError):
            self.override(user="secretary")
        with self.assertRefused("Dites pourquoi", UserError):
            self.as_user("board_manager", order)._override_authorisation(" ")
        self.assertFalse(order.override_reason)

    def test_override_and_execution_are_not_emptied(self):
        self.override()
        order = self.as_user("manager", self.credit_note.titre_cancellation_id)
        for vals in ({"override_reason": False}, {"override_amount": 0.0}):
            with self.assertRefused(
                "Un responsable des instances",
                UserError,
                lambda: (order.override_reason, order.override_amount),
            ):
                order.write(vals)
        order.write({"override_amount": 230.0})

    def test_note_is_not_taken_of_a_decision(self):
        self.deliberation.action_add_credit_notes()
        self.open_session(self.session, self.seats)
        with self.assertRefused(
            "se vote", UserError, lambda: self.deliberation.outcome
        ):
            self.deliberation.action_take_note()
        self.credit_note.titre_cancellation_id.decision_id = False
        self.deliberation.decision_ids.unlink()
        self.deliberation.action_take_note()
        self.assertEqual(self.deliberation.outcome, "noted")

    def test_no_credit_note_is_made_with_its_override(self):
        order = self.credit_note.titre_cancellation_id
        count = self.env["numerian.titre.cancellation"].search_count
        vals = {
            "credit_move_id": self.credit_note.id,
            "override_reason": "Urgence",
            "override_amount": 230.0,
        }
        order.sudo().unlink()
        with self.assertRefused(
            "Un responsable des instances", UserError, lambda: count([])
        ):
            self.as_user("manager", "numerian.titre.cancellation").create(vals)

    def test_secretary_reads_the_credit_notes_and_changes_none(self):
        order = self.as_user("secretary", self.credit_note.titre_cancellation_id)
        self.assertEqual(order.amount_untaxed, 230.0)
        with self.assertRefused("", AccessError):
            order.statement = "Autre"

    def test_decisions_follow_a_deliberation_postponed(self):
        self.deliberation.action_add_credit_notes()
        self.open_session(self.session, self.seats)
        self.deliberation.action_postpone()
        waiting = self.deliberation.next_ids
        self.assertEqual(waiting.decision_ids.amount, 230.0)
        self.assertFalse(self.deliberation.decision_ids)
        self.deliberation.action_redo_vote()
        self.assertEqual(self.deliberation.decision_ids.amount, 230.0)
        with self.refused("n'est pas adoptée"):
            self.credit_note.action_post()
