# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import tagged

from .portal_case import CyberPortalCase


@tagged("post_install", "-at_install")
class TestTours(CyberPortalCase):
    """From the link of a quote to the invoice, in a real browser."""

    browser_size = "390x844"  # a phone

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["numerian.subsidy.program"].create(
            {
                "name": "France Relance",
                "funder_id": cls.env["res.partner"].create({"name": "ANSSI"}).id,
                "amount_per_unit": 0.22,
                "application_deadline": "2099-12-31",
                "company_id": cls.company.id,
            }
        )

    def test_commune_without_an_account(self):
        self.start_tour(
            f"/my/orders/{self.quote.id}?access_token={self.token}",
            "numerian_cyber_quote",
        )
        self.assertEqual(self.quote.state, "sale")
        self.assertEqual(self.quote.signed_by, "Le maire de Brossainc")
        line = self.get_contract_line()
        self.assertEqual(line.quantity, 8)
        invoice = self.bill("2022-10-15")
        # 8 devices x 4.00 x 4 months = 128.00
        self.assertEqual(invoice.amount_untaxed, 128.0)
        self.assertEqual(invoice.amount_total, 153.6)
        text = self.print_text(invoice)
        for words in ("4 mois sur 12", "153,60", "France Relance", "1,10"):
            self.assertIn(words, text)  # 5 agents x 0.22 = 1.10, never deducted

    def print_text(self, invoice):
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "account.report_invoice", invoice.ids
        )
        return html.decode()

    def get_contract_line(self):
        lines = self.env["contract.line"].search(
            [("contract_id.partner_id", "=", self.authority.id)]
        )
        self.assertEqual(len(lines), 1)
        return lines

    def bill(self, day):
        """Return the invoice that the next campaign makes for the authority."""
        exercice = self.env["numerian.exercice"]._get_or_create(2022, self.company)
        campaign = self.as_user("clerk", "numerian.billing.campaign").create(
            {"name": "Octobre", "exercice_id": exercice.id, "date": day}
        )
        campaign.action_plan()
        campaign.action_run()
        return campaign.move_ids.filtered(
            lambda move: move.partner_id == self.authority
        )
