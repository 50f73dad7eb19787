# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""``setup/rights``: write ``docs/rights.md``, who may do what, as the code says now."""

import argparse

import database
import odoo_process
import workshop
from console import Steps
from layout import ROOT

PAGE = ROOT / "docs/rights.md"


def main(arguments: list[str]) -> int:
    argparse.ArgumentParser(
        prog="setup/rights",
        description="Refait le tableau des droits (docs/rights.md) : relisez-le.",
    ).parse_args(arguments)
    steps = Steps(workshop.STEPS + 3)
    with (
        workshop.opened(steps) as library,
        database.installed(steps, library) as name,
        steps("Tableau des droits"),
    ):
        folder = str(ROOT / "tests/e2e")
        page = odoo_process.script(
            name, "rights.py", what="la lecture des droits", folder=folder
        )
        PAGE.write_text(page)
    return 0
