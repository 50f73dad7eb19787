# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .price_indexation_common import IndexationCase


@tagged("post_install", "-at_install")
class TestPriceIndexationCancel(IndexationCase):
    """Prices come back as they were, as long as nothing rests on them."""

    def cancel(self, indexation):
        self.as_user("manager", indexation).action_cancel()

    def test_cancelling_brings_the_prices_back(self):
        indexation = self.apply()
        self.cancel(indexation)
        self.assertEqual(self.get_prices(self.line), [("2021-01-01", 345.0)])
        self.assertEqual(indexation.state, "cancelled")
        self.assertEqual(indexation.line_ids.state, "cancelled")

    def test_cancelled_indexation_starts_again(self):
        indexation = self.apply()
        self.cancel(indexation)
        indexation.action_draft()
        indexation.percentage = 4.0
        indexation.action_preview()
        self.apply(indexation)
        self.assertEqual(
            self.get_prices(self.line), [("2021-01-01", 345.0), ("2023-01-01", 358.8)]
        )

    def test_billed_prices_are_not_taken_back(self):
        self.make_maintenance(self.make_authority("Burzet"))
        indexation = self.apply()
        self.bill(2023, partner_ids=self.brossainc.ids)
        with self.assertRefused(
            "« Indexation 2023 » ne peut être annulée. Tarifs déjà utilisés : 1\n"
            "- Brossainc, Maintenance - 01/01/2021 : facturé jusqu'au 31/12/2023",
            UserError,
            lambda: (self.get_prices(self.line), indexation.state),
        ):
            self.cancel(indexation)

    def test_year_before_may_be_billed(self):
        self.bill(2021, 2022)
        indexation = self.apply()
        self.cancel(indexation)
        self.assertEqual(
            self.owed(self.line, until="2023-12-31"), {"2023-01-01": "345.00"}
        )

    def test_price_followed_by_another_is_not_taken_back(self):
        first = self.apply()
        second = self.apply(name="Suivante", date_from="2024-01-01", percentage=2.0)
        with self.assertRefused(
            "un autre tarif suit le 01/01/2024",
            UserError,
            lambda: self.get_prices(self.line),
        ):
            self.cancel(first)
        self.cancel(second)
        self.cancel(first)
        self.assertEqual(self.get_prices(self.line), [("2021-01-01", 345.0)])

    def test_price_or_quantity_changed_since_is_not_lost(self):
        indexation = self.apply()
        version = self.line.price_version_ids.sorted("date_from")[1]
        for vals in ({"price_unit": 350.0}, {"quantity": 2.0}, {"discount": 5.0}):
            kept = version.read(list(vals))[0]
            version.write(vals)
            with self.subTest(vals), self.assertRefused("depuis", UserError):
                self.cancel(indexation)
            version.write({name: kept[name] for name in vals})

    def test_renewed_line_comes_back_too(self):
        self.company.create_new_line_at_contract_line_renew = True
        self.line.write({"date_end": "2022-12-31", "is_auto_renew": True})
        indexation = self.apply()
        renewed = self.line.renew()
        self.cancel(indexation)
        self.assertEqual(self.get_prices(self.line), [("2021-01-01", 345.0)])
        self.assertEqual(self.get_prices(renewed), [("2023-01-01", 345.0)])
        self.assertFalse(renewed.price_version_ids.indexation_id)

    def test_only_a_manager_takes_prices_back(self):
        indexation = self.apply()
        for role in ("officer", "clerk"):
            with (
                self.subTest(role),
                self.assertRefused("", AccessError, lambda: self.get_prices(self.line)),
            ):
                self.as_user(role, indexation).action_cancel()

    def test_officer_gives_up_a_preview(self):
        indexation = self.preview()
        indexation.action_cancel()
        self.assertEqual(indexation.state, "cancelled")

    def test_applied_indexation_is_neither_deleted_nor_reopened(self):
        indexation = self.as_user("manager", self.apply())
        with self.assertRefused("annulez-la", UserError):
            indexation.unlink()
        with self.assertRefused("annulez-la", UserError):
            indexation.action_draft()
        self.preview(percentage=1.0).unlink()

    def test_family_counts_its_indexed_prices(self):
        indexation = self.apply()
        family = self.as_user("reader", self.family)
        self.assertEqual(family.indexed_price_count, 1)
        rows = self.env["numerian.price.indexation.line"].search(
            family.action_show_indexed_prices()["domain"]
        )
        self.assertEqual(rows, indexation.line_ids)
        context = indexation.with_context(line_state="applied").action_show_lines()
        self.assertEqual(context["domain"], [("indexation_id", "=", indexation.id)])
        self.assertEqual(context["context"], {"search_default_applied": 1})
