# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""One page after the other, drawn by WeasyPrint."""

import logging
from typing import NamedTuple

import weasyprint

from odoo.tools.misc import file_open

from . import markup, sheets

_logger = logging.getLogger(__name__)

STANDARD_SHEET = "numerian_collectivites/static/src/css/standard_report.css"


class Style(NamedTuple):
    """What the documents of one report have in common."""

    page_rule: str  # CSS of the paper
    families: frozenset[str]  # fonts worth loading
    variant: str  # of PDF, by WeasyPrint's name


def draw(roots, style, fetcher):
    """Return one PDF in bytes: each page numbered within its own document.

    :param roots: list of pages, see ``markup``
    """
    with sheets.LOCK:
        documents = [_layout(root, style, fetcher) for root in roots]
        first, pages = documents[0], [p for d in documents for p in d.pages]
        whole = first.copy(pages) if documents[1:] else first
        return whole.write_pdf(pdf_variant=style.variant)


def _layout(root, style, fetcher):
    found = list(_get_sheets(root, style, fetcher))
    css = style.page_rule if markup.is_paged(root) else _standard() + style.page_rule
    found.append(weasyprint.CSS(string=css, url_fetcher=fetcher))
    page = weasyprint.HTML(
        string=markup.serialize(root), base_url=fetcher.base_url, url_fetcher=fetcher
    )
    return page.render(
        stylesheets=found, font_config=sheets.get_fonts(), pdf_variant=style.variant
    )


def _get_sheets(root, style, fetcher):
    for href in markup.take_sheets(root):
        try:
            yield sheets.get_sheet(fetcher, href, style.families)
        except (ValueError, OSError) as error:  # a document without it is better
            _logger.error("Style sheet %s: %s", href, error)


def _standard():
    with file_open(STANDARD_SHEET) as file:
        return file.read()
