# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What a document may show: files of this Odoo, read without HTTP."""

import base64
import mimetypes
import re
from urllib.parse import parse_qsl, unquote, urlsplit

from weasyprint.urls import URLFetcher, URLFetcherResponse

from odoo.tools.image import image_process
from odoo.tools.mimetypes import guess_mimetype
from odoo.tools.misc import file_open

from . import barcode

STATIC_TYPES = (
    *(".css", ".ttf", ".otf", ".woff", ".woff2"),
    *(".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg"),
)
# Nine digits at most: a larger id is an SQL error, which ends the transaction.
RECORD = r"(?P<id>\d{1,9})(?:-[^/]*)?"
SIZE = r"(?:/(?P<width>\d{1,4})x(?P<height>\d{1,4}))?(?:/[^/]*)?"
ROUTES = {
    "_get_assets": r"web/assets/(?P<unique>\w+)/(?P<name>[\w.]+\.css)",
    "_get_static": r"(?P<path>\w+/static/.+)",
    "_get_image": rf"web/image/(?P<model>[a-z][\w.]*)/{RECORD}/(?P<field>\w+){SIZE}",
    "_get_attachment": rf"web/image/{RECORD}{SIZE}",
    "_get_barcode": r"report/barcode/(?P<kind>\w+)/(?P<value>.+)",
}


class ReportFetcher(URLFetcher):
    """Reads what the addresses of a document stand for, with its reader's rights.

    A document is written by many hands (a note on an invoice, a company's footer):
    whatever is no file of this Odoo meant for documents is refused by a ValueError,
    which WeasyPrint logs before it goes on without the file.
    """

    def __init__(self, env, *urls):
        """
        :param env: of the reader; a report often runs as superuser, its images do not
        :param urls: addresses of this Odoo, where relative ones begin
        """
        super().__init__(allowed_protocols={"data"}, allow_redirects=False)
        self.env = env(su=False)
        self.origins = [self._get_origin(url) for url in urls if url]
        self.base_url = self.origins[0]

    @staticmethod
    def _get_origin(url):
        parts = urlsplit(url)
        return f"{parts.scheme}://{parts.netloc}/"

    def fetch(self, url, headers=None):
        if url[:5].lower() == "data:":
            return super().fetch(url, headers)
        content, kind = self.read_url(url)
        return URLFetcherResponse(url, content, {"Content-Type": kind})

    def read_url(self, url):
        """Return the content of an address, in bytes, and its type."""
        path, query = self._split(url)
        for name, pattern in ROUTES.items():
            match = re.fullmatch(pattern, path)
            if match:
                return getattr(self, name)(query, **match.groupdict())
        raise ValueError(f"Not a file for documents: {url}")

    def _split(self, url):
        for origin in self.origins:
            if url.startswith(origin):
                parts = urlsplit(url[len(origin) - 1 :])
                path = unquote(parts.path).lstrip("/")
                if ".." not in path.split("/"):
                    return path, dict(parse_qsl(parts.query))
        raise ValueError(f"Outside of this Odoo: {url}")

    # One method for each family of addresses

    def _get_assets(self, query, unique, name):
        """A bundle of style sheets, made if it is not there yet."""
        url = self.env["ir.asset"]._get_asset_bundle_url(name, unique, {})
        attachments = self.env["ir.attachment"].sudo()  # bundles are public
        found = attachments.search([("url", "=", url), ("public", "=", True)], limit=1)
        return (found or self._make_assets(name)).raw, "text/css"

    def _make_assets(self, name):
        bundle, rtl, _kind, autoprefix = self.env["ir.asset"]._parse_bundle_name(
            name, False
        )
        return (
            self.env["ir.qweb"]
            .sudo()
            ._get_asset_bundle(
                bundle, css=True, js=False, rtl=rtl, autoprefix=autoprefix
            )
            .css()
        )

    def _get_static(self, query, path):
        with file_open(path, "rb", filter_ext=STATIC_TYPES) as file:
            return file.read(), mimetypes.guess_type(path)[0] or "font/woff2"

    def _get_attachment(self, query, id, **size):
        return self._get_image(query, "ir.attachment", id, "raw", **size)

    def _get_image(self, query, model, id, field, width, height):
        record = self.env["ir.binary"]._find_record(
            res_model=model,
            res_id=int(id),
            access_token=query.get("access_token"),
            field=field,
        )
        content = self._read_binary(record, field)
        if width and height:
            content = image_process(content, size=(int(width), int(height)))
        return content, guess_mimetype(content)

    def _read_binary(self, record, name):
        field = record._fields.get(name)
        if not field or field.type != "binary":
            raise ValueError(f"Not an image: {record._name}, {name}")
        record._check_field_access(field, "read")
        content = record.with_context(bin_size=False)[name]
        if not content:
            raise ValueError(f"No image: {record}, {name}")
        return content if name == "raw" else base64.b64decode(content)

    def _get_barcode(self, query, kind, value):
        return barcode.draw(kind, value, query), "image/svg+xml"
