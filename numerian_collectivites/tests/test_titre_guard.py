# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from .titres import TitreCase


@tagged("post_install", "-at_install")
class TestTitreGuard(TitreCase):
    """What is posted is not changed on the quiet; nothing is dated in closed books."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.posted = cls.as_user("manager", cls.make_invoice(100.0))
        cls.titre = cls.as_user("manager", cls.make_invoice(58.0))
        cls.issue(cls.titre)

    def read_move(self, move):
        fields = ["state", "name", "date", "amount_total", "partner_id", "narration"]
        fields += ["payment_reference", "invoice_origin", "invoice_date_due"]
        lines = ["quantity", "price_unit", "balance", "name", "account_id", "tax_ids"]
        lines += ["partner_id", "product_id", "price_subtotal"]
        return move.read(fields), move.line_ids.read(lines)

    def assertUnchanged(self, message, move):
        return self.assertRefused(message, UserError, lambda: self.read_move(move))

    def get_line_edits(self):
        """The writes that Odoo accepts on the line of a posted invoice."""
        other = self.make_product("Autre")
        return [
            {"quantity": 2.0},
            {"price_unit": 1.0},
            {"product_id": other.id},
            {"balance": -1.0},
            {"amount_currency": -1.0},
            {"name": "Autre libellé"},
            {"debit": 3.0},
            {"credit": 3.0},
            {"account_id": self.accounts["other_income"].id},
            {"partner_id": self.burzet.id},
            {"discount": 10.0},
            {"tax_ids": [Command.clear()]},
            {"product_uom_id": self.env.ref("uom.product_uom_dozen").id},
            {"currency_id": self.env.ref("base.USD").id},
            {"move_id": self.posted.copy().id},
            {"display_type": "line_note"},
            {"titre_imputation": "1"},
            {"billing_period_start": "2022-01-01"},
            {"start_date": "2022-01-01"},
            {"end_date": "2022-12-31"},
            {"contract_line_id": self.make_line(self.burzet).id},
        ]

    def test_lines_of_a_titre_do_not_change(self):
        for vals in self.get_line_edits():
            with (
                self.subTest(vals),
                self.assertUnchanged("Titre 1 - exercice 2022", self.titre),
            ):
                self.titre.invoice_line_ids.write(vals)

    def test_lines_of_a_posted_invoice_do_not_change(self):
        for vals in self.get_line_edits():
            with self.subTest(vals), self.assertUnchanged("validé", self.posted):
                self.posted.invoice_line_ids.write(vals)

    def test_due_date_of_a_titre_does_not_change(self):
        due = self.titre.line_ids.filtered(lambda x: x.display_type == "payment_term")
        for vals in ({"date_maturity": "2023-06-01"}, {"balance": 1.0}):
            with self.subTest(vals), self.assertUnchanged("Titre 1", self.titre):
                due.write(vals)

    def test_lines_do_not_change_through_their_invoice(self):
        line = self.titre.invoice_line_ids
        for vals in ({"price_unit": 1.0}, {"quantity": 0.0}, {"name": "Autre"}):
            with self.subTest(vals), self.assertUnchanged("Titre 1", self.titre):
                self.titre.write({"invoice_line_ids": [Command.update(line.id, vals)]})

    def test_exercice_of_a_posted_invoice_does_not_change(self):
        with self.assertUnchanged("validé", self.posted):
            self.posted.titre_exercice_id = self.exercice_2021

    def test_titre_does_not_change(self):
        term = self.env["account.payment.term"].create({"name": "Autre"})
        for vals in (
            {"state": "draft"},
            {"state": "cancel"},
            {"name": "FAC/2022/99999"},
            {"date": "2022-06-01"},
            {"invoice_date": "2022-06-01"},
            {"invoice_date_due": "2023-06-01"},
            {"partner_id": self.burzet.id},
            {"invoice_origin": "Autre"},
            {"narration": "Autre"},
            {"payment_reference": "Autre"},
            {"reversed_entry_id": self.posted.id},
            {"titre_exercice_id": self.exercice_2021.id},
            {"titre_object": "Autre"},
            {"titre_legal_basis": "Autre"},
            {"line_ids": [Command.clear()]},
            {"invoice_line_ids": [Command.clear()]},
            {"invoice_payment_term_id": term.id},
            {"currency_id": self.env.ref("base.USD").id},
            {"journal_id": self.journal.copy().id},
            {"move_type": "out_refund"},
            {"bordereau_id": False},
        ):
            with (
                self.subTest(vals),
                self.assertUnchanged("Titre 1 - exercice 2022", self.titre),
            ):
                self.titre.write(vals)

    def test_titre_is_neither_reset_nor_cancelled_nor_deleted(self):
        for act in ("button_draft", "button_cancel", "unlink"):
            with self.subTest(act), self.assertUnchanged("", self.titre):
                getattr(self.titre, act)()

    def test_line_is_neither_added_nor_deleted(self):
        vals = self._prepare_invoice_line(1.0) | {"move_id": self.titre.id}
        for act in (
            lambda: self.titre.line_ids.create(vals),
            self.titre.invoice_line_ids.unlink,
        ):
            with self.assertUnchanged("", self.titre):
                act()

    def test_nobody_writes_a_titre_number(self):
        for vals in (
            {"titre_number": 7},
            {"titre_type": "02"},
            {"titre_is_imported": True},
            {"titre_debtor_siret": "1"},
        ):
            with self.subTest(vals), self.assertUnchanged("numéroté", self.posted):
                self.posted.write(vals)
        with self.assertUnchanged("numéroté", self.posted):
            self.posted.copy({"titre_number": 7})

    def test_write_that_changes_nothing_passes(self):
        self.titre.invoice_line_ids.write({"quantity": 1.0, "price_unit": 58.0})
        self.titre.write({"state": "posted", "invoice_origin": False})

    def test_posted_invoice_goes_back_to_draft_by_its_button(self):
        self.posted.button_draft()
        self.posted.invoice_line_ids.price_unit = 90.0
        self.posted.action_post()
        self.assertEqual(self.posted.amount_untaxed, 90.0)

    def test_titre_is_paid_and_credited(self):
        self.pay(self.titre)
        self.assertEqual(self.titre.payment_state, "paid")
        self.titre.line_ids.remove_move_reconcile()
        self.assertEqual(self.titre.payment_state, "not_paid")
        credit = self.credit(self.titre, "2022-07-01")
        credit.action_post()
        self.assertEqual(self.titre.payment_state, "reversed")

    def test_titre_stays_when_the_setting_is_switched_off(self):
        self.company.issues_titres = False
        with self.assertUnchanged("Titre 1 - exercice 2022", self.titre):
            self.titre.invoice_line_ids.write({"price_unit": 1.0})
        with self.assertUnchanged("Titre 1 - exercice 2022", self.titre):
            self.titre.button_draft()

    def test_company_that_issues_no_titre_is_free(self):
        self.company.issues_titres = False
        self.posted.invoice_line_ids.write({"name": "Autre libellé"})
        self.assertEqual(self.posted.invoice_line_ids.name, "Autre libellé")

    # Dates

    def test_exercice_is_that_of_the_date_unless_chosen(self):
        late = self.make_invoice(
            day="2022-01-20", titre_exercice_id=self.exercice_2021.id
        )
        self.assertEqual(late.titre_exercice_id, self.exercice_2021)
        self.assertEqual(self.posted.titre_exercice_id, self.exercice)
        self.assertEqual(
            self.make_invoice(day="2023-05-01").titre_exercice_id.year, 2023
        )

    def test_day_after_the_cutoff_is_refused(self):
        for day, refused in (("2022-01-31", False), ("2022-02-01", True)):
            with self.subTest(day):
                if not refused:
                    self.make_invoice(day=day, titre_exercice_id=self.exercice_2021.id)
                    continue
                with self.assertRefused(
                    "n'appartient pas à l'exercice 2021", UserError
                ):
                    self.make_invoice(day=day, titre_exercice_id=self.exercice_2021.id)

    def test_closed_exercice_is_refused_and_nothing_is_dated_again(self):
        self.exercice_2021.action_close()
        draft = self.make_invoice()
        draft.button_draft()
        draft.write({"invoice_date": "2021-06-30", "titre_exercice_id": False})
        with self.assertRefused(
            "L'exercice 2021 est clos",
            UserError,
            lambda: (draft.state, draft.invoice_date),
        ):
            draft.action_post()

    def test_locked_books_are_refused_and_nothing_is_dated_again(self):
        draft = self.make_invoice()
        draft.button_draft()
        self.company.fiscalyear_lock_date = date(2022, 6, 30)
        with self.assertRefused(
            "La comptabilité est close au 30/06/2022",
            UserError,
            lambda: (draft.state, draft.date),
        ):
            draft.action_post()
