# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .meetings import MeetingCase


@tagged("post_install", "-at_install")
@freeze_time("2022-06-07 15:45:00")
class TestNumerianVote(MeetingCase):
    """Votes are counted by the rules, never entered; numbers have no gap."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.session.item_ids = [Command.create({"name": "Emprunt", "sequence": 110})]
        cls.open_session(cls.session, cls.seats[:4])
        cls.loan = cls.session.deliberation_ids.filtered(lambda d: d.name == "Emprunt")

    def read_result(self):
        counters = self.env["numerian.deliberation.counter"].search([])
        return self.deliberation.read(
            ["outcome", "number", "votes_for", "decided_on"]
        ), counters.mapped("last_number")

    def vote(self, deliberation=None, **vals):
        deliberation = deliberation or self.deliberation
        deliberation.action_open_vote()
        deliberation.write(vals)
        deliberation.action_record_vote()

    def test_unanimous_in_one_click(self):
        self.deliberation.action_unanimous()
        self.assertRecordValues(
            self.deliberation,
            [
                {
                    "outcome": "adopted",
                    "number": "2022_CA_001",
                    "decided_on": date(2022, 6, 7),
                    "votes_for": 4,
                    "is_unanimous": True,
                    "state": "adopted",
                    "vote_summary": "Adoptée à l'unanimité.",
                }
            ],
        )
        self.assertEqual(self.deliberation.vote_line_ids.mandate_id, self.seats[:4])

    def test_totals_on_a_show_of_hands(self):
        self.vote(votes_for=1, votes_against=2)
        self.assertRecordValues(
            self.deliberation,
            [{"outcome": "rejected", "not_voting": 1, "number": "2022_CA_001"}],
        )
        self.assertEqual(
            self.deliberation.vote_summary,
            "Rejetée : 1 pour, 2 contre, 0 abstention(s). "
            "Ne prennent pas part au vote : 1.",
        )

    def test_impossible_votes_are_refused(self):
        for message, vals in (
            ("5 votes pour 4 voix", {"votes_for": 5}),
            ("ne peut être négatif", {"votes_for": 4, "votes_against": -1}),
            ("scrutin secret", {"votes_for": 3, "blank_votes": 1}),
        ):
            with (
                self.subTest(message),
                self.assertRefused(message, UserError, self.read_result),
            ):
                self.vote(**vals)

    def test_casting_vote_of_the_chair(self):
        self.vote(votes_for=2, votes_against=2, chair_vote="for")
        self.assertEqual(self.deliberation.outcome, "adopted")
        self.assertIn("voix prépondérante", self.deliberation.vote_summary)

    def test_no_casting_vote_in_secret(self):
        self.vote(votes_for=2, votes_against=2, chair_vote="for", vote_mode="secret")
        self.assertEqual(self.deliberation.outcome, "rejected")
        self.assertFalse(self.deliberation.used_casting_vote)

    def test_everybody_for_except(self):
        self.give_proxy(self.session, self.seats[4], self.seats[0])
        self.deliberation.action_all_for()
        lines = self.deliberation.vote_line_ids
        self.assertEqual(lines.mandate_id, self.seats[:5])
        self.assertEqual(lines[4].holder_id, self.seats[0])
        lines[4].value = "against"
        lines[1].value = "abstain"
        self.deliberation.action_record_vote()
        self.assertRecordValues(
            self.deliberation,
            [{"votes_for": 3, "votes_against": 1, "abstentions": 1}],
        )

    def test_chair_decides_a_tie_by_name(self):
        self.deliberation.action_all_for()
        self.deliberation.vote_line_ids[2:].value = "against"
        self.deliberation.action_record_vote()
        self.assertRecordValues(
            self.deliberation, [{"outcome": "adopted", "used_casting_vote": True}]
        )

    def test_by_name_everybody_says_something(self):
        self.deliberation.action_open_vote()
        self.deliberation.vote_mode = "by_name"
        self.deliberation.vote_line_ids[0].value = "for"
        with self.assertRefused("B, C, D", UserError, self.read_result):
            self.deliberation.action_record_vote()

    def test_nobody_absent_votes(self):
        self.deliberation.action_open_vote()
        lines = self.as_user("secretary", "numerian.vote.line")
        vals = {
            "deliberation_id": self.deliberation.id,
            "mandate_id": self.seats[5].id,
            "holder_id": self.seats[5].id,
            "weight": 1,
        }
        with self.assertRefused("", AccessError):
            lines.create(vals)
        with self.assertRefused("lu dans les présences", UserError):
            self.deliberation.vote_line_ids[0].write({"mandate_id": self.seats[5].id})

    def test_secret_vote_has_no_names(self):
        self.deliberation.action_open_vote()
        self.deliberation.vote_mode = "secret"
        with self.assertRefused("scrutin secret", UserError):
            self.deliberation.vote_line_ids[0].value = "for"

    def test_electorate_is_frozen_when_the_vote_opens(self):
        self.deliberation.action_open_vote()
        self.attend(self.session, self.seats[4])
        with self.assertRefused("5 votes pour 4 voix", UserError):
            self.deliberation.write({"votes_for": 5})
            self.deliberation.action_record_vote()
        self.deliberation.action_open_vote()
        self.deliberation.write({"votes_for": 5})
        self.deliberation.action_record_vote()
        self.assertTrue(self.deliberation.is_unanimous)

    def test_no_vote_without_quorum(self):
        self.item.interested_ids = self.seats[1]
        with self.assertRefused("Statuts ; CGCT, art. R2221-4", UserError):
            self.deliberation.action_unanimous()
        self.assertFalse(self.deliberation.vote_line_ids)

    def test_result_is_not_entered(self):
        for vals in (
            {"outcome": "adopted"},
            {"number": "2022_CA_009"},
            {"voice_count": 9},
            {"is_unanimous": True},
            {"withdrawn_on": "2022-06-08"},
        ):
            with (
                self.subTest(vals),
                self.assertRefused("ne se saisissent pas", UserError, self.read_result),
            ):
                self.deliberation.write(vals)

    def test_text_and_votes_are_fixed_once_voted(self):
        self.deliberation.action_unanimous()
        for vals in (
            {"operative_part": "<p>Autre</p>"},
            {"votes_for": 3},
            {"ratifying_body_id": self.make_body("Comité", "CS").id},
        ):
            with self.subTest(vals), self.assertRefused("ne change plus", UserError):
                self.deliberation.write(vals)
        with self.assertRefused("reste", UserError):
            self.deliberation.unlink()
        with self.assertRefused("déjà réglée", UserError):
            self.deliberation.action_record_vote()
        self.deliberation.debate = "<p>Sans débat.</p>"

    def test_numbers_have_no_gap(self):
        self.loan.action_unanimous()
        with self.assertRefused("Votes", ZeroDivisionError):
            self.deliberation.action_unanimous()
            raise ZeroDivisionError("Votes rolled back")
        self.deliberation.action_take_note()
        self.assertEqual(
            (self.loan.number, self.deliberation.number), ("2022_CA_001", "2022_CA_002")
        )

    def test_vote_done_again_keeps_its_number(self):
        self.deliberation.action_unanimous()
        self.loan.action_unanimous()
        self.deliberation.action_redo_vote()
        self.assertFalse(self.deliberation.outcome)
        self.vote(votes_for=1, votes_against=3)
        self.assertRecordValues(
            self.deliberation, [{"outcome": "rejected", "number": "2022_CA_001"}]
        )

    def test_result_is_not_emptied(self):
        self.deliberation.action_unanimous()
        self.publish(self.deliberation)
        self.as_user("manager", self.deliberation)._withdraw("Illégalité")
        for vals in ({"outcome": False}, {"withdrawn_on": False}, {"number": False}):
            with (
                self.subTest(vals),
                self.assertRefused("ne se saisissent pas", UserError, self.read_result),
            ):
                self.deliberation.write(vals)
        self.deliberation.write({"outcome": "adopted", "decided_on": "2022-06-07"})

    def test_takes_note_without_vote(self):
        self.deliberation.action_take_note()
        self.assertRecordValues(
            self.deliberation,
            [{"outcome": "noted", "votes_for": 0, "number": "2022_CA_001"}],
        )

    def test_item_postponed_waits_for_the_next_session(self):
        self.deliberation.visas = "<p>Vu le CGCT</p>"
        self.deliberation.action_postpone()
        waiting = self.deliberation.next_ids
        self.assertRecordValues(
            waiting, [{"state": "draft", "outcome": False, "number": False}]
        )
        self.assertIn("Vu le CGCT", waiting.visas)
        self.assertFalse(self.deliberation.number)
        later = self.make_session(day="2022-06-20")
        later.action_add_waiting()
        self.assertEqual(waiting.session_id, later)
        self.assertEqual(waiting.state, "on_agenda")

    def test_vote_takes_place_in_an_open_session(self):
        later = self.make_session(["Tarifs"], day="2022-06-20")
        with self.assertRefused("séance ouverte", UserError):
            later.item_ids.deliberation_id[1].action_unanimous()

    def test_member_records_nothing(self):
        member = self.as_user("member", self.deliberation)
        with self.assertRefused("", AccessError, self.read_result):
            member.action_unanimous()
