# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Style sheets, parsed once for each process: that takes a second, a document a tenth.

Pango and this cache are shared by the threads of a server: hold ``LOCK`` around
whatever uses them.
"""

import threading
from collections import OrderedDict
from functools import cache
from urllib.parse import urljoin

import weasyprint
from weasyprint.text.fonts import FontConfiguration

from . import markup

LOCK = threading.RLock()
MAX_SHEETS = 16
_sheets = OrderedDict()


@cache
def get_fonts():
    """Return the fonts of this process, which last as long as the sheets that use them.

    Not made at import: the workers would share the folder of fonts of the process that
    they are forked from, and the first to end would remove it.
    """
    return FontConfiguration()


def get_sheet(fetcher, href, families):
    """Return a style sheet by its address; bundles have a checksum in theirs.

    :param families: frozenset of names, the fonts worth loading
    :raises ValueError, OSError: when there is no such sheet, or none for documents
    """
    url = urljoin(fetcher.base_url, href)
    if "/web/assets/" not in url:
        return _parse(fetcher, url, families)
    key = (fetcher.env.cr.dbname, href, families)
    if key not in _sheets:
        _sheets[key] = _parse(fetcher, url, families)
        while len(_sheets) > MAX_SHEETS:
            _sheets.popitem(last=False)
    return _sheets[key]


def _parse(fetcher, url, families):
    content, _kind = fetcher.read_url(url)
    return weasyprint.CSS(
        string=markup.keep_fonts(content.decode(), families),
        base_url=url,
        url_fetcher=fetcher,
        font_config=get_fonts(),
    )
