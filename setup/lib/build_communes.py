#!/usr/bin/env python3
# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Rebuild ``numerian_collectivites/data/communes.csv``, once a year.

    npm pack @etalab/decoupage-administratif && tar xzf etalab-*.tgz
    setup/lib/build_communes.py package/data/communes.json

then set the vintage in ``numerian_collectivites/insee_code.py``.
"""

import csv
import json
import sys
from pathlib import Path

TARGET = Path(__file__).parents[2] / "numerian_collectivites/data/communes.csv"


def rows(entries):
    """Yield (code, name, siren, population, current code), current communes first."""
    current = {e["code"]: e for e in entries if e["type"] == "commune-actuelle"}
    former = {
        code: ("", commune["code"])
        for commune in current.values()
        for code in commune.get("anciensCodes", [])
    }
    former |= {
        e["code"]: (e["nom"], e.get("chefLieu") or e["commune"])
        for e in entries
        if e["type"] != "commune-actuelle"
    }
    for code, commune in current.items():
        yield code, commune["nom"], commune.get("siren"), commune.get("population"), ""
    for code, (name, successor) in former.items():
        if code not in current:
            yield code, name, "", "", successor


if __name__ == "__main__":
    entries = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    with TARGET.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target, delimiter=";", lineterminator="\n")
        writer.writerow(["code", "name", "siren", "population", "current_code"])
        writer.writerows(sorted(rows(entries)))
