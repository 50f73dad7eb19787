# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .price_indexation_common import IndexationCase


@tagged("post_install", "-at_install")
class TestPriceIndexationRefusals(IndexationCase):
    """What an indexation refuses, and what it says to do instead."""

    def test_terms_without_meaning_are_refused(self):
        base, new = self.make_index(("2021-08-01", 100.0), ("2022-08-01", 103.5))
        other = self.make_index(("2023-08-01", 100.0), name="Autre indice")
        index = {"method": "index", "index_id": base.index_id.id}
        for vals, message in (
            ({"percentage": -100.0}, "ne peut perdre 100 % ou plus"),
            ({"date_from": "2023-01-15"}, "premier jour d'un mois"),
            (
                {"has_floor": True, "floor_rate": 3.0, "has_cap": True},
                "plancher du taux dépasse son plafond",
            ),
            (
                index | {"base_value_id": new.id, "new_value_id": base.id},
                "Le nouveau mois vient après le mois de base",
            ),
            (
                index | {"base_value_id": base.id, "new_value_id": other.id},
                "deux mois de l'indice",
            ),
        ):
            with (
                self.subTest(vals),
                self.assertRefused(message, ValidationError),
            ):
                self.make_indexation(**vals)

    def test_preview_without_a_rate_is_refused(self):
        for vals, message in (
            ({"percentage": 0.0}, "ne change aucun tarif"),
            ({"method": "index"}, "choisissez un indice"),
        ):
            indexation = self.make_indexation(**vals)
            with self.subTest(vals), self.assertRefused(message, UserError):
                indexation.action_preview()

    def test_terms_of_a_preview_are_frozen(self):
        indexation = self.preview()
        with self.assertRefused("remettez l'indexation en brouillon", UserError):
            indexation.percentage = 4.0
        indexation.action_draft()
        indexation.percentage = 4.0
        indexation.action_preview()
        self.assertEqual(indexation.line_ids.new_price, 358.8)

    def test_decisions_outside_a_preview_are_refused(self):
        indexation = self.preview()
        indexation.action_draft()
        for act in (
            indexation.line_ids.action_exclude,
            indexation.line_ids.action_include,
        ):
            with self.assertRefused("lignes d'un aperçu", UserError):
                act()

    def test_reader_previews_nothing(self):
        indexation = self.as_user("reader", self.preview())
        self.assertEqual(indexation.line_ids.new_price, 357.08)
        for act in (
            indexation.action_preview,
            indexation.action_draft,
            indexation.action_cancel,
            indexation.line_ids.action_exclude,
            lambda: indexation.write({"name": "X"}),
        ):
            with self.assertRaises(AccessError):
                act()

    def test_computed_prices_cannot_be_written(self):
        row = self.preview().line_ids
        for role in ("officer", "clerk", "manager"):
            with self.subTest(role), self.assertRaises(AccessError):
                self.as_user(role, row).new_price = 1.0
