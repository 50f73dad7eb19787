# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .titres import BordereauCase

SIRET = "21070045600010"


@tagged("post_install", "-at_install")
@freeze_time("2022-07-01")
class TestBordereau(BordereauCase):
    """Numbers of bordereaux and titres, their life, who may do what."""

    # Numbers

    def test_issue_numbers_bordereau_and_titres(self):
        first = self.make_invoice(345.0, day="2022-06-01")
        second = self.make_invoice(348.0, day="2022-06-02", partner=self.burzet)
        bordereau = self.issue(second | first)
        self.assertRecordValues(
            first | second,
            [
                {"titre_number": 1, "titre_type": "01", "titre_state": "issued"},
                {"titre_number": 2, "titre_type": "01", "titre_state": "issued"},
            ],
        )
        self.assertRecordValues(
            bordereau,
            [
                {
                    "number": 1,
                    "state": "issued",
                    "move_count": 2,
                    "amount_untaxed": 693.0,
                    "amount_tax": 138.6,
                    "amount_total": 831.6,
                    "cumulative_amount": 693.0,
                }
            ],
        )
        self.assertEqual(first.titre_reference, "Titre 1 - exercice 2022")

    def test_series_go_on_by_exercice_and_by_type(self):
        first = self.make_invoice(100.0)
        self.issue(first)
        second = self.issue(self.make_invoice(50.0))
        self.assertEqual((second.number, second.move_ids.titre_number), (2, 2))
        self.assertEqual(second.cumulative_amount, 150.0)
        credit = self.credit(first, "2022-06-30")
        credit.action_post()
        reduction = self.issue(credit, bordereau_type="02")
        self.assertEqual((reduction.number, credit.titre_number), (1, 1))
        self.assertEqual(reduction.cumulative_amount, 100.0)
        old = self.make_invoice(10.0, day="2021-12-31")
        earlier = self.issue(old, exercice_id=self.exercice_2021.id, day="2022-01-31")
        self.assertEqual((earlier.number, old.titre_number), (1, 1))

    def test_rollback_gives_the_numbers_back(self):
        invoice = self.make_invoice()
        bordereau = self.make_bordereau(invoice)
        with self.assertRaises(ZeroDivisionError), self.env.cr.savepoint():
            self.try_issue(bordereau)
            raise ZeroDivisionError
        self.env.invalidate_all()
        self.assertEqual(
            (bordereau.state, bordereau.number, invoice.titre_number), ("draft", 0, 0)
        )
        self.try_issue(bordereau)
        self.assertEqual((bordereau.number, invoice.titre_number), (1, 1))

    @mute_logger("odoo.sql_db")
    def test_database_refuses_a_number_given_twice(self):
        first, second = self.make_invoice(), self.make_invoice()
        self.issue(first)
        bordereau = self.make_bordereau(second)
        self.exercice.sudo().counter_ids.last_number = 0
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self.try_issue(bordereau)

    def test_titre_keeps_the_debtor_of_the_day_of_issue(self):
        invoice = self.make_invoice()
        self.issue(invoice)
        self.brossainc.write({"name": "Nouvelle commune", "city": "Ailleurs"})
        self.assertRecordValues(
            invoice,
            [
                {
                    "titre_debtor_name": "Brossainc",
                    "titre_debtor_siret": "21070044900015",
                    "titre_debtor_category": "23",
                    "titre_debtor_legal_nature": "09",
                    "titre_debtor_city": "Brossainc",
                }
            ],
        )

    def test_imputation_is_that_of_the_service_and_stays(self):
        template = self.as_user("manager", self.product.product_tmpl_id)
        template.write({"titre_imputation": "70688", "titre_product_code": "0200"})
        invoice = self.make_invoice()
        self.issue(invoice)
        template.titre_imputation = "7083"
        self.assertRecordValues(
            invoice.invoice_line_ids,
            [{"titre_imputation": "70688", "titre_product_code": "0200"}],
        )

    def test_object_and_basis_are_written_on_the_titre(self):
        invoice = self.make_invoice()
        chosen = self.make_invoice(
            titre_object="Maintenance 2022", titre_legal_basis="Délibération 12"
        )
        self.company.titre_legal_basis = "Statuts, article 5"
        self.issue(invoice | chosen)
        self.assertEqual(invoice.titre_object, f"{invoice.name} - Maintenance")
        self.assertEqual(invoice.titre_legal_basis, "Statuts, article 5")
        self.assertEqual(
            (chosen.titre_object, chosen.titre_legal_basis),
            ("Maintenance 2022", "Délibération 12"),
        )

    def test_basis_is_the_contract_that_is_billed(self):
        line = self.make_line(self.burzet, date_start="2022-01-01")
        move = self.bill(2022)
        self.issue(move)
        self.assertEqual(move.titre_legal_basis, line.contract_id.name)

    # Gathering

    def test_clerk_adds_what_waits_in_the_exercice(self):
        invoices = self.make_invoice() | self.make_invoice()
        draft = self.make_invoice()
        draft.button_draft()
        self.make_invoice(day="2021-06-30")
        bordereau = self.make_bordereau()
        bordereau.action_add_moves()
        self.assertEqual(bordereau.move_ids, invoices)
        self.assertEqual(invoices[0].titre_state, "prepared")

    def test_clerk_chooses_among_what_waits(self):
        first, second = self.make_invoice(), self.make_invoice()
        bordereau = self.make_bordereau()
        action = bordereau.action_choose_moves()
        waiting = self.as_user("clerk", "account.move").search(action["domain"])
        self.assertEqual(waiting, first | second)
        chosen = bordereau.with_context(**action["context"])._put_on(second)
        self.assertEqual(chosen, bordereau)
        self.assertEqual(bordereau.move_ids, second)
        other = self.as_user("clerk", "numerian.bordereau")._put_on(first)
        self.assertEqual((other != bordereau, other.move_ids), (True, first))

    def test_bordereau_is_dated_within_its_exercice(self):
        bordereaux = self.as_user("clerk", "numerian.bordereau").create(
            [{}, {"exercice_id": self.exercice_2021.id}]
        )
        self.assertRecordValues(
            bordereaux,
            [
                {"exercice_id": self.exercice.id, "date": date(2022, 7, 1)},
                {"exercice_id": self.exercice_2021.id, "date": date(2021, 12, 31)},
            ],
        )

    def test_nothing_to_add_says_so(self):
        with self.assertRefused("Aucun document validé de l'exercice 2022", UserError):
            self.make_bordereau().action_add_moves()

    def test_campaign_gives_its_bordereau(self):
        self.make_line(self.burzet, date_start="2022-01-01")
        move = self.bill(2022)
        campaign = self.as_user("clerk", move.billing_campaign_id)
        action = campaign.action_prepare_bordereaux()
        bordereau = self.env["numerian.bordereau"].browse(action["res_id"])
        self.assertEqual((bordereau.move_ids, bordereau.exercice_id.year), (move, 2022))
        self.assertEqual(campaign.bordereau_count, 1)
        with self.assertRefused("aucun document validé n'attend", UserError):
            campaign.action_prepare_bordereaux()

    def test_invoice_leaves_a_draft_bordereau(self):
        invoice = self.make_invoice()
        bordereau = self.make_bordereau(invoice)
        invoice.action_leave_bordereau()
        self.assertFalse(bordereau.move_ids)
        self.assertEqual(bordereau.amount_total, 0.0)

    def test_invoice_reset_to_draft_leaves_its_bordereau(self):
        invoice = self.make_invoice()
        bordereau = self.make_bordereau(invoice)
        invoice.button_draft()
        self.assertFalse(bordereau.move_ids)

    # Rights

    def test_clerk_issues_nothing(self):
        bordereau = self.make_bordereau(self.make_invoice())
        for act in ("action_issue", "action_send", "action_acknowledge"):
            with self.refused("Seul un responsable", bordereau, AccessError):
                getattr(bordereau, act)()

    def test_nobody_writes_numbers_and_states(self):
        bordereau = self.as_user("manager", self.make_bordereau(self.make_invoice()))
        for vals in ({"number": 7}, {"state": "issued"}, {"cumulative_amount": 1.0}):
            with self.subTest(vals), self.refused("actes du bordereau", bordereau):
                bordereau.write(vals)
        counters = self.as_user("manager", self.exercice.counter_ids)
        with self.refused("", bordereau, AccessError):
            counters.write({"last_number": 10})
        with self.refused("", bordereau, AccessError):
            counters._draw(self.exercice, "titre", "01")

    def test_issued_bordereau_does_not_change(self):
        invoice = self.make_invoice()
        bordereau = self.issue(invoice)
        other = self.make_invoice()
        for act in (
            lambda: bordereau.write({"date": "2022-06-01"}),
            lambda: bordereau.write({"issuer_id": self.users["clerk"].id}),
            lambda: bordereau._add_moves(other),
            lambda: self.as_user("manager", invoice).action_leave_bordereau(),
            lambda: bordereau.unlink(),
        ):
            with self.refused("ne change plus", bordereau):
                act()

    def test_life_after_the_issue(self):
        bordereau = self.issue(self.make_invoice())
        with self.refused("impossible", bordereau):
            bordereau.action_acknowledge()
        bordereau.action_send()
        bordereau.action_acknowledge()
        self.assertRecordValues(
            bordereau,
            [
                {
                    "state": "acknowledged",
                    "sent_on": date(2022, 7, 1),
                    "acknowledged_on": date(2022, 7, 1),
                }
            ],
        )
        self.assertEqual(bordereau.move_ids.titre_state, "acknowledged")

    def test_queries_of_an_issue_do_not_follow_the_titres(self):
        counts = []
        for size in (1, 5, 25):  # the first one fills the caches of rights
            debtors = [
                self._make_debtor(f"Commune {n}", SIRET, "07000") for n in range(size)
            ]
            moves = self.make_invoices(
                [[100.0, 50.0]] * size, [{"partner": debtor} for debtor in debtors]
            )
            bordereau = self.as_user("manager", self.make_bordereau())
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            bordereau._add_moves(self.as_user("manager", moves))
            self.env.flush_all()
            self.env.invalidate_all()
            bordereau.action_issue()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[2] - counts[1], 2)  # for 20 more titres
