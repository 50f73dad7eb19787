# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Open data: the deliberations of a public body, SCDL schema *deliberations* 2.1.3.

CSV with a comma, UTF-8 without mark, dates as ``2022-06-07``. A text that a spreadsheet
would take for a formula gets an apostrophe in front (OWASP, "CSV Injection").
Source: https://schema.data.gouv.fr/scdl/deliberations/2.1.3/documentation.html
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping
from datetime import date

COLUMNS = (
    "COLL_NOM",
    "COLL_SIRET",
    "DELIB_ID",
    "DELIB_DATE",
    "DELIB_MATIERE_CODE",
    "DELIB_MATIERE_NOM",
    "DELIB_OBJET",
    "BUDGET_ANNEE",
    "BUDGET_NOM",
    "PREF_ID",
    "PREF_DATE",
    "VOTE_EFFECTIF",
    "VOTE_REEL",
    "VOTE_POUR",
    "VOTE_CONTRE",
    "VOTE_ABSTENTION",
    "DELIB_URL",
)
REQUIRED = COLUMNS[:7]
PATTERNS = {
    "COLL_SIRET": r"\d{14}",
    "DELIB_MATIERE_CODE": r"\d\.\d{1,2}",
    "BUDGET_ANNEE": r"\d{4}(/\d{4})?",
    "PREF_ID": r"PREF[0-9AB]{3}|SPREF[0-9AB]{3}\d|SGAR[0-9AB]{3}",
    "DELIB_URL": r"https?://\S+",
}
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def problems(row: Mapping[str, object]) -> list[str]:
    """Return the columns of a row that the schema refuses: missing, or ill-formed.

    An acknowledgement is not older than the deliberation.
    """
    bad = [name for name in REQUIRED if row.get(name) in (None, "", False)]
    for name, pattern in PATTERNS.items():
        value = row.get(name)
        if value and not re.fullmatch(pattern, str(value)):
            bad.append(name)
    received, decided = row.get("PREF_DATE"), row.get("DELIB_DATE")
    if received and decided and received < decided:
        bad.append("PREF_DATE")
    return bad


def write(rows: Iterable[Mapping[str, object]]) -> bytes:
    """Return the file: the columns of the schema, then a line a deliberation."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([_cell(row.get(name)) for name in COLUMNS] for row in rows)
    return target.getvalue().encode()


def _cell(value: object) -> str:
    if value is None or value is False:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int):
        return str(value)
    text = " ".join(str(value).split())
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
