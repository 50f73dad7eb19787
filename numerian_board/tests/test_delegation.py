# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged

from .meetings import MeetingCase


@tagged("post_install", "-at_install")
@freeze_time("2022-06-20 08:00:00")
class TestNumerianDelegation(MeetingCase):
    """The council lets its president decide up to 4,000.00 each, 10,000.00 in all."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.council, cls.members = cls.make_council(4)
        cls.members[0].role = "president"
        cls.meeting = cls.make_session(["Délégation d'attributions"], body=cls.council)
        items = cls.meeting.item_ids
        cls.delegating = items.filtered(
            lambda item: item.kind == "deliberation"
        ).deliberation_id
        cls.contracts = cls.env.ref("numerian_board.delegation_subject_contracts")
        cls.tariffs = cls.env.ref("numerian_board.delegation_subject_reserved_budget")
        cls.power = cls.delegate()

    @classmethod
    def delegate(cls, **vals):
        return cls.as_user("secretary", "numerian.delegation").create(
            {
                "deliberation_id": cls.delegating.id,
                "delegate": "president",
                "mandate_id": cls.members[0].id,
                "subject_ids": [Command.set(cls.contracts.ids)],
                "ceiling_amount": 4_000.0,
                "total_amount": 10_000.0,
                "date_start": "2022-06-10",
            }
            | vals
        )

    @classmethod
    def vote_delegation(cls):
        cls.open_session(cls.meeting, cls.members)
        cls.delegating.action_unanimous()
        cls.publish(cls.delegating, "2022-06-10")
        for deliberation in cls.meeting.deliberation_ids - cls.delegating:
            deliberation.action_take_note()

    @classmethod
    def prepare(cls, amount=3_000.0, day="2022-06-20", **vals):
        return cls.as_user("secretary", "numerian.delegated.decision").create(
            {
                "name": "Marché de sauvegarde",
                "delegation_id": cls.power.id,
                "subject_id": cls.contracts.id,
                "date": day,
                "amount": amount,
            }
            | vals
        )

    def refused(self, message, decision):
        return self.assertRefused(
            message, UserError, lambda: (decision.state, decision.number)
        )

    # What may be delegated

    def test_reserved_matter_is_refused_with_its_source(self):
        subjects = [Command.set(self.tariffs.ids)]
        with self.assertRefused("(CGCT, art. L5211-10)", ValidationError):
            self.delegate(subject_ids=subjects)
        self.as_user("manager", self.council).keeps_reserved_matters = False
        self.assertTrue(self.delegate(subject_ids=subjects))

    def test_president_of_a_regie_receives_nothing(self):
        deliberation = {"deliberation_id": self.deliberation.id}
        with self.assertRefused("(CGCT, art. R2221-22", ValidationError):
            self.delegate(mandate_id=self.seats[0].id, **deliberation)
        director = {"delegate": "director", "mandate_id": False}
        person = self.env["res.partner"].create({"name": "La directrice"})
        power = self.delegate(director_id=person.id, **director, **deliberation)
        self.assertIn("La directrice", power.display_name)
        with self.assertRefused("ne délègue pas", ValidationError):
            self.delegate(director_id=person.id, **director)  # not in a syndicate

    def test_delegate_is_the_president_of_the_assembly(self):
        with self.assertRefused("ni le président", ValidationError):
            self.power.mandate_id = self.members[1]

    def test_what_is_voted_stays(self):
        self.vote_delegation()
        for act in (
            lambda: self.power.write({"ceiling_amount": 90_000.0}),
            lambda: self.power.unlink(),
            lambda: self.delegate(),
            lambda: self.power.write({"withdrawn_on": "2022-06-21"}),
        ):
            with self.assertRefused("", UserError, lambda: self.power.ceiling_amount):
                act()

    # When it ends

    def test_it_ends_with_the_mandate_or_the_renewal(self):
        self.assertFalse(self.power.last_date)
        self.members[0].date_end = "2023-05-31"
        self.assertEqual(self.power.last_date, date(2023, 5, 31))
        self.as_user("manager", self.council).renewed_on = "2022-06-20"
        self.assertEqual(self.power.last_date, date(2022, 6, 19))
        self.assertEqual(self.power.state, "ended")

    # Decisions

    def test_decision_is_checked_when_it_is_taken(self):
        early = self.prepare()
        with self.refused("n'est pas adoptée", early):
            early.action_take()
        self.vote_delegation()
        for message, vals in (
            ("commence le 10/06/2022", {"day": "2022-06-09"}),
            ("4\xa0000,00", {"amount": 4_000.01}),
            ("n'est pas délégué", {"subject_id": self.tariffs.id}),
        ):
            decision = self.prepare(**vals)
            with self.subTest(message), self.refused(message, decision):
                decision.action_take()
        early.action_take()
        self.assertRecordValues(early, [{"number": "D22_CS_001", "state": "taken"}])

    def test_all_decisions_together_stay_below_the_total(self):
        self.vote_delegation()
        for _number in range(2):
            self.prepare(4_000.0).action_take()
        third = self.prepare(2_000.01)
        with self.refused("10\xa0000,00", third):
            third.action_take()
        third.amount = 2_000.0
        third.action_take()
        self.assertEqual(self.power.decided_amount, 10_000.0)

    def test_withdrawn_powers_serve_no_more(self):
        self.vote_delegation()
        with self.assertRefused("Seul un responsable", AccessError):
            self.power.action_withdraw()
        self.as_user("manager", self.power).action_withdraw()
        for day in ("2022-06-20", "2022-06-19"):
            decision = self.prepare(day=day)
            with self.refused("retirée le 20/06/2022", decision):
                decision.action_take()

    def test_decision_is_not_taken_ahead(self):
        self.vote_delegation()
        decision = self.prepare(day="2022-06-21")
        with self.refused("datée du 21/06/2022", decision):
            decision.action_take()

    def test_taken_decision_stays_as_it_is(self):
        self.vote_delegation()
        decision = self.prepare()
        with self.assertRefused("suit ses boutons", UserError):
            decision.state = "taken"
        with self.assertRefused("avant d'être prise", ValidationError):
            decision.published_on = "2022-06-20"
        decision.action_take()
        for act in (lambda: decision.write({"amount": 1.0}), lambda: decision.unlink()):
            with self.refused("elle ne change plus", decision):
                act()
        with self.assertRefused("Seul un responsable", AccessError):
            decision.action_withdraw()
        self.as_user("manager", decision).action_withdraw()
        self.assertEqual(decision.state, "withdrawn")

    def test_fields_of_the_buttons_are_not_emptied(self):
        self.vote_delegation()
        decision = self.prepare()
        decision.action_take()
        self.as_user("manager", self.power).action_withdraw()
        for vals in ({"state": "draft"}, {"number": False}, {"number_rank": 0}):
            with self.subTest(vals), self.refused("suit ses boutons", decision):
                decision.write(vals)
        with self.assertRefused("par son bouton", UserError):
            self.power.withdrawn_on = False
        decision.write({"state": "taken", "number": "D22_CS_001"})  # as a form does
        self.power.withdrawn_on = "2022-06-20"

    def test_state_is_not_given_by_the_context_either(self):
        with self.assertRefused("suit ses boutons", UserError):
            self.as_user("secretary", self.power).decision_ids.with_context(
                default_state="taken"
            ).create(
                {
                    "name": "X",
                    "delegation_id": self.power.id,
                    "subject_id": self.contracts.id,
                }
            )

    def test_decision_carried_out_is_not_withdrawn(self):
        self.vote_delegation()
        decision = self.prepare()
        decision.action_take()
        model = self.env["contract.template"].create({"name": "EDR"})
        model.delegated_decision_id = decision
        self.env["contract.contract"].create(
            {
                "name": "Contrat",
                "partner_id": self.members[0].partner_id.id,
                "contract_template_id": model.id,
            }
        )
        with self.refused("est exécutée (EDR)", decision):
            self.as_user("manager", decision).action_withdraw()
        self.assertEqual(self.power.decided_amount, 3_000.0)

    def test_bureau_decides_by_its_own_deliberation(self):
        power = {
            "delegate": "bureau",
            "mandate_id": False,
            "delegate_body_id": self.board.id,
        }
        power = self.delegate(**power)
        self.vote_delegation()
        decision = self.prepare(delegation_id=power.id)
        with self.refused("décide par une délibération", decision):
            decision.action_take()
        self.open_session(self.session, self.seats[:4])
        self.deliberation.action_unanimous()
        decision.bureau_deliberation_id = self.deliberation
        decision.action_take()
        self.assertEqual(decision.state, "taken")
        gate = (self.contracts.kind_id.code, self.council, date(2022, 6, 20))
        self.assertIn("n'est pas exécutoire", decision._get_act_problem(*gate))
        self.publish(self.deliberation, "2022-06-20")
        self.as_user("manager", self.deliberation)._withdraw("Illégalité")
        self.assertIn("n'est plus en vigueur", decision._get_act_problem(*gate))

    # Report

    def test_decisions_are_reported_at_the_next_session(self):
        self.vote_delegation()
        first, late = self.prepare(), self.prepare(1_000.0, day="2022-06-27")
        first.action_take()
        session = self.make_session(
            [], day="2022-06-27", body=self.council, notice_sent_on="2022-06-20"
        )
        session.action_convene()
        item = session.item_ids.filtered(lambda i: i.kind == "delegations")
        self.assertEqual(item.number, 2)  # after the minutes of the previous session
        self.assertEqual(item.delegated_decision_ids, first)
        with freeze_time("2022-06-27 08:00:00"):
            late.action_take()
        self.attend(session, self.members)
        officers = {"chair_id": self.members[0].id, "secretary_id": self.members[1].id}
        session.write(officers)
        self.assertFalse(first.is_reported)
        session.action_open()
        self.assertEqual(item.delegated_decision_ids, first | late)
        self.assertTrue(first.is_reported)
        html = self.env["ir.qweb"]._render(
            "numerian_board.session_minutes", self.get_report_values(session)
        )
        self.assertIn("D22_CS_001", html)

    def get_report_values(self, session):
        report = self.env.ref("numerian_board.numerian_session_minutes")
        values = report._get_rendering_context(report, session.ids, {})
        return values | {"docs": session.sudo()}

    def test_decision_of_a_cancelled_session_is_reported_at_the_next_one(self):
        self.vote_delegation()
        decision = self.prepare()
        decision.action_take()
        days = ("2022-06-27", "2022-06-28")
        sessions = [self.make_session([], day=day, body=self.council) for day in days]
        sessions[0].action_convene()
        sessions[0].action_cancel()
        sessions[1].action_convene()
        self.assertEqual(decision.report_item_id.session_id, sessions[1])
