# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .titres import BordereauCase


@tagged("post_install", "-at_install")
@freeze_time("2022-07-01")
class TestBordereauRefusals(BordereauCase):
    """Everything that prevents the issue of a bordereau."""

    def test_what_cannot_join_a_bordereau(self):
        bordereau = self.make_bordereau()
        draft = self.make_invoice()
        draft.button_draft()
        credit = self.credit(self.make_invoice(), "2022-06-30")
        credit.action_post()
        other_year = self.make_invoice(day="2021-06-30")
        taken = self.make_invoice()
        self.make_bordereau(taken)
        for move, message in (
            (draft, "n'est pas un document client validé"),
            (credit, "bordereaux séparés"),
            (other_year, "exercice 2021"),
            (taken, "est déjà sur"),
        ):
            with (
                self.subTest(message),
                self.refused(message, bordereau),
            ):
                bordereau._add_moves(move)

    def test_empty_bordereau_is_refused(self):
        bordereau = self.make_bordereau()
        with self.refused("Aucun titre", bordereau):
            self.try_issue(bordereau)

    def test_missing_siret_is_refused(self):
        bordereau = self.make_bordereau(self.make_invoice())
        self.brossainc.company_registry = False
        with self.refused("pas de SIRET sur Brossainc", bordereau):
            self.try_issue(bordereau)

    def test_missing_chorus_reference_is_refused(self):
        self.brossainc.chorus_requirement = "both"
        invoice = self.make_invoice(buyer_reference="MAIRIE")
        bordereau = self.make_bordereau(invoice)
        with self.refused("Brossainc : numéro d'engagement manquant", bordereau):
            self.try_issue(bordereau)
        invoice.purchase_order_reference = "ENG-2022-118"
        self.try_issue(bordereau)
        self.assertEqual(bordereau.state, "issued")

    def test_private_person_needs_no_siret(self):
        person = self.make_authority(
            "Une habitante", is_company=False, is_local_authority=False
        )
        invoice = self.make_invoice(partner=person)
        self.issue(invoice)
        self.assertEqual(
            (invoice.titre_debtor_category, invoice.titre_debtor_legal_nature),
            ("01", "01"),
        )

    def test_zero_line_is_refused(self):
        bordereau = self.make_bordereau(self.make_invoice([100.0, 0.0]))
        with self.refused("ligne à zéro", bordereau):
            self.try_issue(bordereau)

    def test_deduction_within_an_imputation_is_netted(self):
        invoice = self.make_invoice([100.0, -30.0])
        self.issue(invoice)
        self.assertEqual(
            [(str(x.untaxed), str(x.vat)) for x in invoice._get_titre_lines()],
            [("70.00", "14.00")],
        )

    def test_imputation_below_zero_is_refused(self):
        refund = self.make_product("Remise")
        self.as_user("manager", refund.product_tmpl_id).titre_imputation = "758"
        lines = [self._prepare_invoice_line(100.0), self._prepare_invoice_line(-30.0)]
        lines[1]["product_id"] = refund.id
        invoice = self.make_invoice(
            invoice_line_ids=[Command.create(vals) for vals in lines]
        )
        bordereau = self.make_bordereau(invoice)
        with self.refused("l'imputation 758 totalise -30.00", bordereau):
            self.try_issue(bordereau)

    def test_missing_imputation_is_refused(self):
        bordereau = self.make_bordereau(self.make_invoice())
        self.company.titre_imputation = False
        with self.refused("pas d'imputation sur « Maintenance »", bordereau):
            self.try_issue(bordereau)

    def test_every_problem_is_listed_at_once(self):
        moves = self.make_invoice() | self.make_invoice(partner=self.burzet)
        bordereau = self.make_bordereau(moves)
        (self.brossainc | self.burzet).company_registry = False
        with self.refused("pas de SIRET sur Brossainc", bordereau) as caught:
            self.try_issue(bordereau)
        self.assertIn("pas de SIRET sur Burzet", str(caught.exception))

    @mute_logger("odoo.models.unlink")
    def test_two_debtors_are_refused(self):
        invoice = self.make_invoice()
        bordereau = self.make_bordereau(invoice)
        # Below the guard: what another software, or SQL, may have left.
        self.env.flush_all()
        invoice.invoice_line_ids._write_multi([{"partner_id": self.burzet.id}])
        self.env.invalidate_all()
        with self.refused("deux débiteurs", bordereau):
            self.try_issue(bordereau)

    def test_bordereau_is_issued_once(self):
        bordereau = self.issue(self.make_invoice())
        with self.refused("est déjà émis", bordereau):
            self.try_issue(bordereau)

    def test_date_after_the_cutoff_is_refused(self):
        old = self.make_invoice(day="2021-12-31")
        bordereau = self.make_bordereau(
            old, exercice_id=self.exercice_2021.id, day="2022-02-01"
        )
        with self.refused("n'appartient pas à l'exercice 2021", bordereau):
            self.try_issue(bordereau)

    def test_date_before_its_invoices_is_refused(self):
        bordereau = self.make_bordereau(self.make_invoice(), day="2022-06-29")
        with self.refused("avant", bordereau):
            self.try_issue(bordereau)

    def test_closed_exercice_is_refused(self):
        old = self.make_invoice(day="2021-12-31")
        bordereau = self.make_bordereau(
            old, exercice_id=self.exercice_2021.id, day="2022-01-31"
        )
        with self.assertRefused("brouillon", UserError):
            self.exercice_2021.action_close()
        self.exercice_2021.sudo().write({"state": "closed"})
        with self.refused("L'exercice 2021 est clos", bordereau):
            self.try_issue(bordereau)
