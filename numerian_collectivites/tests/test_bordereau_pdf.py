# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .titre_pdf_case import TitrePdfCase

BORDEREAU = "numerian_collectivites.numerian_bordereau_document"


@tagged("post_install", "-at_install")
@freeze_time("2022-07-01")
class TestBordereauPdf(TitrePdfCase):
    """The bordereau that the ordonnateur signs and sends to the accountant."""

    def make_series(self, count):
        """Return invoices of 1.00, 2.00, 3.00… excluding VAT."""
        numbers = range(1, count + 1)
        return self.make_invoices(
            [float(n) for n in numbers],
            [{"titre_object": f"Service {n:03}"} for n in numbers],
        )

    def get_lines(self, bordereau):
        pages = self.get_pages(self.render(BORDEREAU, bordereau))
        return [" ".join(line.split()) for page in pages for line in page.split("\n")]

    def test_titres_and_totals(self):
        first = self.make_invoice(345.0, day="2022-06-01", titre_object="Cosoluce 2022")
        second = self.make_invoice(348.0, partner=self.burzet, titre_object="HotSpot")
        bordereau = self.issue(first | second)
        text = self.get_text(BORDEREAU, bordereau)
        self.assertSays(
            text,
            "Bordereau de titres n° 1",
            "Exercice 2022 - Syndicat d'essai",
            "01 – Titres ordinaires",
            "Date d'émission 30/06/2022",
            "Camille Martin, Président",
            "SGC de Privas",
            "2 (n° 1 à 2)",
            "Budget principal – M4",
        )
        self.assertRegex(
            text, r"1 Brossainc .*Cosoluce 2022 .*7068 345,00 € 69,00 € 414,00 €"
        )
        self.assertRegex(text, r"2 Burzet .*HotSpot .*7068 348,00 € 69,60 € 417,60 €")
        self.assertSays(text, "SIRET 21070044900015", "SIRET 21070045600010")
        # 345.00 + 348.00
        self.assertIn("Total du bordereau 693,00 € 138,60 € 831,60 €", text)
        self.assertIn("7068 0107 20,00 % 693,00 € 138,60 € 831,60 €", text)
        self.assertSilent(text, "None", "False")

    def test_exercice_accumulates(self):
        self.issue(self.make_invoice(100.0))
        text = self.get_text(BORDEREAU, self.issue(self.make_invoice(50.0)))
        self.assertSays(
            text,
            "Bordereaux déjà émis dans l'exercice, HT 100,00 €",
            "Ce bordereau, HT 50,00 €",
            "Cumul de l'exercice, HT 150,00 €",
        )

    def test_sixty_titres_on_several_pages(self):
        bordereau = self.issue(self.make_series(60))
        pages = self.get_pages(self.render(BORDEREAU, bordereau))
        self.assertGreater(len(pages), 4)
        self.assertNumbered(pages)
        with_titres = [page for page in pages if "Service 0" in page]
        self.assertGreater(len(with_titres), 2)
        for page in pages:
            self.assertSays(page, "Syndicat d'essai", "1 place de l'Exemple")
        for page in with_titres:
            self.assertRegex(page, r"Titre\s+Débiteur\s+Objet\s+Imputation\s+HT")
            # no row is cut: each object stands with its amounts and its SIRET
            self.assertEqual(page.count("Service 0"), page.count("SIRET"))
        text = " ".join(" ".join(pages).split())
        for number in range(1, 61):
            self.assertEqual(text.count(f"Service {number:03}"), 1)
        # 1 + 2 + … + 60 = 1 830.00, and 20 %
        self.assertIn("Total du bordereau 1 830,00 € 366,00 € 2 196,00 €", text)
        self.assertEqual(text.count("Total du bordereau"), 1)

    def test_signature_sheet_is_the_last_page(self):
        pages = self.get_pages(self.render(BORDEREAU, self.issue(self.make_series(2))))
        last = " ".join(pages[-1].split())
        self.assertEqual(sum("Bordereau de signature" in page for page in pages), 1)
        # 1.00 + 2.00 at 20 %
        self.assertSays(
            last,
            "Bordereau de signature",
            "2 (n° 1 à 2)",
            "trois euros et soixante centimes",
            "(3,60 €)",
            "3,00 € hors taxes et 0,60 € de TVA",
            "rends exécutoires",
            "Fait à Privas, le",
            "Camille Martin",
            "Président",
            "Reçu par le comptable public le",
            "SGC de Privas",
        )

    def test_delegate_signs_with_his_delegation(self):
        bordereau = self.issue(
            self.make_invoice(),
            issuer_capacity="Vice-président",
            delegation_reference="arrêté 2021-12",
        )
        self.assertSays(
            self.get_text(BORDEREAU, bordereau),
            "Vice-président",
            "Par délégation : arrêté 2021-12",
        )

    def test_reductions_name_the_titres_that_they_correct(self):
        invoice = self.make_invoice(345.0)
        self.issue(self.make_invoice(1.0, day="2022-06-01") | invoice)
        credit = self.credit(invoice, "2022-06-30")
        credit.invoice_line_ids.price_unit = 230.0
        credit.action_post()
        text = self.get_text(BORDEREAU, self.issue(credit, bordereau_type="02"))
        self.assertSays(
            text,
            "Bordereau d'annulations et de réductions de titres n° 1",
            "Titre 2 - exercice 2022",
            "Erreur matérielle",
            "Total du bordereau 230,00 € 46,00 € 276,00 €",
            "certifie les annulations et réductions de titres",
        )
        self.assertSilent(text, "rends exécutoires")

    def test_titre_of_several_imputations_shows_each(self):
        hosting = self.make_product("Hébergement")
        self.as_user("manager", hosting.product_tmpl_id).titre_imputation = "70878"
        invoice = self.make_invoice([345.0, 100.0])
        invoice.button_draft()
        invoice.invoice_line_ids[1].product_id = hosting
        invoice.invoice_line_ids[1].write(
            {"price_unit": 100.0, "tax_ids": self.tax.ids}
        )
        invoice.action_post()
        text = self.get_text(BORDEREAU, self.issue(invoice))
        self.assertSays(
            text,
            "7068 : 345,00 €",
            "70878 : 100,00 €",
            "7068 0107 20,00 % 345,00 € 69,00 € 414,00 €",
            "70878 0107 20,00 % 100,00 € 20,00 € 120,00 €",
            "Total du bordereau 445,00 € 89,00 € 534,00 €",
        )

    def test_draft_is_numbered_and_signed_nowhere(self):
        bordereau = self.make_bordereau(self.make_invoice())
        text = self.get_text(BORDEREAU, bordereau)
        self.assertSays(
            text, "Projet de bordereau de titres", "100,00 € 20,00 € 120,00 €"
        )
        self.assertSilent(
            text, "Bordereau de titres n°", "Bordereau de signature", "Cumul", "Fait à"
        )

    def test_debtor_is_the_one_of_the_day_of_issue(self):
        bordereau = self.issue(self.make_invoice())
        self.brossainc.name = "Nouvelle commune"
        text = self.get_text(BORDEREAU, bordereau)
        self.assertIn("Brossainc", text)
        self.assertNotIn("Nouvelle commune", text)

    def test_file_is_accessible_landscape_and_named(self):
        bordereau = self.issue(self.make_invoice())
        pdf = self.render(BORDEREAU, bordereau)
        self.assertReadable(pdf, "LiberationSans")
        info = self.get_info(pdf)
        self.assertEqual(info["Title"], "Bordereau de titres n° 1")
        width, height = map(float, info["Page size"].split(" pts")[0].split(" x "))
        self.assertEqual((round(width), round(height)), (842, 595))
        self.assertEqual(bordereau._get_document_name(), "Bordereau 2022-01-1")

    def test_queries_do_not_follow_the_titres(self):
        small, large = (
            self.issue(self.make_series(3)),
            self.issue(self.make_series(20)),
        )

        def count(bordereau):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.render(BORDEREAU, bordereau)
            return self.env.cr.sql_log_count - before

        count(small)  # what is cached for all documents
        self.assertLessEqual(count(large), count(small))

    def test_employee_prints_nothing(self):
        bordereau = self.issue(self.make_invoice())
        with self.assertRaises(AccessError):
            self.render(BORDEREAU, bordereau, user="employee")
