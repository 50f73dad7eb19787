# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import base64
from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .titres import TitreCase


@tagged("post_install", "-at_install")
@freeze_time("2022-09-01")
class TestTitrePaymentImport(TitreCase):
    """Titre 1 of 120.00 incl. VAT and titre 2 of 240.00, of 30 June 2022."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bank = cls.env["account.journal"].create(
            {
                "name": "Banque",
                "code": "BNK",
                "type": "bank",
                "company_id": cls.company.id,
                "default_account_id": cls.accounts["bank"].id,
            }
        )
        cls.first = cls.make_invoice(100.0)
        cls.second = cls.make_invoice(200.0, partner=cls.burzet)
        cls.issue(cls.first | cls.second)

    def make_import(self, *lines, user="manager", **vals):
        text = "\n".join(["exercice;titre;montant;date;reference", *lines])
        return self.as_user(user, "numerian.titre.payment.import").create(
            {
                "file": base64.b64encode(text.encode()),
                "file_name": "retour.csv",
                "journal_id": self.bank.id,
            }
            | vals
        )

    def preview(self, *lines, **vals):
        wizard = self.make_import(*lines, **vals)
        wizard.action_preview()
        return wizard.line_ids.mapped("status")

    def read_residuals(self):
        payments = self.env["numerian.titre.payment"].search([])
        return (self.first | self.second).mapped("amount_residual"), len(payments)

    def refused(self, message, exception=UserError):
        return self.assertRefused(message, exception, self.read_residuals)

    def test_payments_are_registered_and_reconciled(self):
        wizard = self.make_import(
            "2022;1;120,00;15/08/2022;VIR 1", "2022;2;100,00;16/08/2022;VIR 2"
        )
        wizard.action_preview()
        self.assertEqual((wizard.good_count, wizard.bad_count), (2, 0))
        wizard.action_apply()
        self.assertEqual(self.read_residuals(), ([0.0, 140.0], 2))
        self.assertEqual(self.first.payment_state, "paid")
        self.assertEqual(self.second.payment_state, "partial")
        trace = self.env["numerian.titre.payment"].search(
            [("move_id", "=", self.first.id)]
        )
        self.assertRecordValues(
            trace,
            [
                {
                    "amount": 120.0,
                    "date": date(2022, 8, 15),
                    "reference": "VIR 1",
                    "file_name": "retour.csv",
                }
            ],
        )
        self.assertRecordValues(
            trace.payment_id,
            [
                {
                    "amount": 120.0,
                    "date": date(2022, 8, 15),
                    "partner_id": self.brossainc.id,
                    "state": "paid",
                }
            ],
        )

    def test_each_line_says_what_would_become_of_it(self):
        for line, status in (
            ("2022;1;120,00;15/08/2022;", "ok"),
            ("2022;1;60,00;15/08/2022;", "ok"),
            ("2022;9;120,00;15/08/2022;", "unknown"),
            ("2021;1;120,00;15/08/2022;", "unknown"),
            (";1;120,00;15/08/2022;", "unknown"),
            ("2022;1;120,01;15/08/2022;", "amount"),
            ("2022;1;0,00;15/08/2022;", "amount"),
            ("2022;1;-5,00;15/08/2022;", "amount"),
            ("2022;1;120,00;29/06/2022;", "date"),
            ("2022;1;120,00;02/09/2022;", "date"),
            ("2022;1;beaucoup;15/08/2022;", "unreadable"),
        ):
            with self.subTest(line):
                self.assertEqual(self.preview(line), [status])

    def test_lines_of_one_titre_add_up(self):
        self.assertEqual(
            self.preview(
                "2022;1;100,00;15/08/2022;A",
                "2022;1;20,00;15/08/2022;B",
                "2022;1;0,01;15/08/2022;C",
            ),
            ["ok", "ok", "paid"],
        )

    def test_exercice_by_default(self):
        self.assertEqual(
            self.preview(";1;120,00;15/08/2022;", exercice_id=self.exercice.id),
            ["ok"],
        )

    def test_locked_books_are_refused(self):
        self.company.fiscalyear_lock_date = date(2022, 8, 15)
        self.assertEqual(self.preview("2022;1;120,00;15/08/2022;"), ["date"])

    def test_bad_line_prevents_the_file_unless_asked_otherwise(self):
        lines = ("2022;1;120,00;15/08/2022;", "2022;9;1,00;15/08/2022;")
        wizard = self.make_import(*lines)
        with self.refused("1 lignes ne peuvent pas être enregistrées"):
            wizard.action_apply()
        wizard.only_good = True
        wizard.action_apply()
        self.assertEqual(self.read_residuals(), ([0.0, 240.0], 1))

    def test_nothing_good_is_refused(self):
        with self.refused("Aucune ligne"):
            self.make_import("2022;9;1,00;15/08/2022;", only_good=True).action_apply()

    def test_same_payment_is_never_registered_twice(self):
        line = "2022;2;100,00;15/08/2022;VIR 1"
        self.make_import(line).action_apply()
        again = self.make_import(line, only_good=True)
        again.action_preview()
        self.assertEqual(again.line_ids.status, "known")
        with self.refused("Aucune ligne"):
            again.action_apply()
        self.assertEqual(self.preview(line.replace("VIR 1", "VIR 2")), ["ok"])
        self.assertEqual(
            self.preview(*(["2022;1;10,00;15/08/2022;X"] * 2)), ["ok", "known"]
        )

    def test_payment_deleted_may_be_imported_again(self):
        line = "2022;1;120,00;15/08/2022;VIR 1"
        self.make_import(line).action_apply()
        payment = self.env["account.payment"].search([("amount", "=", 120.0)])
        payment.action_draft()
        payment.unlink()
        self.assertEqual(self.preview(line), ["ok"])

    def test_paid_titre_is_said_to_be_paid(self):
        self.pay(self.first)
        self.assertEqual(self.preview("2022;1;120,00;15/08/2022;"), ["paid"])

    def test_wrong_file_is_refused(self):
        wizard = self.make_import()
        for content, message in (
            (b"a;b\n1;2", "titre, montant, date"),
            (b"titre;montant;date\n", "aucune ligne"),
        ):
            wizard.file = base64.b64encode(content)
            with self.subTest(message), self.refused(message):
                wizard.action_preview()

    def test_error_in_the_middle_leaves_nothing(self):
        wizard = self.make_import(
            "2022;1;120,00;15/08/2022;", "2022;2;240,00;15/08/2022;"
        )
        self.bank.default_account_id.active = False
        with self.refused("", Exception):
            wizard.action_apply()

    def test_clerk_imports_nothing(self):
        with self.assertRaises(AccessError):
            self.make_import("2022;1;120,00;15/08/2022;", user="clerk")
