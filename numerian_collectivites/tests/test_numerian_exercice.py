# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import BillingCase


@tagged("post_install", "-at_install")
class TestNumerianExercice(BillingCase):
    """The life of an exercice, and the dates that it admits."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        exercices = cls.as_user("manager", "numerian.exercice")
        cls.exercice = exercices.with_context(tracking_disable=False).create(
            {"year": 2022}
        )

    def test_complementary_days_end_on_31_january(self):
        self.assertRecordValues(
            self.exercice, [{"cutoff_date": date(2023, 1, 31), "state": "open"}]
        )

    def test_complementary_days_may_end_earlier(self):
        self.exercice.cutoff_date = "2023-01-20"
        with self.assertRefused("20/01/2023", UserError):
            self.exercice._check_open_on(date(2023, 1, 21))

    def test_complementary_days_never_end_later(self):
        for day in ("2023-02-01", "2022-12-30", False):
            with (
                self.subTest(day),
                self.assertRefused(
                    "31/01/2023", ValidationError, lambda: self.exercice.cutoff_date
                ),
            ):
                self.exercice.cutoff_date = day

    def test_days_of_an_open_exercice(self):
        for day in (date(2022, 1, 1), date(2022, 12, 31), date(2023, 1, 31)):
            self.exercice._check_open_on(day)
        for day in (date(2021, 12, 31), date(2023, 2, 1)):
            with (
                self.subTest(day),
                self.assertRefused(
                    "n'appartient pas à l'exercice 2022 : choisissez une date du "
                    "01/01/2022 au 31/01/2023",
                    UserError,
                ),
            ):
                self.exercice._check_open_on(day)

    def test_closed_exercice_admits_no_date_until_it_is_reopened(self):
        self.exercice.action_complementary()
        self.exercice._check_open_on(date(2022, 6, 1))
        self.exercice.action_close()
        with self.assertRefused(
            "L'exercice 2022 est clos : choisissez un exercice ouvert", UserError
        ):
            self.exercice._check_open_on(date(2022, 6, 1))
        self.exercice.action_reopen()
        self.exercice._check_open_on(date(2022, 6, 1))

    def test_reopening_is_on_record(self):
        self.env.cr.flush()
        self.exercice.action_close()
        self.env.cr.flush()
        self.exercice.action_reopen()
        self.env.cr.flush()
        values = self.exercice.message_ids.sudo().tracking_value_ids
        self.assertIn(
            ("Clos", "Ouvert"),
            values.mapped(lambda v: (v.old_value_char, v.new_value_char)),
        )

    def test_state_that_does_not_follow_is_refused(self):
        for act in ("action_open", "action_reopen"):
            with (
                self.subTest(act),
                self.assertRefused(
                    "impossible", UserError, lambda: self.exercice.state
                ),
            ):
                getattr(self.exercice, act)()

    def test_state_is_never_written(self):
        for user in ("clerk", "manager"):
            with (
                self.subTest(user),
                self.assertRefused("", UserError, self.exercice.read),
            ):
                self.as_user(user, self.exercice).write({"state": "closed"})
            with (
                self.subTest(user),
                self.assertRefused("par ses boutons", UserError),
            ):
                self.as_user(user, "numerian.exercice").create(
                    {"year": 2030, "state": "closed"}
                )

    def test_only_a_manager_opens_an_exercice(self):
        clerk = self.as_user("clerk", "numerian.exercice")
        with self.assertRefused("", AccessError):
            clerk.create({"year": 2030})
        # What a first document or a calendar brings along.
        self.assertEqual(clerk._get_or_create(2030, self.company).year, 2030)

    def test_only_a_manager_moves_an_exercice(self):
        for act in ("action_complementary", "action_close"):
            with (
                self.subTest(act),
                self.assertRefused("", AccessError, lambda: self.exercice.state),
            ):
                getattr(self.as_user("clerk", self.exercice), act)()
        self.exercice.action_close()
        with self.assertRefused("", AccessError, lambda: self.exercice.state):
            self.as_user("clerk", self.exercice).action_reopen()
