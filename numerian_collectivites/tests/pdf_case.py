# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Read PDF files as a person would: page by page, with poppler-utils."""

import os
import re
import shutil
import subprocess
import tempfile
from unittest.mock import patch

from odoo.addons.base.models import ir_actions_report

from .common import BillingCase

TOOLS = {
    name: shutil.which(name)
    for name in ("pdftotext", "pdfinfo", "pdffonts", "pdfdetach")
}
FILE = object()
SPACES = str.maketrans("\u202f\xa0", "  ")


class PdfCase(BillingCase):
    """Documents made without wkhtmltopdf, which is not in the PATH of these tests."""

    def setUp(self):
        super().setUp()
        ir_actions_report._wkhtml.cache_clear()
        self.addCleanup(ir_actions_report._wkhtml.cache_clear)
        self.startPatcher(patch.dict(os.environ, {"PATH": "/nonexistent"}))
        # A web server runs beside these tests: nothing may reach it.
        parameters = self.env["ir.config_parameter"].sudo()
        parameters.set_param("web.base.url", "http://127.0.0.1:9")
        parameters.set_param("report.url", "http://127.0.0.1:9")

    def render(self, report, records, user="reader"):
        """Return the PDF of records, as a user gets it."""
        reports = self.as_user(user, "ir.actions.report")
        content, kind = reports.with_context(
            force_report_rendering=True
        )._render_qweb_pdf(report, records.ids)
        self.assertEqual(kind, "pdf")
        return content

    def get_pages(self, pdf):
        """Return the text of each page, laid out."""
        text = self._run("pdftotext", pdf, "-layout", "-enc", "UTF-8", FILE, "-")
        return [page.translate(SPACES) for page in text.split("\f")[:-1]]

    def get_info(self, pdf):
        """Return what ``pdfinfo`` says, by name."""
        lines = self._run("pdfinfo", pdf).splitlines()
        return {k: v.strip() for k, _, v in (line.partition(":") for line in lines)}

    def get_metadata(self, pdf):
        return self._run("pdfinfo", pdf, "-meta")

    def get_fonts(self, pdf):
        """Return ``[(name without its subset, embedded, with a map to Unicode)]``."""
        rows = self._run("pdffonts", pdf).splitlines()[2:]
        return [
            (row.split()[0].partition("+")[2], *re.findall(r" (yes|no)(?= )", row)[::2])
            for row in rows
        ]

    def get_attached(self, pdf):
        """Return the names of the files that a PDF holds."""
        rows = self._run("pdfdetach", pdf, "-list").splitlines()[1:]
        return [row.partition(": ")[2] for row in rows]

    def _run(self, tool, pdf, *arguments):
        """Run a tool on a file; the name comes last unless ``FILE`` stands for it."""
        with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
            file.write(pdf)
            file.flush()
            options = arguments if FILE in arguments else (*arguments, FILE)
            command = [file.name if part is FILE else part for part in options]
            done = subprocess.run(
                [TOOLS[tool], *command], capture_output=True, check=True
            )
        return done.stdout.decode()

    def assertNumbered(self, pages, first=1, total=None):
        """Each page says its number and how many there are."""
        total = total or len(pages)
        for number, page in enumerate(pages, first):
            self.assertRegex(page, rf"Page\s+{number}\s*/\s*{total}(?!\d)")

    def assertReadable(self, pdf, family):
        """Text that can be selected, and that a screen reader can follow."""
        fonts = self.get_fonts(pdf)
        self.assertTrue(fonts)
        for name, embedded, unicode in fonts:
            self.assertIn(family, name.replace("-", ""))
            self.assertEqual((embedded, unicode), ("yes", "yes"), name)
        self.assertEqual(self.get_info(pdf)["Tagged"], "yes")
