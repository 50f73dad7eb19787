# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import Command
from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .gates import GateCase


@tagged("post_install", "-at_install")
class TestDelegationGate(GateCase):
    """A credit note of 230.00 posted on a decision of the director, up to 300.00."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.subject = cls.env.ref("numerian_board.delegation_subject_cancellations")
        director = cls.env["res.partner"].create({"name": "La directrice"})
        cls.power = cls.as_user("secretary", "numerian.delegation").create(
            {
                "deliberation_id": cls.deliberation.id,
                "delegate": "director",
                "director_id": director.id,
                "subject_ids": [Command.set(cls.subject.ids)],
                "ceiling_amount": 300.0,
                "date_start": "2022-06-07",
            }
        )
        cls.open_session(cls.session, cls.seats)
        cls.deliberation.action_unanimous()
        cls.publish(cls.deliberation)
        cls.decision = cls.as_user("secretary", "numerian.delegated.decision").create(
            {
                "name": "Erreur matérielle",
                "delegation_id": cls.power.id,
                "subject_id": cls.subject.id,
                "date": "2022-06-10",
                "amount": 230.0,
            }
        )
        cls.order = cls.credit_note.titre_cancellation_id
        cls.order.delegated_decision_id = cls.decision

    def take(self):
        self.decision.action_take()
        self.decision.write({"received_on": "2022-06-10", "published_on": "2022-06-10"})

    def test_decision_in_force_authorises_the_credit_note(self):
        with self.refused("n'est pas prise"):
            self.credit_note.action_post()
        self.decision.action_take()
        with self.refused("n'est pas exécutoire"):
            self.credit_note.action_post()
        self.take_dates("2022-06-14")
        with self.refused("à partir du 14/06/2022"):
            self.credit_note.action_post()
        self.take_dates("2022-06-13")
        self.credit_note.action_post()
        self.assertEqual(self.credit_note.state, "posted")
        self.assertEqual(self.decision.done_amount, 230.0)
        with self.refused("sa décision ne change plus"):
            self.as_user("manager", self.order).delegated_decision_id = False

    def take_dates(self, day):
        self.decision.write({"received_on": day, "published_on": day})

    def test_no_more_than_what_was_decided(self):
        self.take()
        self.credit_note.invoice_line_ids.price_unit = 230.01
        with self.refused("laisse 230,00"):
            self.credit_note.action_post()
        parts = self.make_credit(115.0) | self.make_credit(115.01)
        parts.titre_cancellation_id.delegated_decision_id = self.decision
        with self.refused("laisse 230,00", parts[0]):
            parts.action_post()
        parts[0].action_post()
        with self.refused("laisse 115,00", parts[1]):
            parts[1].action_post()

    def test_decision_on_another_subject_authorises_nothing(self):
        contracts = self.env.ref("numerian_board.delegation_subject_contracts")
        self.decision.subject_id = contracts
        with self.assertRefused("n'est pas délégué", UserError):
            self.decision.action_take()
        self.subject.kind_id = False
        self.decision.subject_id = self.subject
        self.take()
        with self.refused("porte sur un autre objet"):
            self.credit_note.action_post()

    def test_body_that_does_not_decide_delegates_nothing(self):
        self.take()
        self.make_body("Comité syndical", "CS")
        self.board.decided_kind_ids = False
        with self.refused("Conseil d'administration n'en décide pas"):
            self.credit_note.action_post()

    def test_withdrawn_decision_authorises_nothing_more(self):
        self.take()
        self.as_user("board_manager", self.decision).action_withdraw()
        with self.refused("n'est pas prise"):
            self.credit_note.action_post()

    def test_act_rests_on_one_decision_only(self):
        draft = self.as_user("secretary", "numerian.deliberation").create(
            {"name": "Autre", "body_id": self.board.id}
        )
        draft.decision_ids = [
            Command.create(
                {"name": "X", "partner_id": self.brossainc.id, "amount": 230.0}
            )
        ]
        with self.assertRefused("pas sur les deux", ValidationError):
            self.order.decision_id = draft.decision_ids

    def test_act_decided_by_delegation_does_not_wait_for_the_assembly(self):
        later = self.make_session(["Annulations"], day="2022-07-07")
        with self.assertRefused("Rien n'attend", UserError):
            later.deliberation_ids[0].action_add_credit_notes()
