# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged

from .titres import TitreCase


@tagged("post_install", "-at_install")
class TestTitreCancellation(TitreCase):
    """A titre of 345.00 of 2021, corrected in 2021 or in 2022."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.invoice = cls.make_invoice(345.0, day="2021-06-30")
        cls.issue(cls.invoice, exercice_id=cls.exercice_2021.id, day="2021-06-30")

    def make_credit(self, amount=230.0, day="2022-06-07", invoice=None, **vals):
        credit = self.credit(invoice or self.invoice, day, **vals)
        credit.invoice_line_ids.price_unit = amount
        return credit

    def refused(self, message, credit):
        return self.assertRefused(
            message, UserError, lambda: (credit.state, self.invoice.amount_residual)
        )

    def test_earlier_exercice_is_an_expense_order_on_673(self):
        credit = self.make_credit()
        credit.action_post()
        order = credit.titre_cancellation_id
        self.assertRecordValues(
            order,
            [
                {
                    "case": "earlier",
                    "is_expense_order": True,
                    "titre_number": 1,
                    "origin_year": 2021,
                    "exercice_year": 2022,
                    "reason": "material_error",
                    "statement": "Erreur matérielle",
                    "article": "673",
                    "object": "Maintenance",
                    "amount_untaxed": 230.0,
                    "amount_tax": 46.0,
                    "amount_total": 276.0,
                    "state": "posted",
                }
            ],
        )
        self.assertEqual(
            credit.invoice_line_ids.account_id, self.accounts["earlier_years"]
        )
        self.assertEqual(credit.invoice_line_ids.tax_ids, self.tax)
        self.assertEqual(self.invoice.amount_residual, 138.0)
        self.assertEqual((credit.titre_number, credit.titre_state), (0, "order"))

    def test_expense_order_enters_no_bordereau(self):
        credit = self.make_credit()
        credit.action_post()
        bordereau = self.make_bordereau(bordereau_type="02")
        with self.refused("donne lieu à un mandat", credit):
            bordereau._add_moves(credit)
        with self.refused("Aucun document validé", credit):
            bordereau.action_add_moves()

    def test_same_exercice_is_a_titre_02_on_the_accounts_of_its_origin(self):
        credit = self.make_credit(day="2021-12-31")
        credit.action_post()
        bordereau = self.issue(
            credit,
            exercice_id=self.exercice_2021.id,
            day="2021-12-31",
            bordereau_type="02",
        )
        self.assertRecordValues(
            credit,
            [
                {
                    "titre_type": "02",
                    "titre_number": 1,
                    "titre_origin_id": self.invoice.id,
                    "bordereau_id": bordereau.id,
                    "is_expense_order": False,
                }
            ],
        )
        self.assertEqual(credit.invoice_line_ids.account_id, self.accounts["income"])
        self.assertEqual(credit.titre_cancellation_id.case, "same")

    def test_reduction_of_an_invoice_without_number_waits(self):
        credit = self.make_credit(50.0, invoice=self.make_invoice(), day="2022-06-30")
        credit.action_post()
        bordereau = self.make_bordereau(credit, bordereau_type="02")
        with self.refused("n'a pas de numéro de titre", credit):
            self.as_user("manager", bordereau).action_issue()

    def test_accounts_follow_the_exercice_until_the_posting(self):
        credit = self.make_credit()
        self.assertEqual(
            credit.invoice_line_ids.account_id, self.accounts["earlier_years"]
        )
        credit.invoice_date = "2021-12-31"
        credit.action_post()
        self.assertEqual(credit.invoice_line_ids.account_id, self.accounts["income"])
        self.assertFalse(credit.is_expense_order)

    def test_statement_is_required(self):
        credit = self.make_credit(reason=False)
        with self.refused("saisissez l'état de l'ordonnateur", credit):
            credit.action_post()
        credit.cancellation_statement = "4 mois sur 12 d'utilisation"
        credit.action_post()
        self.assertEqual(credit.state, "posted")

    def test_claim_given_up_is_an_expense_even_in_its_exercice(self):
        credit = self.make_credit(day="2021-12-31", titre_reason="non_recovery")
        credit.action_post()
        self.assertRecordValues(
            credit.titre_cancellation_id,
            [{"case": "same", "is_expense_order": True, "article": "6541"}],
        )

    def test_remission_says_its_article(self):
        credit = self.make_credit(titre_reason="remission")
        with self.refused("saisissez l'article du mandat", credit):
            credit.action_post()

    def test_missing_account_673_is_refused(self):
        self.company.titre_earlier_account_id = False
        credit = self.make_credit()
        with self.refused("n'a pas de compte 673", credit):
            credit.action_post()

    def test_authorisation_is_asked_for_expense_orders_only(self):
        reduction = self.make_credit(10.0, day="2021-12-31")
        order = self.make_credit(10.0)
        with patch.object(
            type(order.titre_cancellation_id),
            "_get_authorisation_problems",
            lambda records: ["Délibération manquante"] if records else [],
        ):
            reduction.action_post()
            with self.refused("Délibération manquante", order):
                order.action_post()

    def test_credit_above_the_rest_is_refused(self):
        self.make_credit(230.0).action_post()
        credit = self.make_credit(115.01)
        with self.refused("la dépassent de 0,01", credit):
            credit.action_post()
        credit.invoice_line_ids.price_unit = 115.0
        credit.action_post()
        self.assertEqual(self.invoice.amount_residual, 0.0)

    def test_posted_order_keeps_its_ground(self):
        credit = self.make_credit()
        credit.action_post()
        order = self.as_user("manager", credit.titre_cancellation_id)
        for vals in (
            {"reason": "remission"},
            {"statement": "Autre"},
            {"article": "678"},
        ):
            with self.subTest(vals), self.refused("ne changent plus", credit):
                order.write(vals)
        with self.refused("demeure", credit):
            order.unlink()
        order.write({"order_reference": "M-2022-118", "order_date": "2022-06-20"})
        self.assertEqual(order.order_reference, "M-2022-118")

    def test_credit_of_an_exercice_before_its_titre_is_refused(self):
        invoice = self.make_invoice()
        credit = self.make_credit(10.0, day="2021-12-31", invoice=invoice)
        with self.refused("ne corrige pas un titre d'un exercice suivant", credit):
            credit.action_post()

    def test_vat_that_is_not_that_of_the_titre_is_refused(self):
        credit = self.make_credit()
        credit.invoice_line_ids.tax_ids = False
        with self.refused("la TVA de « Maintenance » n'est pas celle", credit):
            credit.action_post()

    def test_drafts_are_posted_from_their_list(self):
        credits = self.make_credit(100.0) | self.make_credit(45.0)
        orders = self.as_user("clerk", credits.cancellation_ids)
        orders[1].statement = False
        with self.refused("état de l'ordonnateur", credits[0]):
            orders.action_post_credits()
        orders[1].statement = "Erreur"
        orders.action_post_credits()
        self.assertEqual(credits.mapped("state"), ["posted", "posted"])
        with self.refused("Aucun avoir en brouillon", credits[0]):
            orders.action_post_credits()

    def test_wizard_says_what_the_credit_will_be(self):
        wizard = (
            self.as_user("clerk", "account.move.reversal")
            .with_context(active_model="account.move", active_ids=self.invoice.ids)
            .create({"journal_id": self.journal.id, "date": "2022-06-07"})
        )
        self.assertEqual(
            wizard.titre_effect, "Exercice 2021 : mandat de l'exercice 2022."
        )
        wizard.date = "2021-12-31"
        self.assertEqual(
            wizard.titre_effect,
            "Exercice 2021 : titre de réduction, sur un bordereau 02.",
        )
        wizard.titre_reason = "remission"
        self.assertIn("mandat de l'exercice 2021", wizard.titre_effect)

    def test_case_of_a_posted_credit_does_not_change(self):
        credit = self.make_credit()
        credit.action_post()
        for vals in (
            {"titre_exercice_id": self.exercice_2021.id},
            {"reversed_entry_id": False},
        ):
            with self.subTest(vals), self.refused("est validé", credit):
                self.as_user("manager", credit).write(vals)
        self.assertEqual(credit.titre_cancellation_id.case, "earlier")

    def test_numbered_expense_order_stays(self):
        credit = self.make_credit()
        credit.action_post()
        credit.button_draft()
        credit.action_post()
        credit.titre_cancellation_id.order_reference = "M-2022-118"
        for act in ("button_draft", "button_cancel", "unlink"):
            with self.subTest(act), self.refused("Mandat M-2022-118", credit):
                getattr(self.as_user("manager", credit), act)()

    def test_several_credits_of_one_titre_posted_together(self):
        credits = self.make_credit(100.0) | self.make_credit(45.0)
        other = self.make_invoice(50.0, partner=self.burzet)
        credits |= self.make_credit(50.0, invoice=other)
        credits.action_post()
        self.assertEqual(self.invoice.amount_residual, 240.0)
        self.assertEqual(other.payment_state, "reversed")

    def test_ledger_states_the_error_by_itself(self):
        line = self.make_line(self.burzet, date_start="2021-01-01", price_unit=345.0)
        self.bill(2021)
        self.correct(line, date_start="2021-09-01")
        review = self.as_user("clerk", "numerian.billing.discrepancy")
        review._refresh(self.company)
        found = review.search([("contract_line_id", "=", line.id)])
        found.filtered(lambda d: d.amount < 0).action_prepare_credit_notes()
        credit = found.move_ids
        self.assertIn("345,00", credit.cancellation_statement)
        credit.action_post()
        self.assertRecordValues(
            credit.titre_cancellation_id,
            [{"amount_untaxed": 230.0, "case": "earlier", "origin_year": 2021}],
        )

    def test_french_chart_gets_account_673(self):
        account = self.company.titre_earlier_account_id
        self.company.write({"titre_earlier_account_id": False, "chart_template": "fr"})
        self.company._set_up_titre_accounts()
        self.assertEqual(self.company.titre_earlier_account_id, account)
        other = self._make_company("Autre syndicat")
        other.chart_template = "fr"
        other._set_up_titre_accounts()
        self.assertRecordValues(
            other.titre_earlier_account_id.with_company(other),
            [{"code": "673000", "account_type": "expense_other"}],
        )
