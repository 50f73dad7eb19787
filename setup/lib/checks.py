# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The four families of checks of ``setup/test``. Each returns what it found wrong."""

import tempfile
from collections import Counter
from pathlib import Path

import layout
import odoo_process
import pytest_run
import sizes
from layout import LIB, PYTHON, ROOT
from pytest_run import tool

# Lines of the Odoo log, by a part of them, that are no fault of ours. Keep it empty.
ALLOWED_IN_LOG: tuple[str, ...] = ()


def _sources() -> list[Path]:
    """Return our Python files: of the add-ons, the tests and the set-up."""
    folders = [ROOT / name for name in (*layout.modules(), "setup", "tests")]
    files = {file for folder in folders for file in folder.rglob("*.py")}
    return sorted(file.relative_to(ROOT) for file in files if ".venv" not in file.parts)


def lint() -> list[str]:
    found = []
    ruff = [PYTHON, "-m", "ruff"]
    if tool(*ruff, "check", "--quiet", "."):
        found.append("ruff check")
    if tool(*ruff, "format", "--check", "--quiet", "."):
        found.append("ruff format (à corriger par « .venv/bin/ruff format . »)")
    if layout.modules() and tool(PYTHON, "-m", "pylint", *layout.modules()):
        found.append("pylint-odoo")
    long = sizes.problems(_sources())
    print("\n".join(long), end="\n" if long else "")
    return found + (["tailles des fichiers et des fonctions"] if long else [])


def unit(tally: Counter, arguments: list[str]) -> list[str]:
    """Test the pure modules, in a process where Odoo cannot be imported."""
    code = pytest_run.pytest("unit", "-p", "no:odoo", *(arguments or ["tests/unit"]))
    return _verdict("unit", code, tally)


def modules(tally: Counter, database: str, arguments: list[str]) -> list[str]:
    """Test the add-ons and the journeys across them, tours included."""
    paths = [] if _has_path(arguments) else [*layout.modules(), "tests/e2e"]
    existing = [path for path in paths if (ROOT / path).exists()]
    code = pytest_run.pytest_in_odoo("modules", database, *existing, *arguments)
    return _verdict("modules", code, tally) + _complaints()


def processes(tally: Counter, database: str) -> list[str]:
    """Test workers that are real processes, on copies of the installed database."""
    env = {**odoo_process.environment(), "PGDATABASE": database}
    code = pytest_run.pytest("processes", "-p", "no:odoo", "tests/processes", env=env)
    return _verdict("processes", code, tally)


def _has_path(arguments: list[str]) -> bool:
    return any((ROOT / argument.split("::")[0]).exists() for argument in arguments)


def _verdict(name: str, code: int, tally: Counter) -> list[str]:
    """Add a run to the tally; a test that did not run is a fault, as a red one is."""
    if code == pytest_run.NO_TESTS:
        return ["aucun test"]
    outcomes = pytest_run.outcomes(name)
    if outcomes is None:
        return [f"pytest s'est arrêté (code {code})"]
    tally.update(outcomes.values())
    skipped = [test for test, outcome in outcomes.items() if outcome == "skipped"]
    found = [f"test passé sous silence : {test}" for test in skipped]
    return found + ([f"pytest : code {code}"] if code else [])


def _complaints() -> list[str]:
    """Look for what the tests made Odoo log, but those that expect it and catch it."""
    if not pytest_run.LOG.exists():
        return []
    lines = pytest_run.LOG.read_text(errors="replace").splitlines()
    complaints = [
        line
        for line in odoo_process.troubles(lines)
        if not any(part in line for part in ALLOWED_IN_LOG)
    ]
    print("\n".join(complaints), end="\n" if complaints else "")
    number = len(complaints)
    text = f"{number} avertissement(s) dans le journal d'Odoo : {pytest_run.LOG}"
    return [text] if complaints else []


def translations(database: str) -> list[str]:
    with exported_terms(database) as folder:
        wrong = tool(PYTHON, LIB / "translations.py", "check", folder)
    return ["fichiers de traduction"] if wrong else []


def merge_translations(database: str):
    with exported_terms(database) as folder:
        tool(PYTHON, LIB / "translations.py", "merge", folder)


class exported_terms(tempfile.TemporaryDirectory):
    """A passing folder with the ``MODULE.pot`` of each module, as the code is now."""

    def __init__(self, database: str):
        super().__init__(prefix="numerian-i18n-")
        for module in layout.modules():
            odoo_process.run(
                "i18n",
                *("export", "--database", database, "--languages", "pot"),
                *("--output", f"{self.name}/{module}.pot", module),
                what=f"l'export des textes de {module}",
            )
