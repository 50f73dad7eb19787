# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from types import SimpleNamespace
from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.account_edi_ubl_cii.models import account_move_send

from .titre_pdf_case import TitrePdfCase

INVOICE = "account.account_invoices"
MENTIONS = (
    "Avis des sommes à payer",
    "Titre exécutoire en application",
    "Voies de recours",
    "Comptable public",
)


@tagged("post_install", "-at_install")
@freeze_time("2022-07-01")
class TestTitrePdf(TitrePdfCase):
    """Odoo's invoice as an avis des sommes à payer, and the credit notes on it."""

    # The avis des sommes à payer

    def test_issued_invoice_has_every_mention(self):
        invoice = self.make_invoice(
            345.0,
            titre_object="Maintenance 2022",
            titre_legal_basis="Délibération 12",
            buyer_reference="SERVICE7",
            purchase_order_reference="EJ-2022-45",
        )
        self.issue(self.make_invoice(10.0, day="2022-06-01") | invoice)
        text = self.get_text(INVOICE, invoice)
        self.assertSays(
            text,
            f"Avis des sommes à payer – Facture {invoice.name}",
            "Titre n° Exercice Bordereau n° Émis et rendu exécutoire le Budget",
            "2 2022 1 30/06/2022 Budget principal",
            "Objet : Maintenance 2022",
            "Fondement : Délibération 12",
            "Débiteur : Brossainc, Mairie, 07340 Brossainc, SIRET 21070044900015",
            "code service SERVICE7",
            "engagement n° EJ-2022-45",
            # who orders, who collects
            "Camille Martin",
            "Président",
            "SGC de Privas",
            "11 avenue du Vanel",
            "04 75 64 00 00",
            "sgc.privas@example.org",
            # paying and contesting
            "FR76 3000 6000 0112 3456 7890 189",
            f"Titre 2 - exercice 2022 - {invoice.name}",
            "Titre exécutoire en application de l'article L. 252 A",
            "Dans le délai de deux mois suivant la notification",
            "Juridiction : Tribunal administratif de Lyon, 184 rue Duguesclin",
        )
        # 345.00 at 20 %
        self.assertRegex(text, r"7068 0107 345,00 € 20,00 % 69,00 € 414,00 €")
        self.assertSilent(
            text, "Communication de paiement", "Reference", "None", "False"
        )

    def test_each_page_has_header_and_number(self):
        invoice = self.make_invoice([float(n) for n in range(1, 61)])
        self.issue(invoice)
        pages = self.get_pages(self.render(INVOICE, invoice))
        self.assertGreater(len(pages), 2)
        self.assertNumbered(pages)
        for page in pages:
            self.assertIn("1 place de l'Exemple", page)

    def test_lines_of_several_imputations_add_up(self):
        template = self.as_user("manager", self.product.product_tmpl_id)
        hosting = self.make_product("Hébergement")
        self.as_user("manager", hosting.product_tmpl_id).titre_imputation = "70878"
        template.titre_imputation = "7068"
        invoice = self.make_invoice([345.0, 100.0])
        invoice.button_draft()
        invoice.invoice_line_ids[1].product_id = hosting
        invoice.invoice_line_ids[1].write(
            {"price_unit": 100.0, "tax_ids": self.tax.ids}
        )
        invoice.action_post()
        self.issue(invoice)
        text = self.get_text(INVOICE, invoice)
        self.assertRegex(text, r"7068 0107 345,00 € 20,00 % 69,00 € 414,00 €")
        self.assertRegex(text, r"70878 0107 100,00 € 20,00 % 20,00 € 120,00 €")

    def test_delegate_who_signs_is_named(self):
        invoice = self.make_invoice()
        self.issue(
            invoice,
            issuer_id=self.users["manager"].id,
            issuer_capacity="Vice-président",
            delegation_reference="arrêté 2021-12 du 3 mai 2021",
        )
        self.assertSays(
            self.get_text(INVOICE, invoice),
            "Camille Martin",
            "Vice-président",
            "arrêté 2021-12 du 3 mai 2021",
        )

    def test_wording_is_that_of_the_settings(self):
        settings = self.env["res.config.settings"].create(
            {
                "company_id": self.company.id,
                "titre_executory_text": "Formule en vigueur.",
                "titre_payment_text": "Virement seulement.",
                "titre_remedies_text": "Deux mois pour agir.",
                "titre_court": "Tribunal judiciaire de Privas",
            }
        )
        settings.execute()
        invoice = self.make_invoice()
        self.issue(invoice)
        text = self.get_text(INVOICE, invoice)
        self.assertSays(
            text,
            "Formule en vigueur.",
            "Virement seulement.",
            "Deux mois pour agir.",
            "Juridiction : Tribunal judiciaire de Privas",
        )
        self.assertSilent(text, "L. 252 A", "L. 1617-5", "Lyon")

    def test_service_dates_of_a_line_made_by_hand_are_printed(self):
        invoice = self.make_invoice()
        invoice.button_draft()
        invoice.invoice_line_ids.write(
            {"start_date": "2022-01-01", "end_date": "2022-04-30"}
        )
        invoice.action_post()
        self.assertIn("Du 01/01/2022 au 30/04/2022", self.get_text(INVOICE, invoice))

    def test_service_dates_of_a_campaign_are_printed_once(self):
        self.make_line(self.burzet, date_start="2022-03-01")
        text = self.get_text(INVOICE, self.bill(2022))
        self.assertEqual(text.count("u 01/03/2022 au 31/12/2022"), 1)

    # Where there is no titre

    def test_draft_has_no_mention(self):
        invoice = self.make_invoice()
        invoice.button_draft()
        text = self.get_text(INVOICE, invoice)
        self.assertIn("Maintenance", text)
        self.assertSilent(text, *MENTIONS, "titre de recettes", "Titre n°")

    def test_invoice_without_titre_says_that_it_will_come(self):
        invoice = self.make_invoice(buyer_reference="SERVICE7")
        text = self.get_text(INVOICE, invoice)
        self.assertSays(
            text, "n'est pas encore émis", "Chorus Pro : code service SERVICE7"
        )
        self.assertSilent(
            text, *MENTIONS[1:], f"payer – Facture {invoice.name}", "Buyer Reference"
        )
        self.assertIn("FR7630006000011234567890189", text.replace(" ", ""))

    def test_company_without_titres_prints_plain_invoices(self):
        self.company.issues_titres = False
        invoice = self.make_invoice()
        text = self.get_text(INVOICE, invoice)
        self.assertIn(f"Facture {invoice.name}", text)
        self.assertSilent(text, *MENTIONS, "titre de recettes", "Titre n°")

    def test_proforma_claims_nothing(self):
        invoice = self.make_invoice()
        self.issue(invoice)
        reports = self.as_user("reader", "ir.actions.report").with_context(
            force_report_rendering=True, proforma_invoice=True
        )
        content, _kind = reports._render_qweb_pdf(INVOICE, invoice.ids)
        self.assertSilent(" ".join(self.get_pages(content)), *MENTIONS)

    def test_titre_of_a_former_software_is_not_executory_again(self):
        invoice = self.make_invoice()
        self.as_user("manager", "account.move")._import_titres(
            self.exercice, {invoice: 2452}
        )
        text = self.get_text(INVOICE, invoice)
        self.assertSays(
            text, "Titre n° Exercice", "2452 2022", "Titre émis dans un ancien logiciel"
        )
        self.assertSilent(text, *MENTIONS[:3])

    # The file

    def _send(self, move):
        """Make the documents of an invoice with its Factur-X, as in production."""
        move.partner_id.invoice_edi_format = "facturx"
        sender = self.as_user("clerk", "account.move.send").with_context(
            force_report_rendering=True
        )
        tools = SimpleNamespace(config={"test_enable": False})
        with patch.object(account_move_send, "tools", tools):
            sender._generate_and_send_invoices(
                move, sending_methods=[], invoice_edi_format="facturx"
            )
        return move.invoice_pdf_report_id.raw

    def test_text_stays_selectable_with_its_factur_x(self):
        invoice = self.make_invoice()
        self.issue(invoice)
        pdf = self._send(invoice)
        self.assertEqual(self.get_attached(pdf), ["factur-x.xml"])
        self.assertReadable(pdf, "Lato")
        pages = self.get_pages(pdf)
        self.assertNumbered(pages)
        self.assertSays(" ".join(" ".join(pages).split()), *MENTIONS, "Titre n°")

    def test_file_made_before_the_issue_is_made_again(self):
        invoice = self.make_invoice()
        before = self._send(invoice)
        first = invoice.invoice_pdf_report_id
        self.issue(invoice)
        self.assertFalse(invoice.invoice_pdf_report_id)
        self.assertEqual(first.raw, before)  # what was sent stays in the chatter
        after = self._send(invoice)
        self.assertNotIn("Titre n°", " ".join(self.get_pages(before)))
        self.assertIn("Titre n°", " ".join(self.get_pages(after)))

    def test_employee_prints_nothing(self):
        invoice = self.make_invoice()
        with self.assertRaises(AccessError):
            self.render(INVOICE, invoice, user="employee")
