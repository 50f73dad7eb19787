# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import base64
import io
from types import SimpleNamespace
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools.pdf import OdooPdfFileReader, OdooPdfFileWriter

from odoo.addons.account_edi_ubl_cii.models import account_move_send

from .pdf_case import PdfCase

INVOICE = "account.account_invoices"
BARE_INVOICE = "account.account_invoices_without_payment"


@tagged("post_install", "-at_install")
class TestInvoicePdf(PdfCase):
    """Odoo's own invoice, drawn by WeasyPrint."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.write(
            {
                "street": "1 place de l'Exemple",
                "zip": "07000",
                "city": "Privas",
                "phone": "04 75 00 00 00",
                "email": "contact@example.org",
                "vat": "FR23334175221",
                "report_footer": "<p>Syndicat mixte, régie dotée de l'autonomie</p>",
            }
        )
        bank = cls.env["res.partner.bank"].create(
            {
                "acc_number": "FR7630006000011234567890189",
                "partner_id": cls.company.partner_id.id,
                "allow_out_payment": True,
            }
        )
        cls.journal.bank_account_id = bank
        cls.other_family = cls.env["numerian.service.family"].create(
            {"name": "Protection des données", "code": "TEST2", "sequence": 99}
        )

    def make_invoice(self, count=1, name="Brossainc"):
        """Return an invoice of so many services of a year, and one begun late."""
        services = [{"name": f"Logiciel {n:02}"} for n in range(1, count + 1)]
        late = {
            "name": "Délégué mutualisé",
            "date_start": "2025-09-01",
            "price_unit": 345.0,
            "service_family_id": self.other_family.id,
        }
        partner = self.make_authority(name, city="Brossainc", zip="07340")
        self.make_contract(*services, late, partner=partner)
        return self.bill(2025, partner_ids=partner.ids)

    def test_each_page_has_header_column_titles_and_number(self):
        pages = self.get_pages(self.render(INVOICE, self.make_invoice(60)))
        self.assertGreater(len(pages), 2)
        self.assertNumbered(pages)
        for page in pages:
            self.assertIn("1 place de l'Exemple", page)
            self.assertIn("régie dotée de l'autonomie", page)
        for page in pages[:-1]:  # the last one may hold the totals alone
            self.assertRegex(page, r"DESCRIPTION\s+|Description\s+")
        text = " ".join(pages)
        for number in range(1, 61):
            self.assertEqual(text.count(f"Logiciel {number:02}"), 1)

    def test_services_stand_in_their_sections_with_their_dates(self):
        (page,) = self.get_pages(self.render(INVOICE, self.make_invoice()))
        words = " ".join(page.split())
        self.assertLess(words.index("Logiciels"), words.index("Logiciel 01"))
        self.assertLess(
            words.index("Protection des données"), words.index("Délégué mutualisé")
        )
        self.assertIn("du 01/09/2025 au 31/12/2025", words)
        self.assertIn("4 mois sur 12", words)
        # 1 200.00 + 345.00 x 4 / 12 = 1 315.00; with 20 % of tax 1 578.00
        self.assertIn("115,00", words)
        self.assertRegex(words, r"1 315,00 €")
        self.assertRegex(words, r"1 578,00 €")

    def test_text_can_be_selected_and_the_file_archived(self):
        for report in (INVOICE, BARE_INVOICE):
            pdf = self.render(report, self.make_invoice())
            self.assertReadable(pdf, "Lato")
            self.assertIn('pdfaid:part="3"', self.get_metadata(pdf))
            self.assertIn('pdfaid:conformance="A"', self.get_metadata(pdf))
            self.assertIn("A4", self.get_info(pdf)["Page size"])

    def test_title_is_the_name_of_the_invoice(self):
        move = self.make_invoice()
        info = self.get_info(self.render(INVOICE, move))
        self.assertIn(move.name.replace("/", "_"), info["Title"].replace("/", "_"))

    def test_printed_invoice_does_not_claim_to_hold_its_xml(self):
        pdf = self.render(INVOICE, self.make_invoice())
        self.assertNotIn("factur-x", self.get_metadata(pdf))
        self.assertEqual(self.get_attached(pdf), [])

    def test_each_of_several_invoices_has_its_own_numbers(self):
        moves = self.make_invoice(40, "Brossainc") + self.make_invoice(1, "Limony")
        pages = self.get_pages(self.render(INVOICE, moves))
        self.assertGreater(len(pages), 2)
        self.assertNumbered(pages[:-1])
        self.assertNumbered(pages[-1:])
        self.assertIn("Limony", pages[-1])
        self.assertNotIn("Limony", "".join(pages[:-1]))

    def test_several_invoices_are_one_file_each(self):
        moves = self.make_invoice(40, "Brossainc") + self.make_invoice(1, "Limony")
        reports = self.as_user("reader", "ir.actions.report")
        streams, _kind = reports.with_context(
            force_report_rendering=True
        )._pre_render_qweb_pdf(INVOICE, moves.ids)
        self.assertEqual(list(streams), moves.ids)
        files = [stream["stream"].getvalue() for stream in streams.values()]
        self.assertIn("Brossainc", self.get_pages(files[0])[0])
        self.assertIn("Limony", self.get_pages(files[1])[0])
        for file in files:
            self.assertReadable(file, "Lato")

    def test_invoice_asked_for_twice_is_printed_twice(self):
        move = self.make_invoice()
        pages = self.get_pages(self.render(INVOICE, move.concat(move)))
        self.assertEqual(len(pages), 2)
        self.assertEqual([page.count("1 578,00") > 0 for page in pages], [True] * 2)

    def test_image_that_the_reader_may_not_see_is_left_out(self):
        secret = self.env["ir.attachment"].create(
            {
                "name": "secret.png",
                "raw": base64.b64decode(self.company.logo),
                "res_model": "ir.config_parameter",
                "res_id": 1,
            }
        )
        move = self.make_invoice()
        self.company.report_footer = f'<p>Pied<img src="/web/image/{secret.id}"/></p>'
        with self.assertLogs("weasyprint", "ERROR") as logs:
            (page,) = self.get_pages(self.render(INVOICE, move))
        self.assertIn("Pied", page)
        self.assertIn(f"/web/image/{secret.id}", logs.output[0])

    # Factur-X

    def _send(self, move, *, embed):
        """Make the documents of an invoice, as the sending wizard does.

        :param embed: do as in production; else Odoo sets the XML apart, as in tests
        """
        move.partner_id.invoice_edi_format = "facturx"
        sender = self.as_user("clerk", "account.move.send").with_context(
            force_report_rendering=True
        )
        config = {"test_enable": not embed}
        tools = SimpleNamespace(config=config)
        with patch.object(account_move_send, "tools", tools):
            sender._generate_and_send_invoices(
                move, sending_methods=[], invoice_edi_format="facturx"
            )
        return move.invoice_pdf_report_id.raw

    def test_invoice_sent_in_a_test_has_its_xml_apart(self):
        move = self.make_invoice()
        self._send(move, embed=False)
        names = self.env["ir.attachment"].search([("res_id", "=", move.id)])
        self.assertIn("factur-x.xml", names.mapped("name"))

    def test_invoice_sent_holds_its_xml_and_stays_readable(self):
        move = self.make_invoice(40)
        pdf = self._send(move, embed=True)
        self.assertEqual(self.get_attached(pdf), ["factur-x.xml"])
        self.assertReadable(pdf, "Lato")
        pages = self.get_pages(pdf)
        self.assertNumbered(pages)
        self.assertIn("Logiciel 40", " ".join(pages))
        metadata = self.get_metadata(pdf)
        self.assertIn('pdfaid:part="3"', metadata)
        self.assertIn(
            "<fx:DocumentFileName>factur-x.xml</fx:DocumentFileName>", metadata
        )
        self.assertIn("<fx:ConformanceLevel>EXTENDED</fx:ConformanceLevel>", metadata)

    def test_xml_stands_after_the_pages_which_stay_as_they_were_drawn(self):
        move = self.make_invoice()
        pdf = self._send(move, embed=True)
        self.assertEqual(pdf.count(b"%%EOF"), 2)
        drawn = pdf[: pdf.index(b"%%EOF") + 6]
        self.assertEqual(self.get_attached(drawn), [])
        self.assertEqual(self.get_pages(drawn), self.get_pages(pdf))
        self.assertEqual(self.get_info(drawn)["Title"], self.get_info(pdf)["Title"])
        self.assertLess(len(pdf) - len(drawn), 20_000)

    def test_xml_is_read_back_by_odoo(self):
        pdf = self._send(self.make_invoice(), embed=True)
        reader = OdooPdfFileReader(io.BytesIO(pdf), strict=True)
        ((name, xml),) = reader.getAttachments()
        self.assertEqual(name, "factur-x.xml")
        self.assertIn(b"CrossIndustryInvoice", xml)
        old, new = reader.trailer["/ID"]
        self.assertNotEqual(old, new)

    def test_second_line_of_an_archive_is_a_binary_comment(self):
        pdf = self._send(self.make_invoice(), embed=True)
        first, second = pdf.split(b"\n")[:2]
        self.assertEqual(first, b"%PDF-1.7")
        self.assertEqual(second[:1], b"%")
        self.assertGreater(min(second[1:5]), 127)

    def _clone(self, pdf):
        writer = OdooPdfFileWriter()
        writer.cloneReaderDocumentRoot(OdooPdfFileReader(io.BytesIO(pdf), strict=False))
        return writer

    def test_archive_is_not_converted_again(self):
        writer = self._clone(self.render(INVOICE, self.make_invoice()))
        self.assertTrue(writer.is_pdfa)
        writer.convert_to_pdfa()
        result = io.BytesIO()
        writer.write(result)
        self.assertReadable(result.getvalue(), "Lato")
        self.assertIn("115,00", self.get_pages(result.getvalue())[0])

    def test_own_document_is_never_converted(self):
        self.make_contract({})
        campaign = self.make_campaign(2025)
        campaign.action_plan()
        report = "numerian_collectivites.numerian_billing_campaign_statement"
        writer = self._clone(self.render(report, campaign))
        self.assertFalse(writer.is_pdfa)
        with self.assertRaisesRegex(ValueError, "made PDF/A by itself"):
            writer.convert_to_pdfa()

    # The other engine

    def test_download_is_allowed_without_wkhtmltopdf(self):
        reports = self.as_user("reader", "ir.actions.report")
        self.assertEqual(reports.get_wkhtmltopdf_state(), "ok")

    def test_report_of_the_other_engine_says_what_is_missing(self):
        self.env.ref(INVOICE).pdf_engine = "wkhtmltopdf"
        move = self.make_invoice()
        with self.assertRefused("wkhtmltopdf, qui manque", UserError):
            self.render(INVOICE, move)

    def test_reports_that_nobody_listed_keep_their_engine(self):
        report = self.env.ref("account.action_report_payment_receipt")
        self.assertEqual(report.pdf_engine, "wkhtmltopdf")
        for listed in (INVOICE, BARE_INVOICE, "contract.report_contract"):
            self.assertEqual(self.env.ref(listed).pdf_engine, "weasyprint")
