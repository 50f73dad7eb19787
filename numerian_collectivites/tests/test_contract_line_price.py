# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import BillingCase


class PriceCase(BillingCase):
    """A line at 1 200.00 a year whose 2025 and 2026 are posted."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.line = cls.make_line()
        cls.bill(2025, 2026)

    @classmethod
    def make_version(cls, line, day, **vals):
        return cls.as_user("officer", "numerian.contract.line.price").create(
            {"contract_line_id": line.id, "date_from": day, "price_unit": 1200.0} | vals
        )

    def read_terms(self):
        """Return all that a refusal must leave as it was."""
        line = self.line.sudo()
        terms = line.read(
            ["product_id", "contract_id", "date_start", "date_end", "is_canceled"]
            + ["billing_period", "price_period", "proration", "recurring_rule_type"]
            + ["price_unit", "specific_price", "quantity", "discount"]
        )
        versions = line.price_version_ids.read(["date_from", "price_unit", "quantity"])
        return terms, versions, self.owed(line)


@tagged("post_install", "-at_install")
class TestContractLinePrice(PriceCase):
    """Dated versions: the future changes, what is billed is frozen."""

    # Versions

    def test_line_starts_with_one_version(self):
        self.assertRecordValues(
            self.line.price_version_ids,
            [
                {
                    "date_from": self._to_date("2025-01-01"),
                    "price_unit": 1200.0,
                    "quantity": 1.0,
                    "discount": 0.0,
                }
            ],
        )

    def test_price_of_next_year_leaves_the_past_alone(self):
        self.make_version(self.line, "2027-01-01", price_unit=1260.0)
        self.assertEqual(
            self.owed(self.line, until="2027-12-31"), {"2027-01-01": "1260.00"}
        )

    def test_more_units_count_from_their_month(self):
        line = self.make_line(date_start="2026-01-01", price_unit=12.0, quantity=5.0)
        self.make_version(line, "2026-05-01", price_unit=12.0, quantity=25.0)
        # 4 months of 5.00 and 8 months of 25.00
        self.assertEqual(self.owed(line), {"2026-01-01": "220.00"})

    def test_version_in_mid_month_counts_from_the_next_month(self):
        line = self.make_line(date_start="2026-01-01", price_unit=12.0, quantity=5.0)
        self.make_version(line, "2026-05-10", price_unit=12.0, quantity=25.0)
        # 5 months of 5.00 and 7 months of 25.00
        self.assertEqual(self.owed(line), {"2026-01-01": "200.00"})

    def test_discount_of_a_version_counts(self):
        self.make_version(self.line, "2027-01-01", price_unit=1200.0, discount=10.0)
        self.assertEqual(
            self.owed(self.line, until="2027-12-31"), {"2027-01-01": "1080.00"}
        )

    @mute_logger("odoo.sql_db")
    def test_two_versions_on_the_same_day_are_refused(self):
        self.make_version(self.line, "2027-01-01")
        with self.assertRefused("date_uniq", IntegrityError, self.read_terms):
            self.make_version(self.line, "2027-01-01", price_unit=1300.0)

    def test_version_below_zero_is_refused(self):
        for vals in ({"price_unit": -1.0}, {"quantity": -1.0}):
            with (
                self.subTest(vals),
                self.assertRefused(
                    "ni le prix ni la quantité ne peuvent être négatifs",
                    ValidationError,
                    self.read_terms,
                ),
            ):
                self.make_version(self.line, "2027-01-01", **vals)

    def test_discount_out_of_bounds_is_refused(self):
        for discount in (-1.0, 101.0):
            with (
                self.subTest(discount),
                self.assertRefused(
                    "Une remise est comprise entre 0 et 100 %.",
                    ValidationError,
                    self.read_terms,
                ),
            ):
                self.make_version(self.line, "2027-01-01", discount=discount)

    def test_version_in_billed_months_is_refused(self):
        with self.assertRefused(
            "Maintenance est facturé jusqu'au 31/12/2026 : un tarif à partir du "
            "01/07/2026 changerait ce qui est facturé. Donnez une date plus tardive",
            UserError,
            self.read_terms,
        ):
            self.make_version(self.line, "2026-07-01", price_unit=1500.0)

    def test_version_of_a_draft_year_is_refused(self):
        self.bill(2027, auto_post=False)
        with self.assertRefused("31/12/2027", UserError, self.read_terms):
            self.make_version(self.line, "2027-07-01", price_unit=1500.0)

    def test_billed_version_can_neither_change_nor_move_nor_go(self):
        version = self.line.price_version_ids
        for act in (
            lambda: version.write({"price_unit": 1500.0}),
            lambda: version.write({"date_from": "2027-01-01"}),
            lambda: version.unlink(),
        ):
            with self.assertRefused("31/12/2026", UserError, self.read_terms):
                act()

    def test_version_to_come_does_not_move_into_billed_months(self):
        version = self.make_version(self.line, "2027-01-01", price_unit=1260.0)
        with self.assertRefused("31/12/2026", UserError, self.read_terms):
            version.date_from = "2026-12-01"
        version.date_from = "2027-07-01"
        version.unlink()
        self.assertEqual(
            self.owed(self.line, until="2027-12-31"), {"2027-01-01": "1200.00"}
        )

    # Frozen once billed

    def test_terms_of_a_billed_line_are_frozen(self):
        product = self.make_product("Autre")
        other = self.make_line().contract_id
        for vals in (
            {"price_unit": 1500.0},
            {"specific_price": 1500.0},
            {"quantity": 2.0},
            {"discount": 10.0},
            {"automatic_price": True},
            {"billing_period": "quarter"},
            {"recurring_rule_type": "quarterly"},
            {"price_period": "month"},
            {"proration": "day"},
            {"product_id": product.id},
            {"contract_id": other.id},
            {"date_start": "2025-03-01"},
            {"is_canceled": True},
        ):
            with (
                self.subTest(vals),
                self.assertRefused("31/12/2026", UserError, self.read_terms),
            ):
                self.line.write(vals)

    def test_manager_does_not_change_frozen_terms_by_writing_them(self):
        with self.assertRefused("31/12/2026", UserError, self.read_terms):
            self.as_user("manager", self.line).price_unit = 1500.0

    def test_frozen_terms_do_not_change_through_the_contract(self):
        with self.assertRefused("31/12/2026", UserError, self.read_terms):
            self.line.contract_id.contract_line_ids = [
                Command.update(self.line.id, {"price_unit": 1500.0})
            ]

    def test_context_from_outside_does_not_unfreeze(self):
        for key in (True, 1, "CORRECTION", {}):
            line = self.line.with_context(billing_correction=key, price_mirror=key)
            with self.assertRefused("31/12/2026", UserError, self.read_terms):
                line.price_unit = 1500.0
            with self.assertRefused("31/12/2026", UserError, self.read_terms):
                line.date_start = "2025-03-01"
            with self.assertRefused("31/12/2026", UserError, self.read_terms):
                line.price_version_ids.price_unit = 1500.0

    def test_same_values_and_free_fields_can_be_written(self):
        self.line.write(
            {
                "price_unit": 1200.0,
                "date_start": "2025-01-01",
                "product_id": self.product.id,
                "name": "Maintenance Cosoluce",
                "date_end": "2027-12-31",
            }
        )
        self.assertEqual(self.line.name, "Maintenance Cosoluce")
        self.assertEqual(self.owed(self.line), {})

    def test_line_with_an_opening_is_frozen(self):
        line = self.make_line()
        self.as_user("manager", "numerian.billing.adjustment").create(
            {
                "contract_line_id": line.id,
                "period_start": "2025-01-01",
                "amount": 1200.0,
                "reason": "Ancien logiciel",
            }
        )
        with self.assertRefused("31/12/2025", UserError, lambda: line.price_unit):
            line.price_unit = 1500.0

    def test_line_is_free_again_once_its_drafts_are_deleted(self):
        line = self.make_line(date_start="2026-01-01")
        self.bill(2026, auto_post=False).unlink()
        line.price_unit = 1500.0
        self.assertEqual(self.owed(line), {"2026-01-01": "1500.00"})

    # Mirror on OCA's own fields

    def test_price_typed_on_a_line_never_billed_is_its_version(self):
        line = self.make_line()
        line.write({"price_unit": 345.25, "quantity": 2.0, "discount": 5.0})
        self.assertRecordValues(
            line.price_version_ids,
            [{"price_unit": 345.25, "quantity": 2.0, "discount": 5.0}],
        )

    def test_line_shows_the_version_of_today(self):
        line = self.make_line()
        self.make_version(line, "2026-11-01", price_unit=1260.0, quantity=3.0)
        self.make_version(line, "2026-12-01", price_unit=1300.0)
        self.assertRecordValues(
            line, [{"price_unit": 1260.0, "quantity": 3.0, "automatic_price": False}]
        )

    def test_line_shows_the_next_version_from_its_day_on(self):
        self.make_version(self.line, "2027-01-01", price_unit=1260.0)
        self.assertEqual(self.line.price_unit, 1200.0)
        with freeze_time("2027-01-01"):
            self.env["contract.line"]._cron_mirror_price_versions()
        self.assertEqual(self.line.price_unit, 1260.0)
        self.assertEqual(self.owed(self.line), {})

    def test_line_shows_the_former_version_once_the_last_is_deleted(self):
        line = self.make_line()
        version = self.make_version(line, "2026-11-01", price_unit=1260.0)
        version.unlink()
        self.assertEqual(line.price_unit, 1200.0)

    def test_price_from_a_price_list_is_kept_in_the_version(self):
        product = self.make_product("Vault", list_price=99.0)
        line = self.as_user("officer", "contract.line").create(
            {
                "contract_id": self.line.contract_id.id,
                "product_id": product.id,
                "automatic_price": True,
                "date_start": "2026-01-01",
            }
        )
        self.assertEqual(line.price_version_ids.price_unit, 99.0)
        product.list_price = 120.0
        self.assertEqual(line.price_unit, 99.0)
