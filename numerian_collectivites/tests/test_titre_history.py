# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .titres import TitreCase


@tagged("post_install", "-at_install")
class TestTitreHistory(TitreCase):
    """Titres of a former software: numbers kept, never given again."""

    def import_titres(self, numbers, user="manager"):
        self.as_user(user, "account.move")._import_titres(self.exercice, numbers)

    def read_numbers(self, *moves):
        counters = self.exercice.counter_ids.mapped("last_number")
        return [move.titre_number for move in moves], counters

    def test_numbers_are_kept_and_the_series_goes_on_after_the_highest(self):
        high, low = self.make_invoice(), self.make_invoice()
        self.import_titres({high: 2518})
        self.import_titres({low: 1412})
        self.assertRecordValues(
            high | low,
            [
                {"titre_number": 2518, "titre_is_imported": True},
                {"titre_number": 1412, "titre_is_imported": True},
            ],
        )
        following = self.make_invoice()
        self.issue(following)
        self.assertEqual(following.titre_number, 2519)
        self.assertFalse(following.titre_is_imported)

    def test_imported_titre_is_frozen_like_any_other(self):
        invoice = self.make_invoice()
        self.import_titres({invoice: 12})
        with self.assertRefused("Titre 12 - exercice 2022", UserError):
            invoice.button_draft()

    def test_number_given_twice_is_refused(self):
        first, second = self.make_invoice(), self.make_invoice()

        def read():
            return self.read_numbers(first, second)

        with self.assertRefused("donné deux fois : 12", UserError, read):
            self.import_titres({first: 12, second: 12})
        self.import_titres({first: 12})
        with self.assertRefused("donné deux fois : 12", UserError, read):
            self.import_titres({second: 12})
        with self.assertRefused("qui n'en ont pas", UserError, read):
            self.import_titres({first: 13})

    def test_number_out_of_bounds_is_refused(self):
        invoice = self.make_invoice()
        for number in (0, -1, 10**8):
            with self.subTest(number), self.assertRefused("8 chiffres", UserError):
                self.import_titres({invoice: number})

    def test_draft_is_refused(self):
        invoice = self.make_invoice()
        invoice.button_draft()
        with self.assertRefused("documents clients validés", UserError):
            self.import_titres({invoice: 12})

    def test_clerk_imports_nothing(self):
        invoice = self.make_invoice()
        with self.assertRefused(
            "Seul un responsable", AccessError, lambda: self.read_numbers(invoice)
        ):
            self.import_titres({invoice: 12}, user="clerk")

    def test_bordereau_of_a_former_software(self):
        invoice = self.make_invoice(100.0)
        vals = {
            "exercice_id": self.exercice.id,
            "bordereau_type": "01",
            "number": 41,
            "date": "2022-06-30",
        }
        history = self.as_user("manager", "numerian.bordereau")
        bordereau = history._import_history(vals, {invoice: 2452})
        self.assertRecordValues(
            bordereau,
            [
                {
                    "number": 41,
                    "state": "sent",
                    "is_imported": True,
                    "amount_untaxed": 100.0,
                    "cumulative_amount": 100.0,
                }
            ],
        )
        self.assertEqual(invoice.titre_number, 2452)
        with self.assertRefused("bordereau 41", UserError):
            history._import_history(vals, {self.make_invoice(): 2453})
        self.assertEqual(self.issue(self.make_invoice()).number, 42)
