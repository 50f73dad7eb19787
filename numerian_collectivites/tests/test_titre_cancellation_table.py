# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .titre_pdf_case import TitrePdfCase

TABLE = "numerian_collectivites.numerian_titre_cancellation_table"
HEADER = (
    "Collectivité;Titre;Exercice d'origine;Objet;HT;TVA;TTC;Motif;"
    "État de l'erreur;Article;Avoir;N° de mandat"
)


@tagged("post_install", "-at_install")
@freeze_time("2022-07-01")
class TestTitreCancellationTable(TitrePdfCase, HttpCase):
    """The three cancellations that the board of 7 June 2022 voted on."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.atticieux = cls._make_debtor(
            "Saint-Jacques-d'Atticieux", "21070243700018", "07340"
        )
        cls.story = cls.env["numerian.titre.cancellation"].union(
            cls._cancel(cls.brossainc, 2452, 345.0, 230.0, "Cosoluce, 8 mois sur 12"),
            cls._cancel(cls.atticieux, 2518, 345.0, 230.0, "Cosoluce, 8 mois sur 12"),
            cls._cancel(cls.burzet, 1412, 348.0, 348.0, "HotSpot annulé en juin 2017"),
        )

    @classmethod
    def _cancel(cls, partner, number, billed, credited, statement, year=2021):
        """Return the cancellation of a draft credit note on an imported titre."""
        exercice = cls.as_user("manager", "numerian.exercice")._get_or_create(
            year, cls.company
        )
        invoice = cls.make_invoice(billed, day=f"{year}-06-30", partner=partner)
        cls.as_user("manager", "account.move")._import_titres(
            exercice, {invoice: number}
        )
        return cls._credit_of(invoice, credited, statement)

    @classmethod
    def _credit_of(cls, invoice, credited, statement):
        credit = cls.credit(invoice, "2022-06-07", reason=statement)
        credit.invoice_line_ids.price_unit = credited
        return credit.titre_cancellation_id

    def test_board_reads_the_three_cases_and_their_total(self):
        text = self.get_text(TABLE, self.story)
        self.assertSays(
            text, "Tableau des annulations de titres", "Syndicat d'essai", "À valider"
        )
        self.assertRegex(text, r"Brossainc 2452 2021 .*230,00 € 46,00 € 276,00 €")
        self.assertRegex(text, r"Burzet 1412 2021 .*348,00 € 69,60 € 417,60 €")
        self.assertRegex(text, r"2518 2021 .*230,00 € 46,00 € 276,00 €")
        self.assertSays(
            text,
            "Cosoluce, 8 mois sur 12",
            "HotSpot annulé en juin 2017",
            "Erreur matérielle",
            "Mandat au compte 673",
            "Exercice 2021 : 3 annulation(s) 808,00 € 161,60 € 969,60 €",
            "Total 808,00 € 161,60 € 969,60 €",
        )
        self.assertSilent(text, "None", "False")

    def test_exercices_are_apart_with_their_totals(self):
        older = self._cancel(self.burzet, 77, 100.0, 40.0, "Erreur", year=2020)
        text = self.get_text(TABLE, self.story | older)
        self.assertSays(
            text,
            "Exercice 2020 : 1 annulation(s) 40,00 € 8,00 € 48,00 €",
            "Exercice 2021 : 3 annulation(s) 808,00 € 161,60 € 969,60 €",
            "Total 848,00 € 169,60 € 1 017,60 €",
        )
        self.assertLess(text.index("Exercice 2020 :"), text.index("Exercice 2021 :"))

    def test_posted_credit_notes_are_named(self):
        credit = self.story[0].credit_move_id
        credit.action_post()
        text = self.get_text(TABLE, self.story[0])
        self.assertIn(credit.name, text)
        self.assertNotIn("À valider", text)

    def test_cancelled_credit_notes_are_left_out(self):
        self.story[0].credit_move_id.button_cancel()
        text = self.get_text(TABLE, self.story)
        self.assertNotIn("Brossainc", text)
        self.assertIn("Total 578,00 € 115,60 € 693,60 €", text)

    def test_reduction_in_its_exercice_says_so(self):
        invoice = self.make_invoice(100.0)
        self.issue(invoice)
        credit = self.credit(invoice, "2022-06-30")
        text = self.get_text(TABLE, credit.titre_cancellation_id)
        self.assertSays(text, "Titre de réduction (02)", "Exercice 2022 : 1")

    def test_selection_is_one_document_over_several_pages(self):
        numbers = range(101, 141)
        invoices = self.make_invoices(
            [10.0] * 40, [{"day": "2021-06-30", "partner": self.burzet}] * 40
        )
        titres = dict(zip(invoices, numbers, strict=True))
        self.as_user("manager", "account.move")._import_titres(
            self.exercice_2021, titres
        )
        many = self.env["numerian.titre.cancellation"].union(
            *(
                self._credit_of(invoice, 1.0, f"Erreur {number}")
                for invoice, number in titres.items()
            )
        )
        pages = self.get_pages(self.render(TABLE, many))
        self.assertGreater(len(pages), 1)
        self.assertNumbered(pages)
        for page in pages:
            self.assertIn("1 place de l'Exemple", page)
            self.assertRegex(page, r"Collectivité\s+Titre\s+Exercice\s+Objet")
        text = " ".join(" ".join(pages).split())
        for number in range(101, 141):
            self.assertEqual(text.count(f"Erreur {number}"), 1)
        self.assertIn("Total 40,00 € 8,00 € 48,00 €", text)
        self.assertEqual(text.count("40 annulation(s)"), 1)

    def test_file_is_accessible_and_landscape(self):
        pdf = self.render(TABLE, self.story)
        self.assertReadable(pdf, "LiberationSans")
        info = self.get_info(pdf)
        self.assertEqual(info["Title"], "Tableau des annulations de titres")
        width, height = map(float, info["Page size"].split(" pts")[0].split(" x "))
        self.assertEqual((round(width), round(height)), (842, 595))

    # The file

    def download(self, user, ids=None):
        self.authenticate(self.users[user].login, self.users[user].login)
        ids = ids or ",".join(map(str, self.story.ids))
        return self.url_open(f"/numerian/cancellations/{ids}/csv")

    def test_reader_exports_the_columns_of_the_table(self):
        self.story[0].credit_move_id.action_post()
        action = self.as_user("reader", self.story).action_export_table()
        ids = ",".join(map(str, self.story.ids))
        self.assertEqual(action["url"], f"/numerian/cancellations/{ids}/csv")
        response = self.download("reader")
        self.assertEqual(response.status_code, 200)
        self.assertIn("annulations", response.headers["Content-Disposition"])
        lines = response.content.decode("utf-8-sig").split("\r\n")
        credit = self.story[0].credit_move_id.name
        self.assertEqual(
            lines[:3],
            [
                HEADER,
                "Brossainc;2452;2021;Maintenance;230,00;46,00;276,00;Erreur matérielle;"
                f"Cosoluce, 8 mois sur 12;673;{credit};",
                "Burzet;1412;2021;Maintenance;348,00;69,60;417,60;Erreur matérielle;"
                "HotSpot annulé en juin 2017;673;;",
            ],
        )
        self.assertEqual((len(lines), lines[4]), (5, ""))

    def test_who_may_not_read_them_downloads_nothing(self):
        with mute_logger("odoo.http"):
            for user, ids in (("employee", None), ("reader", "0"), ("reader", "x")):
                with self.subTest(user=user, ids=ids):
                    self.assertEqual(self.download(user, ids).status_code, 404)

    def test_employee_prints_nothing(self):
        with self.assertRaises(AccessError):
            self.render(TABLE, self.story, user="employee")
