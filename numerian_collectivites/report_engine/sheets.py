# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Style sheets, read once for each process: that takes a second, a document a tenth.

What is kept: the rules of each sheet, and what WeasyPrint has made of the part of them
that a page needs. The pages of one report need nearly always the same part.

Pango and what is kept are shared by the threads of a server: hold ``LOCK`` around
whatever uses them.
"""

import threading
from functools import cache
from urllib.parse import urljoin

import weasyprint
from weasyprint.text.fonts import FontConfiguration

from . import markup
from .pruning import Rules
from .recent import Recent

LOCK = threading.RLock()
rules = Recent(16)
parsed = Recent(64)


@cache
def get_fonts():
    """Return the fonts of this process, which last as long as the sheets that use them.

    Not made at import: the workers would share the folder of fonts of the process that
    they are forked from, and the first to end would remove it.
    """
    return FontConfiguration()


def get_sheet(fetcher, href, families, names):
    """Return what a page needs of a style sheet.

    :param families: frozenset of names, the fonts worth loading
    :param names: frozenset of what the page has, see ``pruning``
    :raises ValueError, OSError: when there is no such sheet, or none for documents
    """
    url = urljoin(fetcher.base_url, href)
    key, css = (fetcher.env.cr.dbname, url, families), None
    if "/web/assets/" not in url:  # only a bundle has a checksum in its address
        css = _read(fetcher, url)
        key += (css,)
    sheet = rules.get(key, lambda: _get_rules(css or _read(fetcher, url), families))
    used = names & sheet.names
    return parsed.get((key, used), lambda: _parse(sheet.select(used), url, fetcher))


def get_own_sheet(css):
    """Return a style sheet by its text, without fonts nor images."""
    return parsed.get(css, lambda: weasyprint.CSS(string=css))


def _read(fetcher, url):
    content, _kind = fetcher.read_url(url)
    return content.decode()


def _get_rules(css, families):
    return Rules(markup.keep_fonts(css, families))


def _parse(css, url, fetcher):
    return weasyprint.CSS(
        string=css, base_url=url, url_fetcher=fetcher, font_config=get_fonts()
    )
