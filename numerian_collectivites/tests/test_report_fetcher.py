# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import base64

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..report_engine.fetcher import ReportFetcher
from .common import BillingCase

BASE = "http://127.0.0.1:8069"
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9"
    "awAAAABJRU5ErkJggg=="
)


@tagged("post_install", "-at_install")
class TestReportFetcher(BillingCase):
    """What a document may show, and to whom."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        contract = cls.make_contract({})
        cls.attachment = cls.env["ir.attachment"].create(
            {
                "name": "plan.png",
                "raw": PIXEL,
                "res_model": contract._name,
                "res_id": contract.id,
            }
        )

    def _fetcher(self, user="reader"):
        env = self.env(user=self.users[user])
        return ReportFetcher(env, BASE, "https://odoo.example.org")

    def test_addresses_that_are_no_file_for_documents_are_refused(self):
        fetcher = self._fetcher("manager")
        for url in (
            "file:///etc/passwd",
            "ftp://127.0.0.1/web/static/img/logo.png",
            "http://evil.example/web/static/img/logo.png",
            f"{BASE}@evil.example/web/static/img/logo.png",
            f"{BASE}.evil.example/web/static/img/logo.png",
            "http://127.0.0.1:80691/web/static/img/logo.png",
            f"{BASE}/web/static/../../../../etc/passwd",
            f"{BASE}/web/static/%2e%2e/%2e%2e/odoo.css",
            f"{BASE}/web/static/%252e%252e/img/logo.png",
            f"{BASE}/web/static/src/main.js",
            f"{BASE}/web/__manifest__.py",
            f"{BASE}/web/database/manager",
            f"{BASE}/web/content/1",
            f"{BASE}/web/image/99999999999",
            f"{BASE}/web/image/res.users/2/password",
            f"{BASE}/report/barcode/QR/x?width=2000&height=2000",
        ):
            with self.subTest(url=url), self.assertRaises(Exception) as caught:
                fetcher.fetch(url)
            self.assertIsInstance(caught.exception, (ValueError, OSError), url)

    def test_static_files_come_from_the_modules(self):
        response = self._fetcher().fetch(f"{BASE}/web/static/img/logo.png")
        self.assertEqual(response.content_type, "image/png")
        self.assertEqual(response.read(4), b"\x89PNG")

    def test_both_addresses_of_this_odoo_are_its_own(self):
        url = "https://odoo.example.org/web/static/img/logo.png"
        self.assertEqual(self._fetcher().fetch(url).read(4), b"\x89PNG")

    def test_data_address_holds_its_content(self):
        response = self._fetcher().fetch("data:text/plain;base64,w6k=")
        self.assertEqual(response.read(), "é".encode())

    def test_bundle_of_sheets_is_made_when_it_is_not_there(self):
        bundle = self.env["ir.qweb"]._get_asset_bundle(
            "web.report_assets_common", js=False
        )
        url = bundle.get_link("css")
        self.env["ir.attachment"].sudo().search([("url", "=", url)]).unlink()
        response = self._fetcher().fetch(BASE + url)
        self.assertEqual(response.content_type, "text/css")
        self.assertIn(b".o_report_layout", response.read())

    def test_barcode_is_drawn(self):
        response = self._fetcher().fetch(f"{BASE}/report/barcode/QR/a%2Fb?width=90")
        self.assertEqual(response.content_type, "image/svg+xml")
        self.assertIn(b"<svg", response.read())

    def test_barcode_that_cannot_hold_its_value_is_another_one(self):
        good = self._fetcher().fetch(f"{BASE}/report/barcode/EAN8/12345670")
        other = self._fetcher().fetch(f"{BASE}/report/barcode/EAN8/12345678")
        code128 = self._fetcher().fetch(f"{BASE}/report/barcode/Code128/12345678")
        self.assertIn(b"<svg", good.read())
        self.assertEqual(other.read(), code128.read())

    # Rights

    def test_image_is_read_with_the_rights_of_its_reader(self):
        url = f"{BASE}/web/image/{self.attachment.id}"
        self.assertEqual(self._fetcher("reader").fetch(url).read(), PIXEL)
        with self.assertRaises(AccessError):
            self._fetcher("employee").fetch(url)

    def test_report_made_as_superuser_shows_no_more_than_its_reader_may_see(self):
        env = self.env(user=self.users["employee"], su=True)
        with self.assertRaises(AccessError):
            ReportFetcher(env, BASE).fetch(f"{BASE}/web/image/{self.attachment.id}")

    def test_token_opens_its_image_and_a_wrong_one_does_not(self):
        url = f"{BASE}/web/image/{self.attachment.id}?access_token="
        token = self.attachment.generate_access_token()[0]
        self.assertEqual(self._fetcher("employee").fetch(url + token).read(), PIXEL)
        with self.assertRaises(AccessError):
            self._fetcher("reader").fetch(url + "wrong")

    def test_image_of_a_record_at_its_size(self):
        partner = self.make_authority(image_1920=base64.b64encode(PIXEL))
        url = f"{BASE}/web/image/res.partner/{partner.id}/avatar_128/24x24"
        response = self._fetcher().fetch(url)
        self.assertEqual(response.content_type, "image/png")

    def test_text_of_a_record_is_no_image(self):
        partner = self.make_authority()
        with self.assertRaisesRegex(ValueError, "Not an image"):
            self._fetcher().fetch(f"{BASE}/web/image/res.partner/{partner.id}/name")

    def test_field_of_another_group_is_refused(self):
        user = self.users["employee"]
        url = f"{BASE}/web/image/res.company/{self.company.id}/logo"
        field = self.env["res.company"]._fields["logo"]
        self.patch(field, "groups", "base.group_system")
        self.assertNotIn("base.group_system", user.group_ids.get_external_id().values())
        with self.assertRaises(AccessError):
            self._fetcher("employee").fetch(url)
