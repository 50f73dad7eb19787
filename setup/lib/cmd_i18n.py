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
    steps = Steps(workshop.STEPS + 2)
    with workshop.opened(steps) as library:
        with steps("Base modèle"):
            template = database.template(library)
        with (
            steps("Installation de nos modules et export"),
            database.for_tests(template, fresh=False) as name,
        ):
            steps.open_output()
            checks.merge_translations(name)
    return 0
