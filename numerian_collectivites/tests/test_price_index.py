# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .price_indexation_common import IndexationCase


@tagged("post_install", "-at_install")
class TestPriceIndex(IndexationCase):
    """An index and its values, each with its month and its source."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.base, cls.new = cls.make_index(("2021-08-01", 100.0), ("2022-08-17", 103.5))
        cls.index = cls.base.index_id

    def test_value_counts_for_its_month(self):
        self.assertEqual(str(self.new.date), "2022-08-01")
        self.new.date = "2022-09-30"
        self.assertEqual(str(self.new.date), "2022-09-01")

    def test_value_reads_with_its_month(self):
        self.assertEqual(self.new.display_name, "Indice d'essai 08/2022 (103,5)")

    def test_index_shows_its_last_value(self):
        self.assertEqual(self.index.last_value_id, self.new)

    def test_syntec_comes_without_values(self):
        syntec = self.env.ref("numerian_collectivites.price_index_syntec")
        self.assertEqual(syntec.name, "Syntec")
        self.assertFalse(syntec.value_ids)

    @mute_logger("odoo.sql_db")
    def test_second_value_of_a_month_is_refused(self):
        with self.assertRefused("month_uniq", IntegrityError):
            self.new.copy({"date": "2022-08-31"})

    @mute_logger("odoo.sql_db")
    def test_value_not_above_zero_is_refused(self):
        for value in (0.0, -1.0):
            with (
                self.subTest(value),
                self.assertRefused("value_above_zero", IntegrityError),
            ):
                self.new.copy({"date": "2022-10-01", "value": value})

    @mute_logger("odoo.sql_db")
    def test_second_index_of_the_same_name_is_refused(self):
        with self.assertRefused("name_uniq", IntegrityError):
            self.index.copy()

    def test_values_are_imported(self):
        result = self.as_user("manager", "numerian.price.index.value").load(
            ["index_id", "date", "value", "published_on", "source"],
            [
                ["Indice d'essai", "2022-09-15", "104.1", "2022-11-20", "Bulletin 9"],
                ["Indice d'essai", "2022-10-15", "104.9", "2022-12-20", "Bulletin 10"],
            ],
        )
        self.assertFalse(result["messages"])
        self.assertRecordValues(
            self.index.value_ids[:2],
            [
                {"date": self._to_date("2022-10-01"), "value": 104.9},
                {"date": self._to_date("2022-09-01"), "value": 104.1},
            ],
        )

    def test_only_a_manager_writes_values(self):
        for role in ("reader", "officer", "clerk"):
            value = self.as_user(role, self.new)
            self.assertEqual(value.value, 103.5)
            with self.subTest(role), self.assertRaises(AccessError):
                value.value = 104.0

    def test_value_that_prices_rest_on_stays(self):
        indexation = self.preview(
            method="index",
            index_id=self.index.id,
            base_value_id=self.base.id,
            new_value_id=self.new.id,
        )
        for act in (
            lambda: self.new.write({"value": 110.0}),
            lambda: self.base.write({"date": "2021-07-01"}),
            lambda: self.new.unlink(),
        ):
            with self.assertRefused(
                "« Indexation 2023 » repose sur cette valeur", UserError
            ):
                act()
        self.new.source = "Bulletin 8"
        indexation.action_draft()
        self.new.value = 104.0
        self.assertEqual(indexation.rate, 4.0)
