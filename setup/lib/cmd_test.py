# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""``setup/test``: everything that must hold, or a part of it."""

import argparse
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

import checks
import database
import workshop
from console import Steps, duration, table

PARTS = ("lint", "unit", "module", "processes", "i18n")
IN_ODOO = ("module", "processes", "i18n")
WITH_PYTEST = (["unit"], ["module"], ["processes"])


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="setup/test",
        description="Vérifie tout, ou seulement les parties demandées.",
        epilog="Exemple : setup/test --module numerian_board/tests/test_x.py -k y",
    )
    parser.add_argument(
        "--lint", action="store_true", help="ruff, pylint-odoo, tailles"
    )
    parser.add_argument("--unit", action="store_true", help="calculs purs, sans Odoo")
    parser.add_argument(
        "--module", action="store_true", help="modules et parcours, dans Odoo"
    )
    parser.add_argument(
        "--processes", action="store_true", help="plusieurs processus à la fois"
    )
    parser.add_argument("--i18n", action="store_true", help="traductions françaises")
    # What is not ours goes to pytest as it is: paths, -k, -x, -vv …
    options, options.pytest = parser.parse_known_args(arguments)
    options.parts = [part for part in PARTS if getattr(options, part)]
    if options.pytest and options.parts not in WITH_PYTEST:
        parser.error("des arguments de pytest demandent une partie qui en fait")
    options.whole = not options.parts
    options.parts = options.parts or list(PARTS)
    return options


def main(arguments: list[str]) -> int:
    options = _options(arguments)
    needs_database = bool(set(IN_ODOO) & set(options.parts))
    total = workshop.STEPS - (not needs_database)
    steps = Steps(total + len(options.parts) + 2 * needs_database)
    tally, results = Counter(), {}
    with ExitStack() as stack:
        library = stack.enter_context(
            workshop.opened(steps, browser=needs_database, server=needs_database)
        )
        for part in options.parts:
            if part not in IN_ODOO:
                results[part] = _run(part, steps, tally, options)
        if needs_database:
            name = _database(stack, steps, library, fresh=options.whole)
            for part in options.parts:
                if part in IN_ODOO:
                    results[part] = _run(part, steps, tally, options, name)
    return _report(steps, tally, results)


TITLES = {
    "lint": "Style du code",
    "unit": "Tests purs",
    "module": "Tests des modules",
    "processes": "Processus concurrents",
    "i18n": "Traductions",
}


def _run(part, steps: Steps, tally, options, name: str = "") -> list[str]:
    with steps(TITLES[part]):
        steps.open_output()
        if part == "lint":
            return checks.lint()
        if part == "unit":
            return checks.unit(tally, options.pytest)
        if part == "module":
            return checks.modules(tally, name, options.pytest)
        if part == "processes":
            return checks.processes(tally, name, options.pytest)
        return checks.translations(name)


def _database(stack: ExitStack, steps: Steps, library: Path, *, fresh: bool) -> str:
    with steps("Base modèle"):
        template = database.template(library)
    with steps("Installation de nos modules"):
        return stack.enter_context(database.for_tests(template, fresh=fresh))


def _report(steps: Steps, tally, results: dict[str, list[str]]) -> int:
    verdicts = {
        TITLES[part]: "en échec" if found else "correct"
        for part, found in results.items()
    }
    rows = [
        (title, duration(time), verdicts.get(title, "")) for title, time in steps.times
    ]
    total = sum(time for _title, time in steps.times)
    print("\n" + table([*rows, ("Total", duration(total), "")]))
    for part, found in results.items():
        for problem in found:
            print(f"  {TITLES[part]} : {problem}")
    if tally:
        skipped = f", {tally['skipped']} skipped" if tally["skipped"] else ""
        print(f"\nTests: {tally['passed']} passed, {tally['failed']} failed{skipped}")
    return int(any(results.values()))
