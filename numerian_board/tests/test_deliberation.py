# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, freeze_time, tagged

from .meetings import MeetingCase


@tagged("post_install", "-at_install")
@freeze_time("2022-06-07 15:45:00")
class TestNumerianDeliberation(MeetingCase):
    """When a deliberation has effect, and until when."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.council, cls.delegates = cls.make_council(5)
        cls.board.ratifying_body_id = cls.council
        cls.open_session(cls.session, cls.seats[:4])

    def read_force(self):
        return self.deliberation.read(["state", "in_force_date", "withdrawn_on"])

    def problem(self, day="2022-06-30"):
        return self.deliberation._get_force_problem(date.fromisoformat(day))

    def ratify(self, **vals):
        """Let the council adopt what the board sent there, on 20 June."""
        action = self.deliberation.action_prepare_ratification()
        other = self.as_user("secretary", "numerian.deliberation").browse(
            action["res_id"]
        )
        session = self.make_session(body=self.council, day="2022-06-20")
        session.action_add_waiting()
        self.open_session(session, self.delegates[:3])
        other.action_unanimous()
        other.write(vals)
        return other

    def test_in_force_once_published_and_received(self):
        self.assertIn("n'est pas adoptée", self.problem())
        self.deliberation.action_unanimous()
        self.assertIn("non publiée, non reçue en préfecture", self.problem())
        self.deliberation.published_on = "2022-06-09"
        self.assertFalse(self.deliberation.in_force_date)
        self.deliberation.received_on = "2022-06-13"
        self.assertEqual(self.deliberation.in_force_date, date(2022, 6, 13))
        self.assertEqual(self.deliberation.state, "in_force")
        self.assertIn("à partir du 13/06/2022", self.problem("2022-06-12"))
        self.assertIsNone(self.problem("2022-06-13"))

    def test_publication_alone_where_the_law_asks_no_more(self):
        self.board.needs_transmission = False
        self.deliberation.action_unanimous()
        self.deliberation.published_on = "2022-06-09"
        self.assertEqual(self.deliberation.in_force_date, date(2022, 6, 9))

    def test_rejected_deliberation_has_no_effect(self):
        self.deliberation.action_open_vote()
        self.deliberation.votes_against = 4
        self.deliberation.action_record_vote()
        with self.assertRefused("n'est pas adoptée", ValidationError, self.read_force):
            self.publish(self.deliberation)

    def test_steps_come_after_the_vote(self):
        self.deliberation.action_unanimous()
        with self.assertRefused("votée le 07/06/2022", ValidationError):
            self.publish(self.deliberation, "2022-06-06")

    def test_decision_to_be_ratified_waits_for_the_other_body(self):
        self.deliberation.ratifying_body_id = self.council
        self.deliberation.action_unanimous()
        self.publish(self.deliberation)
        self.assertIn("non entérinée par Comité syndical", self.problem())
        other = self.ratify()
        self.assertIn("2022_CA_001", other.visas)
        self.assertEqual(other.number, "2022_CS_001")
        self.assertFalse(self.deliberation.in_force_date)
        self.publish(other, "2022-06-22")
        self.assertEqual(self.deliberation.in_force_date, date(2022, 6, 22))
        self.as_user("manager", other)._withdraw("Illégalité")
        self.assertFalse(self.deliberation.in_force_date)

    def test_ratification_is_drafted_once(self):
        self.deliberation.ratifying_body_id = self.council
        with self.assertRefused("adoptée", UserError):
            self.deliberation.action_prepare_ratification()
        self.deliberation.action_unanimous()
        first = self.deliberation.action_prepare_ratification()
        again = self.deliberation.action_prepare_ratification()
        self.assertEqual(first["res_id"], again["res_id"])

    def test_ratification_is_that_of_the_right_body(self):
        self.deliberation.ratifying_body_id = self.council
        deliberations = self.as_user("secretary", "numerian.deliberation")
        with self.assertRefused("n'est pas à entériner par", ValidationError):
            deliberations.create(
                {
                    "name": "Tarifs",
                    "body_id": self.board.id,
                    "ratifies_id": self.deliberation.id,
                }
            )

    def test_manager_withdraws_with_a_reason(self):
        self.deliberation.action_unanimous()
        self.publish(self.deliberation)
        with self.assertRefused("Seul un responsable", AccessError, self.read_force):
            self.deliberation._withdraw("Illégalité")
        managed = self.as_user("manager", self.deliberation)
        with self.assertRefused("Dites pourquoi", UserError, self.read_force):
            managed._withdraw(" ")
        wizard = (
            self.as_user("manager", "numerian.deliberation.withdraw")
            .with_context(active_id=self.deliberation.id)
            .create({"reason": "Illégalité"})
        )
        wizard.action_withdraw()
        self.assertRecordValues(
            self.deliberation,
            [
                {
                    "state": "withdrawn",
                    "withdrawn_on": date(2022, 6, 7),
                    "withdrawal_reason": "Illégalité",
                }
            ],
        )
        with self.assertRefused("une seule fois", UserError):
            managed._withdraw("Encore")

    def test_item_for_information_has_no_deliberation(self):
        other = self.session.item_ids.filtered(lambda item: item.kind == "other")
        self.assertFalse(other.deliberation_id)
        deliberations = self.as_user("secretary", "numerian.deliberation")
        with self.assertRefused("pour information", ValidationError):
            deliberations.create({"name": "X", "item_id": other.id})

    def test_template_gives_its_wording(self):
        template = self.as_user("secretary", "numerian.deliberation.template").create(
            {"name": "Annulation", "visas": "<p>Vu</p>", "subject_code": "7.10"}
        )
        draft = self.env["numerian.deliberation"].new({"template_id": template.id})
        draft._onchange_template_id()
        self.assertEqual((draft.visas, draft.subject_code), ("<p>Vu</p>", "7.10"))

    def test_published_deliberation_is_not_voted_again(self):
        self.deliberation.action_unanimous()
        self.publish(self.deliberation)
        with self.assertRefused("se retire, ne se revote pas", UserError):
            self.deliberation.action_redo_vote()
        self.assertEqual(self.deliberation.outcome, "adopted")

    def test_deliberation_is_prepared_before_any_session(self):
        with Form(self.as_user("secretary", "numerian.deliberation")) as form:
            form.name, form.body_id = "Tarifs", self.board
        self.assertRecordValues(form.record, [{"state": "draft", "number": False}])
