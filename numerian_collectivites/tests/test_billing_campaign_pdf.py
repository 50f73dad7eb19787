# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import io
import zipfile
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import HttpCase, tagged

from ..models.campaign import numerian_billing_campaign_send
from .common import BillingCase


@tagged("post_install", "-at_install")
class TestBillingCampaignPdf(BillingCase, HttpCase):
    """All the PDFs of a campaign in one archive, for those who may read them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.make_line(partner=cls.make_authority("Saint-Jacques / d'Atticieux"))
        cls.make_line(partner=cls.make_authority("Burzet"))
        cls.campaign = cls.make_campaign(2025, name="Mai 2025")

    def download(self, user):
        self.authenticate(self.users[user].login, self.users[user].login)
        return self.url_open(f"/numerian/campaign/{self.campaign.id}/pdf")

    def test_reader_downloads_one_file_for_each_document(self):
        self.campaign.action_run()
        first, second = self.campaign.move_ids.sorted("name")
        response = self.download("reader")
        self.assertEqual(response.status_code, 200)
        self.assertEqual(response.headers["Content-Type"], "application/zip")
        self.assertIn("Mai%202025.zip", response.headers["Content-Disposition"])
        self.assertEqual(int(response.headers["Content-Length"]), len(response.content))
        with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
            names = archive.namelist()
            contents = {archive.read(name) for name in names}
        self.assertEqual(
            names,
            [
                f"{move.name} - {move.partner_id.name}.pdf".replace("/", "-")
                for move in (first, second)
            ],
        )
        self.assertEqual(
            contents, {move.invoice_pdf_report_id.raw for move in (first, second)}
        )

    def test_outsider_gets_nothing(self):
        self.campaign.action_run()
        for user in ("employee", "portal"):
            with self.subTest(user):
                self.assertEqual(self.download(user).status_code, 404)
        self.assertFalse(self.campaign.move_ids.invoice_pdf_report_id)

    def test_button_opens_the_download(self):
        self.campaign.action_run()
        action = self.campaign.action_download_pdfs()
        self.assertEqual(action["url"], f"/numerian/campaign/{self.campaign.id}/pdf")

    def test_nothing_posted_is_refused(self):
        self.campaign.action_plan()
        with self.assertRefused("Mai 2025", UserError):
            self.campaign.action_download_pdfs()

    def test_many_pdfs_are_made_in_the_background(self):
        self.campaign.action_run()
        self.campaign.delivery = "pdf"
        self.env["numerian.billing.campaign"]._cron_deliver()
        self.assertFalse(self.campaign.delivery)
        self.assertFalse(self.campaign._get_moves_without_pdf())
        self.assertEqual(set(self.campaign.line_ids.mapped("send_state")), {"to_send"})

    def test_pdfs_made_in_the_background_leave_the_memory(self):
        self.campaign.action_run()
        self.campaign.delivery = "pdf"
        kept = []

        def deliver(move):
            # What is in memory when the turn of a document comes.
            kept.append(len(self.env.transaction.field_data.get(name) or ()))
            move._get_document_pdf()

        name = self.env["account.move"]._fields["payment_state"]
        with (
            patch.object(numerian_billing_campaign_send, "PRINT_BATCH", 1),
            patch.object(self.registry["account.move"], "_print_if_possible", deliver),
        ):
            self.campaign._deliver()
        self.assertEqual(kept, [0, 0])
        self.assertFalse(self.env.transaction.field_data.get(name))
