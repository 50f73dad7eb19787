# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .pdf_case import PdfCase

STATEMENT = "numerian_collectivites.numerian_billing_campaign_statement"


@tagged("post_install", "-at_install")
class TestBillingCampaignStatement(PdfCase):
    """The first document on our own layout."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.write({"street": "1 place de l'Exemple", "city": "Privas"})
        cls.data = cls.env["numerian.service.family"].create(
            {"name": "Données", "code": "TEST2", "sequence": 99}
        )

    def make_campaign_of(self, count):
        """Plan a campaign: each authority 1 200.00, the first one 115.00 more."""
        communes = [self.make_authority(f"Commune {n:03}") for n in range(count)]
        lines = {commune: [{}] for commune in communes}
        lines[communes[0]].append(
            {
                "name": "Délégué",
                "date_start": "2025-09-01",
                "price_unit": 345.0,
                "service_family_id": self.data.id,
            }
        )
        self.make_contracts(lines)
        campaign = self.make_campaign(2025, name="Adhésions 2025")
        campaign.action_plan()
        return campaign

    def test_each_page_has_header_column_titles_and_number(self):
        pages = self.get_pages(self.render(STATEMENT, self.make_campaign_of(70)))
        self.assertGreater(len(pages), 2)
        self.assertNumbered(pages)
        for page in pages:
            self.assertIn("Syndicat d'essai", page)
            self.assertIn("1 place de l'Exemple", page)
            self.assertIn("État de la campagne de facturation", page)
            self.assertRegex(page, r"Collectivité\s+État\s+Documents\s+À facturer HT")
        text = " ".join(pages)
        for number in range(70):
            self.assertEqual(text.count(f"Commune {number:03}"), 1)

    def test_totals_are_those_of_the_authorities(self):
        campaign = self.make_campaign_of(3)
        text = self.get_pages(self.render(STATEMENT, campaign))[0]
        # 3 x 1 200.00, and 345.00 x 4 / 12
        self.assertRegex(text, r"Logiciels\s+3\s+3 600,00 €\s+0,00 €\s+3 600,00 €")
        self.assertRegex(text, r"Données\s+1\s+115,00 €\s+0,00 €\s+115,00 €")
        self.assertRegex(text, r"Total\s+3 715,00 €\s+0,00 €\s+3 715,00 €")
        self.assertRegex(text, r"Total facturé ou à facturer\s+3 715,00 €")

    def test_excluded_and_deferred_authorities_are_shown_apart(self):
        campaign = self.make_campaign_of(3)
        campaign.line_ids.sorted("amount")[-1]._exclude("Fusion au 1er janvier")
        text = self.get_pages(self.render(STATEMENT, campaign))[0]
        self.assertRegex(text, r"Exclue?\s+1\s+1 315,00 €")
        self.assertRegex(text, r"Commune 000\s+Exclu")
        self.assertRegex(text, r"Total facturé ou à facturer\s+2 400,00 €")
        self.assertNotIn("Données", text)
        self.assertIn("Fusion au 1er janvier", text)

    def test_billed_campaign_shows_its_invoices(self):
        campaign = self.make_campaign_of(2)
        campaign.action_run()
        text = " ".join(self.get_pages(self.render(STATEMENT, campaign)))
        for move in campaign.move_ids:
            self.assertIn(move.name, text)

    def test_reason_of_a_failure_is_written(self):
        campaign = self.make_campaign_of(2)
        campaign.sudo().line_ids[0].write(
            {"state": "error", "error": "Pas de compte de produits"}
        )
        text = " ".join(self.get_pages(self.render(STATEMENT, campaign)))
        self.assertIn("Pas de compte de produits", text)

    def test_credit_of_the_exercice_is_in_its_column(self):
        line = self.make_line()
        self.bill(2025)
        line.stop("2025-03-31")
        campaign = self.make_campaign(2025)
        campaign.action_plan()
        text = self.get_pages(self.render(STATEMENT, campaign))[0]
        self.assertRegex(text, r"Logiciels\s+1\s+0,00 €\s+-900,00 €\s+-900,00 €")

    def test_file_is_accessible_and_has_a_name(self):
        pdf = self.render(STATEMENT, self.make_campaign_of(1))
        self.assertReadable(pdf, "LiberationSans")
        self.assertIn("pdfuaid:part", self.get_metadata(pdf))
        info = self.get_info(pdf)
        self.assertEqual(info["Title"], "État de la campagne de facturation")
        self.assertIn("A4", info["Page size"])

    def test_two_campaigns_are_numbered_apart(self):
        campaigns = self.make_campaign_of(1) | self.make_campaign_of(1)
        pages = self.get_pages(self.render(STATEMENT, campaigns))
        self.assertNumbered(pages[:1])
        self.assertNumbered(pages[1:])

    def test_paper_of_the_report_may_lie(self):
        report = self.env.ref(STATEMENT)
        report.paperformat_id = self.env.ref(
            "numerian_collectivites.paperformat_document_landscape"
        )
        info = self.get_info(self.render(STATEMENT, self.make_campaign_of(1)))
        width, height = map(float, info["Page size"].split(" pts")[0].split(" x "))
        self.assertEqual((round(width), round(height)), (842, 595))

    def test_statement_of_a_long_campaign_takes_no_more_queries(self):
        small, large = self.make_campaign_of(2), self.make_campaign_of(20)

        def count(campaign):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.render(STATEMENT, campaign)
            return self.env.cr.sql_log_count - before

        count(small)  # what is cached for all documents
        self.assertLessEqual(count(large), count(small))

    def test_employee_prints_nothing(self):
        campaign = self.make_campaign_of(1)
        with self.assertRaises(AccessError):
            self.render(STATEMENT, campaign, user="employee")
