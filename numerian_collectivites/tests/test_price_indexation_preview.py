# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from freezegun import freeze_time

from odoo.tests import tagged

from .price_indexation_common import IndexationCase


@tagged("post_install", "-at_install")
class TestPriceIndexationPreview(IndexationCase):
    """Every new price shows before it exists, and why some lines are left out."""

    def test_preview_shows_the_price_before_and_after(self):
        indexation = self.preview()
        self.assertRecordValues(
            indexation.line_ids,
            [
                {
                    "contract_line_id": self.line.id,
                    "partner_id": self.brossainc.id,
                    "service_family_id": self.family.id,
                    "current_price": 345.0,
                    "new_price": 357.08,
                    "difference": 12.08,
                    "amount_before": 345.0,
                    "amount_after": 357.08,
                    "yearly_effect": 12.08,
                    "state": "to_apply",
                    "reason": False,
                }
            ],
        )
        self.assertEqual(indexation.state, "previewed")
        self.assertEqual(self.get_prices(self.line), [("2021-01-01", 345.0)])

    def test_yearly_effect_counts_units_months_and_discount(self):
        line = self.make_maintenance(
            price_unit=4.0, quantity=10.0, discount=10.0, price_period="month"
        )
        row = self.preview().line_ids.filtered(lambda r: r.contract_line_id == line)
        # 4.14 x 10 x 12 less 10 % = 447.12; 4.00 x 10 x 12 less 10 % = 432.00
        self.assertRecordValues(
            row,
            [{"new_price": 4.14, "amount_before": 432.0, "yearly_effect": 15.12}],
        )

    def test_totals_hold_only_what_changes(self):
        self.make_maintenance(self.make_authority("Burzet"), price_unit=100.0)
        firm = self.make_maintenance(self.make_authority("Satillieu"))
        firm.contract_id.no_indexation = True
        indexation = self.preview()
        self.assertRecordValues(
            indexation,
            [
                {
                    "apply_count": 2,
                    "excluded_count": 1,
                    "amount_before": 445.0,
                    "amount_after": 460.58,
                    "yearly_effect": 15.58,
                }
            ],
        )
        self.assertEqual(sum(indexation.line_ids.mapped("yearly_effect")), 15.58)

    def test_index_gives_the_rate(self):
        base, new = self.make_index(("2021-08-01", 280.0), ("2022-08-01", 291.0))
        indexation = self.preview(
            method="index",
            index_id=base.index_id.id,
            base_value_id=base.id,
            new_value_id=new.id,
        )
        self.assertEqual(indexation.rate, 3.9286)
        # 345 x 291 / 280 = 358.5535…; the rounded rate would give the same cent
        self.assertEqual(indexation.line_ids.new_price, 358.55)

    def test_cap_and_floor_bound_the_rate(self):
        indexation = self.preview(has_cap=True, cap_rate=2.0)
        self.assertEqual(indexation.rate, 2.0)
        self.assertEqual(indexation.line_ids.new_price, 351.9)
        indexation = self.preview(percentage=-1.0, has_floor=True, floor_rate=1.0)
        self.assertEqual(indexation.line_ids.new_price, 348.45)

    def test_small_prices_may_keep_four_decimals(self):
        self.make_maintenance(price_unit=0.8, price_period="month")
        prices = self.preview(rounding="0.0001").line_ids.mapped("new_price")
        self.assertEqual(sorted(prices), [0.828, 357.075])

    # What is left out, and why

    def test_lines_that_cannot_rise_say_why(self):
        cases = {
            "Ended": {"date_end": "2022-10-31"},
            "Free": {"price_unit": 0.0},
            "Late": {"date_start": "2023-02-01"},
            "Renewed": {"date_end": "2022-12-31", "is_auto_renew": True},
            "Small": {"price_unit": 0.01},
        }
        for name, vals in cases.items():
            self.make_maintenance(self.make_authority(name), **vals)
        self.assertEqual(
            self.get_states(self.preview()),
            {
                "Brossainc": ("to_apply", False, 357.08),
                "Ended": ("blocked", "ended", 345.0),
                "Free": ("blocked", "free", 0.0),
                "Late": ("blocked", "later", 345.0),
                "Renewed": ("to_apply", False, 357.08),
                "Small": ("blocked", "unchanged", 0.01),
            },
        )

    def test_line_ended_long_ago_does_not_show(self):
        self.line.date_end = "2021-12-31"
        self.assertFalse(self.preview().line_ids)

    def test_cancelled_line_does_not_show(self):
        self.line.cancel()
        self.assertFalse(self.preview().line_ids)

    def test_line_billed_in_that_year_is_blocked(self):
        self.bill(2023)
        row = self.preview().line_ids
        self.assertRecordValues(
            row, [{"state": "blocked", "cause": "billed", "new_price": 345.0}]
        )
        self.assertEqual(row.reason, "Déjà facturé jusqu'au 31/12/2023")

    def test_line_in_a_draft_invoice_of_that_year_is_blocked(self):
        self.bill(2023, auto_post=False)
        self.assertEqual(self.preview().line_ids.cause, "billed")

    def test_line_with_a_price_of_that_day_or_later_is_blocked(self):
        for day in ("2023-01-01", "2023-05-01"):
            line = self.make_maintenance(self.make_authority(day))
            line.price_version_ids.create(
                {"contract_line_id": line.id, "date_from": day, "price_unit": 400.0}
            )
            row = self.preview().line_ids.filtered(
                lambda row, line=line: row.contract_line_id == line
            )
            with self.subTest(day):
                self.assertEqual((row.state, row.cause), ("blocked", "later"))
                self.assertEqual(row.cause_date, self._to_date(day))

    def test_price_of_december_is_the_one_that_rises(self):
        self.line.price_version_ids.create(
            {
                "contract_line_id": self.line.id,
                "date_from": "2022-12-31",
                "price_unit": 400.0,
                "quantity": 2.0,
            }
        )
        self.assertRecordValues(
            self.preview().line_ids,
            [{"current_price": 400.0, "new_price": 414.0, "quantity": 2.0}],
        )

    def test_firm_price_is_left_out_and_can_be_put_back(self):
        self.line.contract_id.no_indexation = True
        indexation = self.preview()
        row = indexation.line_ids
        self.assertEqual((row.state, row.reason), ("excluded", "Prix ferme"))
        row.action_include()
        self.assertEqual((row.state, row.new_price), ("to_apply", 357.08))
        indexation.action_preview()
        self.assertEqual(indexation.line_ids.state, "to_apply")

    def test_firm_price_of_one_line_leaves_the_others(self):
        contract = self.make_contract(
            {"date_start": "2021-01-01", "no_indexation": True},
            {"date_start": "2021-01-01"},
            partner=self.make_authority("Burzet"),
        )
        rows = self.preview().line_ids.filtered(lambda r: r.contract_id == contract)
        self.assertEqual(rows.mapped("state"), ["excluded", "to_apply"])

    def test_line_excluded_by_hand_stays_so(self):
        indexation = self.preview()
        indexation.line_ids.action_exclude()
        indexation.action_preview()
        row = indexation.line_ids
        self.assertEqual((row.state, row.reason), ("excluded", "Exclue à la main"))
        self.assertEqual((row.new_price, indexation.yearly_effect), (345.0, 0.0))
        row.action_include()
        self.assertEqual(row.new_price, 357.08)

    def test_putting_back_does_not_open_what_is_billed(self):
        self.bill(2023)
        row = self.preview().line_ids
        row.action_include()
        self.assertEqual((row.state, row.cause), ("blocked", "billed"))

    # Scope

    def test_scope_is_families_and_services(self):
        other = self.env["numerian.service.family"].create(
            {"name": "RGPD", "code": "TEST-RGPD"}
        )
        audit = self.make_product("Audit", service_family_id=other.id)
        hosting = self.make_product("Hébergement", service_family_id=other.id)
        lines = {
            product: self.make_maintenance(product_id=product.id)
            for product in (audit, hosting)
        }
        for vals, expected in (
            ({}, self.line),
            ({"product_ids": audit.ids}, self.line | lines[audit]),
            ({"family_ids": False, "product_ids": audit.ids}, lines[audit]),
            ({"family_ids": False}, self.line.union(*lines.values())),
        ):
            with self.subTest(vals):
                self.assertEqual(
                    self.preview(**vals).line_ids.contract_line_id, expected
                )

    @freeze_time("2026-11-23")
    def test_new_indexation_starts_next_year(self):
        indexation = self.as_user("officer", "numerian.price.indexation").create({})
        self.assertEqual(str(indexation.date_from), "2027-01-01")
        self.assertEqual(indexation.name, "Indexation 2027")

    # Speed

    def test_queries_of_a_preview_do_not_grow_with_the_lines(self):
        for number in range(3):
            self.make_maintenance(self.make_authority(f"Commune {number}"))
        self._count_preview_queries()  # the rules of the user are read once
        few = self._count_preview_queries()
        for number in range(30):
            self.make_maintenance(self.make_authority(f"Village {number}"))
        self.assertEqual(self._count_preview_queries(), few)

    def _count_preview_queries(self):
        indexation = self.make_indexation()
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        indexation.action_preview()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before
