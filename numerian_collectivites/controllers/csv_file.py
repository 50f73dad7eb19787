# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Files of the screens: Odoo's own export asks for a right that a reader lacks."""

from odoo.exceptions import AccessError
from odoo.http import content_disposition, request

MAX_ID = 2**31 - 1  # what PostgreSQL holds in an id


def readable(model, record_id):
    """Return a record that the user may read.

    :raises NotFound: if there is none, or it is not for this user
    """
    if record_id > MAX_ID:
        raise request.not_found()
    record = request.env[model].browse(record_id).exists()
    try:
        record.check_access("read")
    except AccessError:
        raise request.not_found() from None
    if not record:
        raise request.not_found()
    return record


def download(name, content):
    """Return a CSV file as the answer to a request."""
    return request.make_response(
        content,
        [
            ("Content-Type", "text/csv; charset=utf-8"),
            ("Content-Disposition", content_disposition(f"{name}.csv")),
            ("X-Content-Type-Options", "nosniff"),
        ],
    )
