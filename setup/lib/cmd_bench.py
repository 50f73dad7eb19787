# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""``setup/bench``: campaigns against Odoo's floor and OCA's cron, on the same data."""

import argparse

import database
import layout
import odoo_process
import workshop
from console import Steps

SIZES = (500, 2000)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="setup/bench",
        description="Mesure une campagne contre le plancher d'Odoo et contre l'OCA.",
    )
    parser.add_argument(
        "sizes",
        nargs="*",
        type=int,
        default=SIZES,
        metavar="CONTRATS",
        help="nombres de contrats de trois lignes (défaut : 500 et 2000)",
    )
    options = parser.parse_args(arguments)
    steps = Steps(workshop.STEPS + 1 + len(options.sizes))
    with workshop.opened(steps) as library:
        with steps("Base modèle"):
            template = database.template(library)
        for size in options.sizes:
            with steps(f"Mesure de {size} contrats"):
                report = _measure(template, size)
                steps.open_output()
                print(report, end="")
    return 0


def _measure(template: str, size: int) -> str:
    """Measure in a database and a process of its own: the memory peak is the size's."""
    with database.passing(template) as name:
        odoo_process.install(
            name, layout.modules(), what="l'installation de nos modules"
        )
        return odoo_process.script(name, "bench.py", what="la mesure", SIZE=size)
