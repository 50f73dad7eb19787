# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""CSV as French spreadsheets open it: ``;``, decimal comma, UTF-8 with its mark.

A text that a spreadsheet would take for a formula gets an apostrophe in front: names
and labels come from outside. Source: OWASP, "CSV Injection".
"""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    starts = text.startswith(FORMULA_STARTS) or text.lstrip().startswith(FORMULA_STARTS)
    return f"'{text}" if starts else text


def cell(value: object) -> str:
    """Write a value: amounts with two decimals and a comma, dates as 31/12/2021."""
    if value is None or value is False:
        return ""
    if isinstance(value, Decimal):
        return f"{value:.2f}".replace(".", ",")
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, int):
        return str(value)
    return harmless(str(value))


def write(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return the file: a line of column names, then one line a row."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerows([cell(value) for value in row] for row in (header, *rows))
    return target.getvalue().encode("utf-8-sig")
