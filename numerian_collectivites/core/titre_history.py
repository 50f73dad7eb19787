# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Reading the titre numbers that a former software gave to invoices: a CSV.

Columns: ``facture`` (number of the invoice here), ``exercice``, ``titre``; and if need
be ``bordereau`` with its ``date``: the lines of one exercice and bordereau are one.
"""

from datetime import date
from typing import NamedTuple

from .csv_reading import Row, read_rows, to_day, to_number

REQUIRED = ("facture", "exercice", "titre")
TITRE_DIGITS = 8
BORDEREAU_DIGITS = 7
YEAR_DIGITS = 4


class TitreRow(NamedTuple):
    """A line of the file; ``errors`` names the columns that cannot be read.

    ``bordereau`` and ``day`` are both there, or neither.
    """

    number: int
    text: str
    invoice: str
    exercice: int | None
    titre: int | None
    bordereau: int | None
    day: date | None
    errors: tuple[str, ...]


def read(content: bytes) -> list[TitreRow]:
    """Return the titres of the file.

    :raises csv_reading.UnreadableFile: if it lacks a column
    """
    return [_read_row(row) for row in read_rows(content, REQUIRED)]


def _read_row(row: Row) -> TitreRow:
    exercice = to_number(row.get("exercice"), YEAR_DIGITS)
    titre = to_number(row.get("titre"), TITRE_DIGITS)
    bordereau = to_number(row.get("bordereau"), BORDEREAU_DIGITS)
    day = to_day(row.get("date"))
    wrong = {
        "facture": not row.get("facture"),
        "exercice": not exercice,
        "titre": not titre,
        "bordereau": bool(row.get("bordereau")) and not bordereau,
        "date": bool(bordereau) and day is None,
    }
    return TitreRow(
        row.number,
        row.text,
        row.get("facture"),
        exercice,
        titre,
        bordereau,
        day if bordereau else None,
        tuple(name for name, is_wrong in wrong.items() if is_wrong),
    )
