# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import OrderedDict

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.safe_eval import safe_eval, time

from ...report_engine import document, markup, pdf_writer  # noqa: F401, patches Odoo
from ...report_engine.fetcher import ReportFetcher


class IrActionsReport(models.Model):
    """Reports drawn by WeasyPrint: each page with its header, footer and number."""

    _inherit = "ir.actions.report"

    pdf_engine = fields.Selection(
        [("wkhtmltopdf", "wkhtmltopdf"), ("weasyprint", "WeasyPrint")],
        string="PDF Engine",
        default="wkhtmltopdf",
        required=True,
        help="WeasyPrint needs no other program and repeats header, footer and page "
        "number on each page; Debian's wkhtmltopdf leaves them out.",
    )

    @api.model
    def get_wkhtmltopdf_state(self):
        """The web client asks before any download, and does not say of which report."""
        state = super().get_wkhtmltopdf_state()
        return state if state == "upgrade" else "ok"

    def _is_wkhtmltopdf_missing(self):
        return super().get_wkhtmltopdf_state() in ("install", "broken")

    def _check_wkhtmltopdf(self):
        if self._is_wkhtmltopdf_missing():
            raise UserError(
                self.env._(
                    "This report is printed by wkhtmltopdf, which is missing: "
                    "choose WeasyPrint in Settings > Technical > Reports."
                )
            )

    def _render_qweb_pdf_prepare_streams(self, report_ref, data, res_ids=None):
        """Draw one document per record.

        Odoo splits a common document by the outline that wkhtmltopdf alone writes.
        """
        prepare = super()._render_qweb_pdf_prepare_streams
        ids = res_ids or []
        engine = self._get_report(report_ref).pdf_engine
        if engine != "weasyprint" or len(ids) < 2 or len(ids) != len(set(ids)):
            return prepare(report_ref, data, res_ids=res_ids)
        streams = OrderedDict()
        for res_id in ids:
            streams.update(prepare(report_ref, dict(data or {}), res_ids=[res_id]))
        return streams

    def _prepare_html(self, html, report_model=False):
        """Leave our own layouts whole: they have their header, footer and sheet."""
        if self.pdf_engine == "weasyprint" and b"data-paged" in html:
            root = markup.parse(html.decode())
            if markup.is_paged(root):
                ids = markup.get_record_ids(root, report_model)
                options = {k: v for k, v in root.items() if k.startswith("data-report")}
                return [html.decode()], ids or [None], None, None, options
        return super()._prepare_html(html, report_model=report_model)

    @api.model
    def _run_wkhtmltopdf(
        self,
        bodies,
        report_ref=False,
        header=None,
        footer=None,
        landscape=False,
        specific_paperformat_args=None,
        set_viewport_size=False,
    ):
        """The one place where HTML becomes PDF: one full page per record."""
        options = specific_paperformat_args or {}
        report = self._get_report(report_ref) if report_ref else self.browse()
        if report.pdf_engine == "weasyprint":
            style = self._get_pdf_style(report, landscape, options)
            return self._draw_pages(report, style, bodies, header, footer)
        self._check_wkhtmltopdf()
        return super()._run_wkhtmltopdf(
            bodies,
            report_ref=report_ref,
            header=header,
            footer=footer,
            landscape=landscape,
            specific_paperformat_args=specific_paperformat_args,
            set_viewport_size=set_viewport_size,
        )

    def _draw_pages(self, report, style, bodies, header, footer):
        headers = markup.split_parts(header, "header")
        footers = markup.split_parts(footer, "footer")
        roots = [markup.parse(body) for body in bodies]
        for index, root in enumerate(roots):
            at = slice(index, index + 1)
            markup.add_running(root, headers[at], footers[at])
            title = self._get_document_title(report, root)
            markup.describe(root, title, self.env.lang or "fr_FR")
        fetcher = ReportFetcher(self.env, self._get_report_url(), self.get_base_url())
        return document.draw(roots, style, fetcher)

    def _get_document_title(self, report, root):
        """Return the title of a PDF file: the name that a browser saves it by."""
        ids = markup.get_record_ids(root, report.model)[:1]
        if not report.print_report_name or not ids:
            return report.name
        values = {"object": self.env[report.model].browse(ids), "time": time}
        return safe_eval(report.print_report_name, values)

    def _get_pdf_style(self, report, landscape, options):
        """Return the paper, the fonts and the kind of file of a report.

        :param options: ``data-report-…`` attributes of the page
        """
        paper = report.get_paperformat()
        size = (paper.print_page_width, paper.print_page_height)
        if (landscape or options.get("data-report-landscape")) and size[0] < size[1]:
            size = size[::-1]
        margins = (
            options.get("data-report-margin-top") or paper.margin_top,
            paper.margin_right,
            options.get("data-report-margin-bottom") or paper.margin_bottom,
            paper.margin_left,
        )
        return document.Style(
            markup.page_rule(size, margins),
            self._get_font_families(),
            self._get_pdf_variant(report),
        )

    def _get_font_families(self):
        """Return the fonts that a document may use, out of the many that Odoo knows."""
        # The companies' names of fonts say nothing that a reader may not know.
        fonts = self.env["res.company"].sudo().search([]).mapped("font")
        names = {font.replace("_", " ") for font in fonts if font}
        return frozenset(names | {"FontAwesome", "Lato"})

    def _get_pdf_variant(self, report):
        """An invoice is an archive that may hold its Factur-X; all are accessible."""
        return "pdf/a-3a" if report.model == "account.move" else "pdf/ua-1"
