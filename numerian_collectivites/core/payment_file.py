# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Reading the payments that the public accountant returns: a CSV, euros incl. VAT.

Columns, in any order: ``titre``, ``montant``, ``date``; and if need be ``exercice``,
``reference``. Separator ``;``, ``,`` or tab; UTF-8 or Windows encoding; amounts as
``1 234,56`` or ``1234.56``; dates as ``31/12/2021`` or ``2021-12-31``.
"""

import csv
import hashlib
import io
import re
import unicodedata
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

REQUIRED = ("titre", "montant", "date")
OPTIONAL = ("exercice", "reference")


class UnreadableFile(ValueError):
    """A file whose columns are not those expected; ``missing`` names them."""

    def __init__(self, missing: list[str]):
        super().__init__(f"missing columns: {missing}")
        self.missing = missing


class PaymentRow(NamedTuple):
    """A line of the file; ``errors`` names the columns that cannot be read."""

    number: int
    text: str
    titre: int | None
    exercice: int | None
    amount: Decimal | None
    day: date | None
    reference: str
    errors: tuple[str, ...]

    @property
    def key(self) -> str:
        """What makes the payment the same one, in whatever file it comes."""
        parts = (self.titre, self.exercice, self.amount, self.day, self.reference)
        return hashlib.sha256("|".join(map(str, parts)).encode()).hexdigest()


def read(content: bytes) -> list[PaymentRow]:
    """Return the lines of the file, blank ones left out.

    :raises UnreadableFile: if it lacks a column
    """
    text = _decode(content)
    lines = [line for line in text.splitlines() if line.strip()]
    header = lines[0] if lines else ""
    delimiter = max(";\t,", key=header.count)
    rows = list(csv.reader(io.StringIO("\n".join(lines)), delimiter=delimiter))
    names = [_plain(name) for name in rows[0]] if rows else []
    missing = [name for name in REQUIRED if name not in names]
    if missing:
        raise UnreadableFile(missing)
    return [
        _read_row(number, dict(zip(names, row, strict=False)), delimiter.join(row))
        for number, row in enumerate(rows[1:], 2)
    ]


def _decode(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _plain(name: str) -> str:
    """Return a column's name without accents, capitals and what follows it."""
    text = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.split(r"[^a-z]", text.strip().lower())[0]


def _read_row(number: int, cells: dict[str, str], text: str) -> PaymentRow:
    values = {
        "titre": _to_number(cells.get("titre", "")),
        "montant": _to_amount(cells.get("montant", "")),
        "date": _to_day(cells.get("date", "")),
    }
    errors = [name for name in REQUIRED if values[name] is None]
    exercice = cells.get("exercice", "").strip()
    year = _to_number(exercice)
    if exercice and year is None:
        errors.append("exercice")
    return PaymentRow(
        number,
        text,
        values["titre"],
        year,
        values["montant"],
        values["date"],
        cells.get("reference", "").strip(),
        tuple(errors),
    )


def _to_number(text: str) -> int | None:
    digits = text.strip()
    return int(digits) if digits.isascii() and digits.isdigit() else None


def _to_amount(text: str) -> Decimal | None:
    """Return an amount in whole cents, or nothing."""
    plain = re.sub(r"[\s\u202f€]", "", text).replace(",", ".")
    if not re.fullmatch(r"-?\d+(\.\d{1,2})?", plain):
        return None
    try:
        return Decimal(plain).quantize(Decimal("0.01"))
    except InvalidOperation:
        return None


def _to_day(text: str) -> date | None:
    found = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text.strip())
    try:
        if found:
            day, month, year = map(int, found.groups())
            return date(year, month, day)
        return date.fromisoformat(text.strip())
    except ValueError:
        return None
