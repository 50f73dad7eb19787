# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, freeze_time, tagged
from odoo.tools import mute_logger

from .common import AssemblyCase


@tagged("post_install", "-at_install")
@freeze_time("2022-06-07")
class TestNumerianBody(AssemblyCase):
    """Bodies take the rules of their regime, then follow their own statutes."""

    def read_rules(self, record):
        names = ("notice_days", "quorum_kind", "max_proxies", "majority")
        return [record[name] for name in names]

    def test_body_starts_with_the_rules_of_its_regime(self):
        regime = self.env.ref("numerian_board.regime_smf")
        regime.write({"notice_days": 7, "quorum_kind": "third", "max_proxies": 2})
        body = self.make_body("Comité", "CS")
        self.assertEqual(self.read_rules(body), [7, "third", 2, "cast"])
        self.assertEqual(body.quorum_source, "CGCT, art. L2121-17")

    def test_statutes_change_a_rule_of_one_body_only(self):
        body = self.make_body("Bureau", "BUR", notice_days=3)
        self.assertEqual(body.notice_days, 3)
        body.quorum_counts_proxies = True
        self.assertFalse(body.regime_id.quorum_counts_proxies)
        self.assertTrue(body._get_ballot_rules().quorum_counts_proxies)
        body.action_apply_regime()
        self.assertEqual(body.notice_days, 5)
        self.assertFalse(body.quorum_counts_proxies)

    def test_form_shows_the_rules_of_the_regime_chosen(self):
        regime = self.env.ref("numerian_board.regime_smo")
        regime.notice_days = 9
        with Form(self.as_user("manager", "numerian.body")) as form:
            form.name, form.code, form.regime_id = "Comité", "CS", regime
            self.assertEqual(form.notice_days, 9)
            form.notice_days = 4
        self.assertEqual(form.record.notice_days, 4)

    def test_every_rule_is_passed_to_the_calculation(self):
        body = self.make_body(
            "Comité",
            "CS",
            quorum_kind="number",
            quorum_number=3,
            counts_remote=False,
            max_proxies=2,
            has_casting_vote=False,
            majority="two_thirds",
        )
        self.assertEqual(
            body._get_ballot_rules(),
            ("number", 3, False, False, 2, False, "two_thirds"),
        )

    def test_code_is_part_of_a_number(self):
        for code in ("ca", "C A", "COMITES", ""):
            with (
                self.subTest(code),
                self.assertRefused("1 à 6 majuscules ou chiffres", ValidationError),
            ):
                self.board.code = code

    @mute_logger("odoo.sql_db")
    def test_two_bodies_cannot_share_a_code(self):
        with self.assertRefused("code_uniq", IntegrityError):
            self.make_body("Autre", "CA")

    def test_body_does_not_ratify_itself(self):
        with self.assertRefused("n'entérine pas ses propres", ValidationError):
            self.board.ratifying_body_id = self.board

    def test_body_with_members_is_archived_not_deleted(self):
        with self.assertRefused("archivez-la", UserError):
            self.board.unlink()

    def test_secretary_changes_no_rule(self):
        body = self.as_user("secretary", self.board)
        with self.assertRefused("", AccessError, lambda: self.read_rules(self.board)):
            body.max_proxies = 5


@tagged("post_install", "-at_install")
@freeze_time("2022-06-07")
class TestNumerianMandate(AssemblyCase):
    """Who sits, from when to when."""

    def test_members_in_office_are_those_that_vote(self):
        self.make_mandates(self.board, "Directeur", has_vote=False)
        self.make_mandates(
            self.board, "Suppléant", kind="deputy", titular_id=self.seats[1].id
        )
        self.make_mandates(self.board, "À venir", date_start="2022-06-08")
        self.assertEqual(self.board.member_count, 6)
        self.seats[5].date_end = "2022-06-07"  # included
        self.board.invalidate_recordset()
        self.assertEqual(self.board.member_count, 6)
        self.seats[5].date_end = "2022-06-06"
        self.board.invalidate_recordset()
        self.assertEqual(self.board.member_count, 5)

    def test_nobody_sits_twice_at_once(self):
        person = self.seats[1].partner_id
        with self.assertRefused("a déjà un mandat", ValidationError):
            self.make_mandates(self.board, "X", partner_id=person.id)
        self.seats[1].date_end = "2021-12-31"
        again = self.make_mandates(
            self.board, "X", partner_id=person.id, date_start="2022-01-01"
        )
        self.assertEqual(again.partner_id, person)

    def test_one_president_at_a_time(self):
        with self.assertRefused("A préside", ValidationError):
            self.seats[1].role = "president"
        self.assertEqual(self.seats[1].role, "member")

    def test_deputy_is_that_of_a_full_member_of_the_body(self):
        other = self.make_mandates(self.make_body("Bureau", "BUR"), "Z")
        with self.assertRefused("choisissez un titulaire", ValidationError):
            self.make_mandates(
                self.board, "Suppléant", kind="deputy", titular_id=other.id
            )

    @mute_logger("odoo.sql_db")
    def test_impossible_mandates_are_refused(self):
        for name, vals in (
            ("deputy_has_titular", {"kind": "deputy"}),
            ("dates_in_order", {"date_end": "2019-12-31"}),
            ("weight_positive", {"weight": 0}),
        ):
            with self.subTest(name), self.assertRefused(name, IntegrityError):
                self.make_mandates(self.board, "X", **vals)

    def test_college_is_that_of_the_body(self):
        other = self.make_body("Bureau", "BUR", college_ids=[(0, 0, {"name": "SIG"})])
        with self.assertRefused("n'est pas un collège", ValidationError):
            self.seats[0].college_id = other.college_ids

    def test_mandate_is_found_by_the_name_of_the_person(self):
        found = self.as_user("reader", "numerian.mandate").name_search("C")
        self.assertIn((self.seats[2].id, "C"), found)
