# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The four families of checks of ``setup/test``. Each returns what it found wrong."""

import tempfile
from collections import Counter
from pathlib import Path

import database
import layout
import odoo_process
import pytest_run
import sizes
from layout import LIB, PYTHON, ROOT
from pytest_run import tool

# Lines of the Odoo log, by a part of them, that are no fault of ours. Keep it empty.
ALLOWED_IN_LOG: tuple[str, ...] = ()
NO_TEST = "aucun test"


def _sources() -> list[Path]:
    """Return our Python files: of the add-ons, the tests and the set-up."""
    folders = [ROOT / name for name in (*layout.all_modules(), "setup", "tests")]
    files = {file for folder in folders for file in folder.rglob("*.py")}
    return sorted(file.relative_to(ROOT) for file in files if ".venv" not in file.parts)


def lint() -> list[str]:
    found = []
    ruff = [PYTHON, "-m", "ruff"]
    if tool(*ruff, "check", "--quiet", "."):
        found.append("ruff check")
    if tool(*ruff, "format", "--check", "--quiet", "."):
        found.append("ruff format (à corriger par « .venv/bin/ruff format . »)")
    if tool(PYTHON, "-m", "pylint", *layout.all_modules()):
        found.append("pylint-odoo")
    long = sizes.problems(_sources())
    print("\n".join(long), end="\n" if long else "")
    return found + (["tailles des fichiers et des fonctions"] if long else [])


def unit(tally: Counter, arguments: list[str]) -> list[str]:
    """Test the pure modules, in a process where Odoo cannot be imported."""
    code = pytest_run.pytest("unit", "-p", "no:odoo", *(arguments or ["tests/unit"]))
    return _verdict("unit", code, tally)


def modules(tally: Counter, name: str, arguments: list[str]) -> list[str]:
    """Test the add-ons and the journeys across them, tours included."""
    paths = [argument for argument in arguments if _is_path(argument)]
    options = [argument for argument in arguments if argument not in paths]
    glue = [path for path in paths if path.split("/")[0] in layout.glue_modules()]
    ours = [path for path in paths if path not in glue]
    if not paths:
        ours = list(filter(_is_path, [*layout.modules(), "tests/e2e"]))
        glue = layout.glue_modules()
    found = []
    if ours:
        found += _in_odoo("modules", tally, name, ours + options)
    if glue:
        found += _in_odoo("glue", tally, database.with_glue(name), glue + options)
    if options and found.count(NO_TEST) == 1:  # what `-k` chooses stands on one side
        found.remove(NO_TEST)
    return found


def _in_odoo(name: str, tally: Counter, database_name: str, arguments) -> list[str]:
    code = pytest_run.pytest_in_odoo(name, database_name, *arguments)
    return _verdict(name, code, tally) + _complaints()


def processes(tally: Counter, name: str, arguments: list[str]) -> list[str]:
    """Test workers that are real processes, on copies of the installed databases."""
    databases = {"PGDATABASE": name, "GLUE_DATABASE": database.with_glue(name)}
    env = {**odoo_process.environment(), **databases}
    paths = arguments or ["tests/processes"]
    code = pytest_run.pytest("processes", "-p", "no:odoo", *paths, env=env)
    return _verdict("processes", code, tally)


def _is_path(argument: str) -> bool:
    return (ROOT / argument.split("::")[0]).exists()


def _verdict(name: str, code: int, tally: Counter) -> list[str]:
    """Add a run to the tally; a test that did not run is a fault, as a red one is."""
    if code == pytest_run.NO_TESTS:
        return [NO_TEST]
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


def translations(name: str) -> list[str]:
    with exported_terms(name) as folder:
        wrong = tool(PYTHON, LIB / "translations.py", "check", folder)
    return ["fichiers de traduction"] if wrong else []


def merge_translations(name: str):
    with exported_terms(name) as folder:
        tool(PYTHON, LIB / "translations.py", "merge", folder)


class exported_terms(tempfile.TemporaryDirectory):
    """A passing folder with the ``MODULE.pot`` of each module, as the code is now."""

    def __init__(self, name: str):
        super().__init__(prefix="numerian-i18n-")
        for module in layout.all_modules():
            glue = module in layout.glue_modules()
            source = database.with_glue(name) if glue else name
            odoo_process.run(
                "i18n",
                *("export", "--database", source, "--languages", "pot"),
                *("--output", f"{self.name}/{module}.pot", module),
                what=f"l'export des textes de {module}",
            )
