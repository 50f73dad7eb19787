# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""``setup/i18n``: bring ``i18n/*.pot`` and ``fr.po`` of our add-ons up to date."""

import argparse

import checks
import database
import workshop
from console import Steps


def main(arguments: list[str]) -> int:
    argparse.ArgumentParser(
        prog="setup/i18n",
        description="Met à jour les textes à traduire et garde les traductions faites.",
    ).parse_args(arguments)
    steps = Steps(workshop.STEPS + 3)
    with (
        workshop.opened(steps) as library,
        database.installed(steps, library) as name,
        steps("Export des textes"),
    ):
        steps.open_output()
        checks.merge_translations(name)
    return 0
