# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""From the HTML of a report to its PDF, in this process and without HTTP.

``markup`` (pure) prepares the page, ``fetcher`` gives it its images, sheets and fonts,
``sheets`` keeps what is slow to parse, ``document`` draws; ``facturx`` (pure) and
``pdf_writer`` keep the file an archive when Odoo puts the XML of an invoice into it.
"""

import logging

# Before the import of WeasyPrint, which logs it.
for _name, _level in (
    ("weasyprint", logging.ERROR),  # what it cannot load; not each rule it ignores
    ("weasyprint.progress", logging.WARNING),
    ("fontTools", logging.WARNING),
):
    if logging.getLogger(_name).level == logging.NOTSET:  # not asked for otherwise
        logging.getLogger(_name).setLevel(_level)
