# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.numerian_collectivites.tests.demo_case import DemoCase
from odoo.addons.numerian_collectivites.tests.pdf_case import PdfCase

from ..demo.session_2022 import load
from ..demo.summary import summary


@tagged("post_install", "-at_install")
class TestDemoSession(DemoCase, PdfCase):
    """The session of 7 June 2022, and the credit notes that wait for it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        load(cls.env)
        cls.session = cls.env["numerian.session"].search(
            [("date", "=", "2022-06-07"), ("company_id", "=", cls.company.id)]
        )

    def get_deliberation(self, words):
        return self.session.deliberation_ids.filtered(lambda d: words in d.name)

    def test_session_is_that_of_the_minutes(self):
        self.assertRecordValues(
            self.session,
            [{"state": "closed", "member_count": 6, "quorum_needed": 4}],
        )
        statuses = self.session.attendance_ids.filtered(
            lambda row: row.body_id.code == "CA"
        ).mapped("status")
        self.assertEqual((statuses.count("present"), statuses.count("excused")), (4, 2))
        numbered = self.session.deliberation_ids.filtered("number").sorted("number")
        self.assertEqual(
            numbered.mapped("number"),
            ["2022_CA_001", "2022_CA_002", "2022_CA_003", "2022_CA_004"],
        )
        self.assertTrue(all(self.session.deliberation_ids.mapped("is_unanimous")))

    def test_summary_counts_what_was_voted(self):
        rows = dict(summary(self.env))
        self.assertEqual(rows["Délibérations adoptées"], "4")
        self.assertEqual(rows["Délibérations à entériner"], "2")

    def test_minutes_of_march_are_approved(self):
        march = self.env["numerian.session"].search(
            [("date", "=", "2022-03-28"), ("company_id", "=", self.company.id)]
        )
        self.assertEqual(march.minutes_approved_on, date(2022, 6, 7))

    def test_tariffs_and_loan_wait_for_the_syndical_council(self):
        waiting = self.session.deliberation_ids.filtered("ratifying_body_id")
        self.assertEqual(waiting.ratifying_body_id.name, "Conseil syndical")
        self.assertEqual(len(waiting), 2)
        waiting.write({"received_on": "2022-06-09", "published_on": "2022-06-10"})
        self.assertEqual(set(waiting.mapped("in_force_date")), {False})

    def test_credit_notes_of_the_three_communes_wait_then_are_posted(self):
        decided = self.get_deliberation("titres")
        amounts = {d.partner_id.name: d.amount for d in decided.decision_ids}
        self.assertEqual(
            amounts,
            {
                "Brossainc": 230.0,
                "Saint-Jacques-d'Atticieux": 230.0,
                "Burzet": 348.0,
            },
        )
        credits = decided.decision_ids.cancellation_ids.credit_move_id
        self.assertEqual(len(credits), 3)
        credits.invoice_date = "2022-06-14"
        for credit in credits:
            with self.assertRefused("n'est pas exécutoire", UserError):
                credit.action_post()
        decided.write({"received_on": "2022-06-09", "published_on": "2022-06-10"})
        for credit in credits:
            credit.action_post()
        self.assertEqual(set(credits.mapped("state")), {"posted"})
        self.assertEqual(set(decided.decision_ids.mapped("state")), {"done"})

    def test_loading_again_changes_nothing(self):
        load(self.env)
        sessions = self.env["numerian.session"].search(
            [("company_id", "=", self.company.id)]
        )
        self.assertEqual(len(sessions), 2)

    def test_loan_of_the_minutes_is_the_offer_chosen(self):
        offers = self.get_deliberation("Emprunt").loan_offer_ids
        self.assertEqual(offers.mapped("total_amount")[0], 314_319.88)
        self.assertEqual(offers.mapped("is_chosen"), [True, False])

    # On paper

    def test_minutes_tell_every_item_table_and_vote(self):
        pdf = self.render("numerian_board.numerian_session_minutes", self.session)
        pages = self.get_pages(pdf)
        self.assertNumbered(pages)
        for page in pages:
            self.assertIn("Procès-verbal de la séance", page)
        text = " ".join(" ".join(pages).split())
        for words in (
            "17h43",
            "18h20",
            "6 membres en exercice, 4 nécessaires au quorum",
            "Procès-verbal du Conseil d'administration - 28/03/2022",
            "Annulations de titres sur exercice antérieur",
            "Brossainc",
            "Titre 2452",
            "2 169,60",
            "2 169,50",
            "Titre 2518",
            "Titre 1412",
            "348,00 €",
            "Mail in Black 1,00 €",
            "EDR, par poste 4,20 € 4,00 € 3,80 €",
            "article 7 des statuts",
            "lundi 20 juin",
            "convention collective Syntec",
            "bassins vidangés le 12 mai",
            "90 % en est achevée en octobre",
            "314 319,88 €",
            "5 238,67 €",
            "Crédit Mutuel – retenue",
            "représentants du personnel",
            "Centre de données : deux fournisseurs",
            "À entériner par Conseil syndical",
            "Délibération 2022_CA_004. Adoptée à l'unanimité.",
        ):
            with self.subTest(words):
                self.assertIn(words, text)
        self.assertEqual(text.count("Adoptée à l'unanimité."), 5)

    def test_notice_has_the_agenda(self):
        pdf = self.render("numerian_board.numerian_session_notice", self.session)
        text = " ".join(" ".join(self.get_pages(pdf)).split())
        self.assertIn("Convocation à une séance", text)
        self.assertIn("2. Annulations de titres sur exercice antérieur", text)
        self.assertIn("5 jours francs", text)

    def test_extract_has_its_text_and_its_vote(self):
        loan = self.get_deliberation("Emprunt")
        pdf = self.render("numerian_board.numerian_deliberation_extract", loan)
        text = " ".join(" ".join(self.get_pages(pdf)).split())
        self.assertIn("Extrait du registre des délibérations", text)
        self.assertIn("2022_CA_004", text)
        self.assertIn("taux fixe de 1,85 %", text)

    def test_public_vote_is_printed_with_names(self):
        loan = self.get_deliberation("Emprunt").sudo()
        loan.vote_mode = "by_name"
        loan.vote_line_ids.value = "for"
        loan.vote_line_ids[1].value = "against"
        text = self.read_text("numerian_deliberation_extract", loan)
        self.assertWords(
            text, f"Contre : {loan.vote_line_ids[1].mandate_id.display_name}."
        )
        self.assertIn("Pour : Le président", text)

    def read_text(self, report, records):
        pages = self.get_pages(self.render(f"numerian_board.{report}", records))
        self.assertNumbered(pages)
        return " ".join(" ".join(pages).split())

    def assertWords(self, text, *words):
        for word in words:
            with self.subTest(word):
                self.assertIn(word, text)

    def test_attendance_sheet_has_a_line_for_each_member_of_each_body(self):
        text = self.read_text("numerian_session_attendance", self.session)
        self.assertWords(
            text,
            "Feuille de présence",
            "Bureau syndical",
            "Le délégué au centre de données",
            "Signature",
            "Excusé",
        )
        self.assertEqual(text.count("La 3e vice-présidente"), 1)
        self.assertEqual(text.count("Le président"), 3)  # two bodies, and signs

    def test_list_of_deliberations_has_the_rejected_ones_and_its_deadline(self):
        rejected = self.get_deliberation("Facturation")
        rejected.sudo().write({"outcome": "rejected", "is_unanimous": False})
        text = self.read_text("numerian_session_examined", self.session)
        self.assertWords(
            text,
            "Liste des délibérations examinées",
            "2022_CA_001",
            "2022_CA_003 Facturation et contrats Rejetée",
            "À entériner par Conseil syndical",
            "14/06/2022",
            "L2121-25",
        )

    def test_closing_sheet_has_numbers_members_and_signatures(self):
        text = self.read_text("numerian_session_closing", self.session)
        self.assertWords(
            text,
            "Feuillet de clôture",
            "2022_CA_004",
            "Le membre délégué à l'informatique",
            "Le secrétaire de séance",
        )
        self.assertNotIn("La 3e vice-présidente", text)

    def test_tables_of_the_register_are_by_date_and_by_subject(self):
        wizard = self.env["numerian.register.print"].create(
            {"body_id": self.session.body_id.id, "year": 2022}
        )
        self.assertEqual(wizard.action_print()["type"], "ir.actions.report")
        text = self.read_text("numerian_register_tables", wizard)
        self.assertWords(
            text, "Par date", "Par matière", "7.3 finances locales/emprunts"
        )
        self.assertEqual(text.count("2022_CA_004"), 2)
        self.assertLess(text.index("7.3 finances"), text.index("7.10 finances"))
        wizard.year = 2019
        with self.assertRefused("2019", UserError):
            wizard.action_print()
