# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import base64
from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .titres import TitreCase


@tagged("post_install", "-at_install")
class TestTitreHistoryImport(TitreCase):
    """Two invoices and a credit note of 2022 that a former software numbered."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.first = cls.make_invoice(100.0)
        cls.second = cls.make_invoice(200.0, partner=cls.burzet)

    def make_import(self, *lines, user="manager"):
        text = "\n".join(["facture;exercice;titre;bordereau;date", *lines])
        return self.as_user(user, "numerian.titre.history.import").create(
            {"file": base64.b64encode(text.encode()), "file_name": "titres.csv"}
        )

    def preview(self, *lines):
        wizard = self.make_import(*lines)
        wizard.action_preview()
        return wizard.line_ids.mapped("status")

    def read_numbers(self):
        bordereaux = self.env["numerian.bordereau"].search_count([])
        counters = self.exercice.counter_ids.mapped("last_number")
        return (self.first | self.second).mapped("titre_number"), bordereaux, counters

    def refused(self, message, exception=UserError):
        return self.assertRefused(message, exception, self.read_numbers)

    def test_numbers_and_bordereaux_are_taken_over(self):
        credit = self.credit(self.first, "2022-07-01")
        credit.action_post()
        wizard = self.make_import(
            f"{self.first.name};2022;2452;41;05/07/2022",
            f"{self.second.name};2022;2518;41;05/07/2022",
            f"{credit.name};2022;2452;;",
        )
        wizard.action_preview()
        self.assertEqual((wizard.good_count, wizard.bad_count), (3, 0))
        wizard.action_apply()
        self.assertRecordValues(
            self.first | self.second | credit,
            [
                {"titre_number": 2452, "titre_type": "01", "titre_is_imported": True},
                {"titre_number": 2518, "titre_type": "01", "titre_is_imported": True},
                {"titre_number": 2452, "titre_type": "02", "titre_is_imported": True},
            ],
        )
        self.assertRecordValues(
            self.first.bordereau_id,
            [
                {
                    "number": 41,
                    "date": date(2022, 7, 5),
                    "state": "sent",
                    "amount_untaxed": 300.0,
                }
            ],
        )
        self.assertFalse(credit.bordereau_id)
        following = self.make_invoice()
        bordereau = self.issue(following)
        self.assertEqual((bordereau.number, following.titre_number), (42, 2519))

    def test_each_line_says_what_would_become_of_it(self):
        name = self.first.name
        draft = self.make_invoice()
        draft.button_draft()
        for line, status in (
            (f"{name};2022;12;;", "ok"),
            (f"{name};2022;zéro;;", "unreadable"),
            (f"{name};2022;0;;", "unreadable"),
            (f"{name};2022;12;4;", "unreadable"),
            ("FAC/1;2022;12;;", "unknown"),
            (f"{draft.name};2022;12;;", "unknown"),
            (f"{name};2021;12;;", "exercice"),
        ):
            with self.subTest(line):
                self.assertEqual(self.preview(line), [status])

    def test_number_given_twice_is_refused(self):
        lines = (f"{self.first.name};2022;12;;", f"{self.second.name};2022;12;;")
        self.assertEqual(self.preview(*lines), ["ok", "twice"])
        with self.refused("1 lignes ne peuvent pas être reprises"):
            self.make_import(*lines).action_apply()
        self.make_import(lines[0]).action_apply()
        self.assertEqual(self.preview(*lines), ["numbered", "twice"])
        with self.refused("rien n'est fait"):
            self.make_import(*lines).action_apply()

    def test_invoice_named_twice_is_refused(self):
        lines = (f"{self.first.name};2022;12;;", f"{self.first.name};2022;13;;")
        self.assertEqual(self.preview(*lines), ["ok", "numbered"])
        with self.refused("rien n'est fait"):
            self.make_import(*lines).action_apply()

    def test_wrong_bordereau_is_refused(self):
        self.assertEqual(
            self.preview(
                f"{self.first.name};2022;12;4;05/07/2022",
                f"{self.second.name};2022;13;4;06/07/2022",
            ),
            ["ok", "bordereau"],
        )
        number = self.issue(self.first).number
        self.assertEqual(
            self.preview(f"{self.second.name};2022;13;{number};05/07/2022"),
            ["bordereau"],
        )

    def test_titres_of_a_closed_exercice_are_taken_over(self):
        self.exercice.action_close()
        self.make_import(f"{self.first.name};2022;12;4;05/07/2022").action_apply()
        self.assertEqual(self.first.titre_number, 12)

    def test_wrong_file_is_refused(self):
        wizard = self.make_import()
        for content, message in (
            (b"a;b\n1;2", "facture, exercice, titre"),
            (b"facture;exercice;titre\n", "aucune ligne"),
        ):
            wizard.file = base64.b64encode(content)
            with self.subTest(message), self.refused(message):
                wizard.action_preview()

    def test_only_a_manager_imports(self):
        for user in ("reader", "officer", "clerk"):
            with self.subTest(user), self.assertRaises(AccessError):
                self.make_import(f"{self.first.name};2022;12;;", user=user)
