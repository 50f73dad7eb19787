# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""One page after the other, drawn by WeasyPrint."""

import gc
import logging
from contextlib import contextmanager
from typing import NamedTuple

import weasyprint

from odoo.tools.misc import file_open

from . import markup, pruning, sheets
from .images import Images

_logger = logging.getLogger(__name__)

STANDARD_SHEET = "numerian_collectivites/static/src/css/standard_report.css"
# Objects made between two searches for garbage: those of some sixty pages.
OBJECTS = 500_000


class Style(NamedTuple):
    """What the documents of one report have in common."""

    page_rule: str  # CSS of the paper
    families: frozenset[str]  # fonts worth loading
    variant: str  # of PDF, by WeasyPrint's name


def draw(roots, style, fetcher):
    """Return one PDF in bytes: each page numbered within its own document.

    :param roots: list of pages, see ``markup``
    """
    with sheets.LOCK, _clearing():
        return _draw(roots, style, fetcher)


@contextmanager
def _clearing():
    """Free at once, at the end, the boxes of the pages, which refer to each other.

    Python looks for such garbage each few thousand objects. It would come several
    times in the middle of a document, keep what is still in use, and find it again
    only when it goes through all that Odoo holds: half a second, and a hundred
    megabytes by then.
    """
    usual = gc.get_threshold()
    gc.set_threshold(usual[0] and OBJECTS, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.collect(0)


def _draw(roots, style, fetcher):
    documents = [_layout(root, style, fetcher) for root in roots]
    first, pages = documents[0], [p for d in documents for p in d.pages]
    whole = first.copy(pages) if documents[1:] else first
    return whole.write_pdf(pdf_variant=style.variant)


def _layout(root, style, fetcher):
    found = list(_get_sheets(root, style, fetcher))
    css = style.page_rule if markup.is_paged(root) else _standard() + style.page_rule
    found.append(sheets.get_own_sheet(css))
    page = weasyprint.HTML(
        string=markup.serialize(root), base_url=fetcher.base_url, url_fetcher=fetcher
    )
    return page.render(
        stylesheets=found,
        font_config=sheets.get_fonts(),
        cache=Images(),
        pdf_variant=style.variant,
    )


def _get_sheets(root, style, fetcher):
    links = markup.take_sheets(root)
    names = pruning.get_names(root)
    for href in links:
        try:
            yield sheets.get_sheet(fetcher, href, style.families, names)
        except (ValueError, OSError) as error:  # a document without it is better
            _logger.error("Style sheet %s: %s", href, error)


def _standard():
    with file_open(STANDARD_SHEET) as file:
        return file.read()
