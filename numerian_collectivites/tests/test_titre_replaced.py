# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from .titres import BordereauCase


@tagged("post_install", "-at_install")
@freeze_time("2022-07-01")
class TestTitreReplaced(BordereauCase):
    """A titre issued again, or completing another, names it."""

    def test_titre_issued_again_names_the_one_that_it_replaces(self):
        first = self.make_invoice(100.0)
        self.issue(first)
        again = self.reverse(
            self.as_user("clerk", first),
            "modify_moves",
            date="2022-06-30",
            reason="débiteur erroné",
        )
        self.assertRecordValues(
            again,
            [
                {
                    "titre_replaced_id": first.id,
                    "titre_replaced_reason": "débiteur erroné",
                }
            ],
        )
        again.invoice_line_ids.name = "M" * 300
        again.action_post()
        self.issue(again, day="2022-07-01")
        self.assertEqual(len(again.titre_object), 160)
        self.assertTrue(
            again.titre_object.endswith(
                " (voir Titre 1 - exercice 2022 : débiteur erroné)"
            )
        )
        with self.assertRefused("Titre 2 - exercice 2022", UserError):
            again.titre_replaced_reason = "Autre"

    def test_complement_keeps_its_object_and_names_its_titre(self):
        first = self.make_invoice(100.0)
        self.issue(first)
        second = self.make_invoice(
            titre_object="Complément 2022", titre_replaced_id=first.id
        )
        self.issue(second)
        self.assertEqual(
            second.titre_object, "Complément 2022 (voir Titre 1 - exercice 2022)"
        )
