# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Reading the payments that the public accountant returns: a CSV, euros incl. VAT.

Columns: ``titre``, ``montant``, ``date``; and if need be ``exercice``, ``reference``.
"""

import hashlib
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from .csv_reading import Row, read_rows, to_amount, to_day, to_number

REQUIRED = ("titre", "montant", "date")
TITRE_DIGITS = 8
YEAR_DIGITS = 4


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
    """Return the payments of the file.

    :raises csv_reading.UnreadableFile: if it lacks a column
    """
    return [_read_row(row) for row in read_rows(content, REQUIRED)]


def _read_row(row: Row) -> PaymentRow:
    values = {
        "titre": to_number(row.get("titre"), TITRE_DIGITS),
        "montant": to_amount(row.get("montant")),
        "date": to_day(row.get("date")),
    }
    errors = [name for name in REQUIRED if values[name] is None]
    year = to_number(row.get("exercice"), YEAR_DIGITS)
    if row.get("exercice") and year is None:
        errors.append("exercice")
    return PaymentRow(
        row.number,
        row.text,
        values["titre"],
        year,
        values["montant"],
        values["date"],
        row.get("reference"),
        tuple(errors),
    )
