# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""``setup/test``: everything that must hold, or a part of it."""

import argparse
import time
from contextlib import ExitStack

import apart
import checks
import database
import pytest_run
import workshop
from console import Failure, Steps, duration, table
from verdicts import Verdict

HELP = {
    "lint": "ruff, pylint-odoo, tailles",
    "unit": "calculs purs, sans Odoo",
    "module": "modules et parcours, dans Odoo",
    "processes": "plusieurs processus à la fois",
    "i18n": "traductions françaises",
    "wheels": "modules, depuis leurs paquets installés",
}
LONG = ("wheels",)  # what CI has no time for: `--all`
IN_ODOO = ("module", "processes", "i18n")
APART = ("lint", "unit")  # need no database: run while it is being made
WITH_PYTEST = (["unit"], ["module"], ["processes"])


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="setup/test",
        description="Vérifie tout, ou seulement les parties demandées.",
        epilog="Exemple : setup/test --module numerian_board/tests/test_x.py -k y",
    )
    for part, text in HELP.items():
        parser.add_argument(f"--{part}", action="store_true", help=text)
    parser.add_argument("--all", action="store_true", help="tout, le long aussi")
    # What is not ours goes to pytest as it is: paths, -k, -x, -vv …
    options, options.pytest = parser.parse_known_args(arguments)
    options.parts = [part for part in HELP if getattr(options, part)]
    if options.pytest and options.parts not in WITH_PYTEST:
        parser.error("des arguments de pytest demandent une partie qui en fait")
    options.whole = options.all or not options.parts
    if options.whole:
        options.parts = [part for part in HELP if options.all or part not in LONG]
    return options


def main(arguments: list[str]) -> int:
    options = _options(arguments)
    start = time.monotonic()
    needs_database = bool(set(IN_ODOO) & set(options.parts))
    total = workshop.STEPS - (not needs_database)
    steps = Steps(total + len(options.parts) + 2 * needs_database)
    results = {}
    with ExitStack() as stack:
        library = stack.enter_context(
            workshop.opened(steps, browser=needs_database, server=needs_database)
        )
        name, started = "", {}
        if needs_database:
            started = _started_apart(stack, options)
            name = stack.enter_context(
                database.installed(steps, library, fresh=options.whole)
            )
        for part in options.parts:
            results[part] = _run(part, steps, options, name, started.get(part))
    return _report(steps, results, time.monotonic() - start)


TITLES = {
    "lint": "Style du code",
    "unit": "Tests purs",
    "module": "Tests des modules",
    "processes": "Processus concurrents",
    "i18n": "Traductions",
    "wheels": "Paquets",
}


def _started_apart(stack: ExitStack, options) -> dict[str, apart.Task]:
    """Start what needs no database, which goes on while one is being made."""
    started = stack.enter_context(apart.tasks())
    pytest_run.REPORTS.mkdir(parents=True, exist_ok=True)
    parts = [part for part in options.parts if part in APART]
    for part in parts:
        output = pytest_run.REPORTS / f"{part}.out"
        started.append(apart.Task(TITLES[part], output, _check, part, options))
    return dict(zip(parts, started, strict=True))


def _run(part, steps: Steps, options, name: str, task: apart.Task | None) -> Verdict:
    with steps(TITLES[part]):
        steps.open_output()
        if not task:
            return _check(part, options, name)
        try:
            verdict, seconds = task.result()
        except Failure as failure:
            return Verdict([str(failure)])
        steps.note(f"{duration(seconds)} en même temps que ce qui précède")
        return verdict


def _check(part: str, options, name: str = "") -> Verdict:
    if part == "lint":
        return checks.lint()
    if part == "unit":
        return checks.unit(options.pytest)
    if part == "module":
        return checks.modules(name, options.pytest)
    if part == "processes":
        return checks.processes(name, options.pytest)
    if part == "wheels":
        return checks.wheels()
    return checks.translations(name)


def _report(steps: Steps, results: dict[str, Verdict], total: float) -> int:
    verdicts = {
        TITLES[part]: "en échec" if verdict.problems else "correct"
        for part, verdict in results.items()
    }
    rows = [
        (title, duration(seconds), verdicts.get(title, ""))
        for title, seconds in steps.times
    ]
    print("\n" + table([*rows, ("Total", duration(total), "")]))
    for part, verdict in results.items():
        for problem in verdict.problems:
            print(f"  {TITLES[part]} : {problem}")
    whole = sum(results.values(), Verdict())
    if tally := whole.tally:
        skipped = f", {tally['skipped']} skipped" if tally["skipped"] else ""
        print(f"\nTests: {tally['passed']} passed, {tally['failed']} failed{skipped}")
    return int(bool(whole.problems))
