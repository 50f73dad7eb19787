# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import tempfile
import zipfile

from werkzeug.wsgi import wrap_file

from odoo import http
from odoo.exceptions import AccessError, MissingError
from odoo.http import content_disposition, request
from odoo.tools import split_every

from .csv_file import MAX_ID

IN_MEMORY = 2**20  # bytes of the archive; above, it goes to a temporary file
ROUND = 20  # documents read between two clearings of the cache


class NumerianBillingCampaignController(http.Controller):
    """All the PDFs of a campaign in one archive."""

    @http.route(
        "/numerian/campaign/<int:campaign_id>/pdf",
        type="http",
        auth="user",
        methods=["GET"],
    )
    def download_pdfs(self, campaign_id):
        campaign = request.env["numerian.billing.campaign"].browse(campaign_id)
        if campaign_id > MAX_ID:
            raise request.not_found()
        try:
            campaign.check_access("read")
            moves = campaign._get_downloadable_moves()
        except (AccessError, MissingError):
            raise request.not_found() from None
        archive = self._build_archive(moves)
        size = archive.tell()
        archive.seek(0)
        return request.make_response(
            wrap_file(request.httprequest.environ, archive),
            [
                ("Content-Type", "application/zip"),
                ("Content-Length", size),
                ("Content-Disposition", self._get_disposition(campaign)),
                ("X-Content-Type-Options", "nosniff"),
            ],
        )

    def _get_disposition(self, campaign):
        return content_disposition(f"{campaign.name}.zip".replace("/", "-"))

    def _build_archive(self, moves):
        """Return the archive, an open temporary file; a few PDFs in memory at a time.

        The response closes it, and so deletes it, once it is sent: no "with" here.
        """
        archive = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as pdfs:
            for ids in split_every(ROUND, moves.ids):
                for move in moves.browse(ids):
                    pdf = move._get_document_pdf()
                    pdfs.writestr(move._get_archive_name(), pdf.raw)
                request.env.flush_all()
                request.env.invalidate_all()
        archive.seek(0, 2)
        return archive
