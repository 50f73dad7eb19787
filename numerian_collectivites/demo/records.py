# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Rows of the CSV files of this folder, and records known by their external id.

The external ids belong to no module, so that an update does not delete the records.
"""

import csv
from datetime import date
from pathlib import Path

MODULE = "numerian_demo"
FOLDER = Path(__file__).parent
QUIET = {
    "tracking_disable": True,
    "mail_create_nolog": True,
    "mail_create_nosubscribe": True,
    "no_reset_password": True,
}


def read_rows(name):
    """Return the rows of a CSV file; lines that begin with # are comments."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as source:
        lines = (line for line in source if not line.startswith("#"))
        return list(csv.DictReader(lines, delimiter=";"))


def to_date(text):
    """Return an ISO date, ``None`` for an empty cell."""
    return date.fromisoformat(text) if text else None


def without_blanks(vals):
    """Leave out the empty cells: the model has its defaults for them."""
    return {name: value for name, value in vals.items() if value not in ("", None)}


def find_record(env, name):
    """Return the record of the demonstration that has this name, or nothing."""
    return env.ref(f"{MODULE}.{name}", raise_if_not_found=False)


def get_record(env, name):
    """Return the record of the demonstration that has this name.

    :raises ValueError: if there is none
    """
    return env.ref(f"{MODULE}.{name}")


def create_missing(env, model, vals_by_name):
    """Create in one batch the records that do not exist yet.

    :return: the records by name, old and new
    """
    records = {name: find_record(env, name) for name in vals_by_name}
    missing = [name for name, record in records.items() if not record]
    quiet_model = env[model].with_context(**QUIET)
    created = quiet_model.create([vals_by_name[name] for name in missing])
    created = created.with_env(env)
    env["ir.model.data"]._update_xmlids(
        [
            {"xml_id": f"{MODULE}.{name}", "record": record, "noupdate": True}
            for name, record in zip(missing, created, strict=True)
        ]
    )
    return records | dict(zip(missing, created, strict=True))
