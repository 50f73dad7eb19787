# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .price_indexation_common import IndexationCase


@tagged("post_install", "-at_install")
class TestPriceIndexationApply(IndexationCase):
    """New prices from a day on; what is billed stays, to the cent."""

    def test_next_year_owes_the_new_price_and_the_past_nothing(self):
        self.bill(2021, 2022)
        self.assertEqual(
            self.owed(self.line, until="2023-12-31"), {"2023-01-01": "345.00"}
        )
        self.apply()
        # 2021 and 2022 are billed and stay so; 345.00 + 3.5 % = 357.075
        self.assertEqual(
            self.owed(self.line, until="2023-12-31"), {"2023-01-01": "357.08"}
        )
        self.assertEqual(self.amounts(self.bill(2023)), ["357.08"])

    def test_year_not_billed_yet_keeps_its_own_price(self):
        self.apply()
        self.assertEqual(
            self.owed(self.line, since="2022-01-01", until="2023-12-31"),
            {"2022-01-01": "345.00", "2023-01-01": "357.08"},
        )

    def test_new_price_tells_where_it_comes_from(self):
        indexation = self.apply()
        version = self.line.price_version_ids.sorted("date_from")[1]
        self.assertRecordValues(
            version,
            [
                {
                    "date_from": self._to_date("2023-01-01"),
                    "price_unit": 357.08,
                    "price_before": 345.0,
                    "quantity": 1.0,
                    "indexation_id": indexation.id,
                    "reason": "Indexation : +3,5 %, délibération du 12/12/2022",
                }
            ],
        )

    def test_new_price_names_the_index_and_its_months(self):
        base, new = self.make_index(("2021-08-01", 280.0), ("2022-08-01", 291.0))
        self.apply(
            method="index",
            index_id=base.index_id.id,
            base_value_id=base.id,
            new_value_id=new.id,
            source="bulletin 8",
        )
        self.assertEqual(
            self.line.price_version_ids.sorted("date_from")[1].reason,
            "Indexation Indice d'essai 08/2021 (280) -> 08/2022 (291) : +3,9286 %, "
            "bulletin 8",
        )

    def test_quantity_and_discount_go_on(self):
        self.line.write({"quantity": 3.0, "discount": 10.0})
        self.apply()
        # 357.08 x 3 less 10 % = 964.116
        self.assertEqual(
            self.owed(self.line, since="2023-01-01", until="2023-12-31"),
            {"2023-01-01": "964.12"},
        )

    def test_two_indexations_chain(self):
        self.apply()
        self.apply(name="Indexation 2024", date_from="2024-01-01", percentage=2.0)
        self.assertEqual(
            self.get_prices(self.line),
            [("2021-01-01", 345.0), ("2023-01-01", 357.08), ("2024-01-01", 364.22)],
        )

    def test_applied_twice_adds_nothing(self):
        indexation = self.apply()
        prices = self.get_prices(self.line)
        self.apply(indexation)
        self.assertEqual(self.get_prices(self.line), prices)
        again = self.preview()
        self.assertEqual(self.get_states(again)["Brossainc"][:2], ("blocked", "later"))
        with self.assertRefused("n'a aucun tarif à changer", UserError):
            self.apply(again)

    def test_excluded_lines_keep_their_price(self):
        other = self.make_maintenance(self.make_authority("Burzet"))
        indexation = self.preview()
        indexation.line_ids.filtered(
            lambda row: row.contract_line_id == other
        ).action_exclude()
        self.apply(indexation)
        self.assertEqual(self.get_prices(other), [("2021-01-01", 345.0)])
        self.assertEqual(indexation.applied_count, 1)

    # Renewed lines

    def test_renewal_after_the_indexation_starts_at_the_new_price(self):
        self.company.create_new_line_at_contract_line_renew = True
        self.line.write({"date_end": "2022-12-31", "is_auto_renew": True})
        self.apply()
        renewed = self.line.renew()
        self.assertEqual(self.get_prices(renewed), [("2023-01-01", 357.08)])

    def test_renewal_before_the_indexation_rises_too(self):
        self.company.create_new_line_at_contract_line_renew = True
        self.line.write({"date_end": "2022-12-31", "is_auto_renew": True})
        renewed = self.line.renew()
        indexation = self.apply()
        self.assertEqual(self.get_prices(renewed), [("2023-01-01", 357.08)])
        self.assertEqual(
            indexation.line_ids.sorted("id").mapped("state"), ["blocked", "applied"]
        )

    def test_renewal_at_another_price_keeps_it(self):
        self.company.create_new_line_at_contract_line_renew = True
        self.line.write({"date_end": "2022-12-31", "is_auto_renew": True})
        renewed = self.line.renew()
        renewed.price_version_ids.price_unit = 400.0
        row = self.preview().line_ids.filtered(
            lambda row: row.contract_line_id == renewed
        )
        self.assertEqual((row.state, row.cause), ("blocked", "later"))

    # What changed between the preview and the manager's click

    def test_line_billed_since_the_preview_is_left_out(self):
        self.make_maintenance(self.make_authority("Burzet"))
        indexation = self.preview()
        self.bill(2023, partner_ids=self.brossainc.ids)
        self.apply(indexation)
        self.assertEqual(
            self.get_states(indexation),
            {
                "Brossainc": ("blocked", "billed", 345.0),
                "Burzet": ("applied", False, 357.08),
            },
        )
        self.assertEqual(self.get_prices(self.line), [("2021-01-01", 345.0)])

    def test_price_changed_since_the_preview_waits_for_another_one(self):
        self.make_maintenance(self.make_authority("Burzet"))
        indexation = self.preview()
        self.line.price_unit = 300.0
        self.apply(indexation)
        self.assertEqual(
            self.get_states(indexation)["Brossainc"], ("blocked", "changed", 300.0)
        )

    # Errors

    def test_one_line_in_error_leaves_the_others(self):
        for name in ("Burzet", "Satillieu", "Vion"):
            self.make_maintenance(self.make_authority(name))
        indexation = self.preview()
        create = type(self.line.price_version_ids).create

        def refuse(records, vals_list):
            if self.line.id in [vals["contract_line_id"] for vals in vals_list]:
                raise ValueError("Tarif refusé")
            return create(records, vals_list)

        with patch.object(type(self.line.price_version_ids), "create", refuse):
            self.apply(indexation)
        states = self.get_states(indexation)
        self.assertEqual(states.pop("Brossainc")[0], "error")
        self.assertEqual(set(states.values()), {("applied", False, 357.08)})
        row = indexation.line_ids.filtered(lambda row: row.state == "error")
        self.assertIn("Tarif refusé", row.reason)
        self.apply(indexation)
        self.assertEqual((row.state, indexation.applied_count), ("applied", 4))

    # Catalogue

    def test_catalogue_rises_if_asked(self):
        self.product.list_price = 345.0
        indexation = self.apply(update_list_price=True)
        self.assertEqual(self.product.list_price, 357.08)
        self.as_user("manager", indexation).action_cancel()
        self.assertEqual(self.product.list_price, 345.0)

    def test_catalogue_stays_unless_asked(self):
        self.product.list_price = 345.0
        self.apply()
        self.assertEqual(self.product.list_price, 345.0)

    def test_sales_price_changed_since_stays(self):
        self.product.list_price = 345.0
        indexation = self.preview(update_list_price=True)
        self.product.list_price = 400.0
        self.apply(indexation)
        self.assertEqual(self.product.list_price, 400.0)
        self.assertFalse(indexation.product_line_ids.is_applied)

    # Rights

    def test_only_a_manager_applies(self):
        indexation = self.preview()
        for role in ("reader", "officer", "clerk"):
            for act in (
                lambda role=role: self.as_user(role, indexation).action_apply(),
                lambda role=role: self.as_user(role, indexation).write(
                    {"state": "applied"}
                ),
            ):
                with self.subTest(role), self.assertRefused("", AccessError):
                    act()
        self.assertEqual(self.get_prices(self.line), [("2021-01-01", 345.0)])

    def test_draft_is_not_applied(self):
        indexation = self.make_indexation()
        with self.assertRefused("Faites d'abord l'aperçu", UserError):
            self.apply(indexation)

    def test_other_company_is_left_alone(self):
        other = self._make_company("Autre syndicat")
        manager = self.users["manager"]
        manager.company_ids |= other
        indexation = self.as_user("manager", "numerian.price.indexation")
        indexation = indexation.with_context(
            allowed_company_ids=(self.company | other).ids
        ).create({"company_id": other.id, "date_from": "2023-01-01", "percentage": 1.0})
        indexation.action_preview()
        self.assertFalse(indexation.line_ids)
