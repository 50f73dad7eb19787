# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""``setup/bench``: campaigns against Odoo and OCA, scale, documents, titres, quotes."""

import argparse
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import database
import layout
import odoo_process
import workshop
from console import Steps

SECONDS_TO_LOAD = 15  # of a worker, until it can bill
# Two workers that want the same rows are told so by the database, and try again.
QUIET_SQL = "--log-handler=odoo.sql_db:CRITICAL"


def main(arguments: list[str]) -> int:
    options = _options(arguments)
    measure, default, what, _help = MODES[options.mode]
    sizes = options.sizes or default
    steps = Steps(workshop.STEPS + 1 + len(sizes))
    with workshop.opened(steps) as library:
        with steps("Base modèle"):
            template = database.template(library)
        for size in sizes:
            with steps(f"Mesure de {size} {what}"):
                report = measure(template, size)
                steps.open_output()
                print(report, end="")
    return 0


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="setup/bench",
        description="Mesure une campagne contre le plancher d'Odoo et contre l'OCA.",
    )
    modes = parser.add_mutually_exclusive_group()
    for mode, (_measure, default, _what, text) in MODES.items():
        sizes = " et ".join(map(str, default))
        modes.add_argument(
            f"--{mode}",
            dest="mode",
            action="store_const",
            const=mode,
            default="campaign",
            help=f"{text} (défaut : {sizes})",
        )
    parser.add_argument(
        "sizes",
        nargs="*",
        type=int,
        metavar="NOMBRE",
        help="contrats, factures, titres, devis",
    )
    return parser.parse_args(arguments)


def _measure(template: str, size: int, script="bench.py", after=()) -> str:
    """Measure in a database and a process of its own: the memory peak is the size's."""
    with database.passing(template) as name:
        _install(name)
        return odoo_process.script(
            name, script, after=after, what="la mesure", SIZE=size
        )


def _install(name: str):
    odoo_process.install(name, layout.modules(), what="l'installation de nos modules")


def _measure_scale(template: str, size: int) -> str:
    """Plan a campaign, then bill two copies of it: by one process, and by two."""
    with database.passing(template) as name:
        _install(name)
        planned = odoo_process.script(
            name,
            "bench_scale.py",
            after=["copies.py"],
            what="la préparation",
            SIZE=size,
        )
        seconds, queries, count = planned.split()
        with database.passing(name) as other:
            alone, memory = _bill(other, workers=1)
        together, _memory = _bill(name, workers=2)
    return (
        f"{count} factures de 3 lignes\n"
        f"  plan                {float(seconds):8.2f} s   {queries} requêtes en tout\n"
        f"  un processus        {alone:8.1f} s   {1000 * alone / size:6.1f} ms par"
        f" facture, mémoire ajoutée {memory:.0f} Mo\n"
        f"  deux processus      {together:8.1f} s   {1000 * together / size:6.1f} ms"
        f" par facture, soit {alone / together:.2f} fois plus vite\n"
    )


def _bill(name: str, workers: int) -> tuple[float, float]:
    """Return the seconds that the workers took, and the megabytes that one added."""
    start = time.time() + SECONDS_TO_LOAD
    with ThreadPoolExecutor(workers) as pool:
        runs = [
            pool.submit(
                odoo_process.script,
                name,
                "bench_worker.py",
                QUIET_SQL,
                what="la facturation",
                START=start,
            )
            for _worker in range(workers)
        ]
        ends = [[float(figure) for figure in run.result().split()] for run in runs]
    return max(end for end, _memory in ends) - start, max(m for _end, m in ends)


# Option: (what measures, sizes, what a size counts, help)
MODES = {
    "campaign": (
        _measure,
        (500, 2000),
        "contrats",
        "une campagne, le plancher d'Odoo et l'OCA : c'est la mesure ordinaire",
    ),
    "scale": (
        _measure_scale,
        (1000, 10000),
        "contrats",
        "la tenue en charge, avec un et deux processus",
    ),
    "dashboard": (
        partial(_measure, script="bench_dashboard.py", after=["copies.py"]),
        (10000,),
        "contrats",
        "l'ouverture du tableau de bord, sur dix exercices",
    ),
    "documents": (
        partial(_measure, script="bench_documents.py"),
        (500,),
        "factures en PDF",
        "le PDF d'autant de factures, à côté de wkhtmltopdf",
    ),
    "titres": (
        partial(_measure, script="bench_titres.py"),
        (500,),
        "titres",
        "l'émission d'un bordereau d'autant de titres",
    ),
    "quotes": (
        partial(_measure, script="bench_quotes.py"),
        (450,),
        "devis",
        "autant de devis à cocher, et une case cochée",
    ),
}
