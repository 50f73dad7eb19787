# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Reading the CSV files of other software, as spreadsheets and accountants write them.

Columns in any order, named with or without accents and capitals; separator ``;``, ``,``
or tab; UTF-8 or Windows encoding; amounts as ``1 234,56`` or ``1234.56``, euros; dates
as ``31/12/2021`` or ``2021-12-31``. What cannot be read is ``None``, never a guess.
"""

import csv
import io
import re
import unicodedata
from datetime import date
from decimal import Decimal
from typing import NamedTuple


class UnreadableFile(ValueError):
    """A file whose columns are not those expected; ``missing`` names them."""

    def __init__(self, missing: list[str]):
        super().__init__(f"missing columns: {missing}")
        self.missing = missing


class Row(NamedTuple):
    """A line of the file: its number (the header is 1), its text, cells by column."""

    number: int
    text: str
    cells: dict[str, str]

    def get(self, name: str) -> str:
        return self.cells.get(name, "").strip()


def read_rows(content: bytes, required: tuple[str, ...]) -> list[Row]:
    """Return the lines of the file, blank ones left out.

    :raises UnreadableFile: if it lacks a required column
    """
    text = _decode(content)
    header = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(";\t,", key=header.count)
    rows = _split(text, delimiter)
    names = [_plain(name) for name in rows[0][1]] if rows else []
    missing = [name for name in required if name not in names]
    if missing:
        raise UnreadableFile(missing)
    return [
        Row(number, delimiter.join(cells), dict(zip(names, cells, strict=False)))
        for number, cells in rows[1:]
    ]


def _split(text: str, delimiter: str) -> list[tuple[int, list[str]]]:
    """Return the lines that hold something, with their numbers; none if no CSV."""
    reader = csv.reader(io.StringIO(text.replace("\0", "")), delimiter=delimiter)
    try:
        return [(reader.line_num, row) for row in reader if any(map(str.strip, row))]
    except csv.Error:  # a quote that nothing closes, over more than a field can hold
        return []


def _decode(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _plain(name: str) -> str:
    """Return a column's name without accents, capitals and what follows it."""
    text = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.split(r"[^a-z]", text.strip().lower())[0]


def to_number(text: str, digits: int) -> int | None:
    """Return a whole number of at most some digits, zeros in front apart."""
    plain = text.strip()
    if not (plain.isascii() and plain.isdigit()):
        return None
    return int(plain) if len(plain.lstrip("0")) <= digits else None


def to_amount(text: str) -> Decimal | None:
    """Return an amount in whole cents."""
    plain = re.sub(r"[\s\u202f€]", "", text).replace(",", ".")
    if not re.fullmatch(r"-?[0-9]{1,12}(\.[0-9]{1,2})?", plain):
        return None
    return Decimal(plain).quantize(Decimal("0.01"))


def to_day(text: str) -> date | None:
    found = re.fullmatch(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})", text.strip())
    try:
        if found:
            day, month, year = map(int, found.groups())
            return date(year, month, day)
        return date.fromisoformat(text.strip())
    except ValueError:
        return None
