# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The families of checks of ``setup/test``. Each returns what it found wrong."""

import tempfile
from pathlib import Path

import database
import lanes
import layout
import odoo_process
import odoo_source
import pytest_run
import sizes
import verdicts
import wheels as packages
from layout import LIB, PYTHON, ROOT
from pytest_run import tool
from verdicts import NO_TEST, Verdict

ACROSS = "tests/e2e"  # what concerns all of the add-ons at once

# What a person writes and reads: not translations, nor what is copied (tests/golden).
WRITTEN = {".py", ".xml", ".js", ".css", ".scss"}


def _sources() -> list[Path]:
    """Return our files: of the add-ons, the tests and the set-up."""
    folders = [ROOT / name for name in (*layout.all_modules(), "setup", "tests")]
    files = {file.relative_to(ROOT) for folder in folders for file in folder.rglob("*")}
    return sorted(
        file for file in files if file.suffix in WRITTEN and "golden" not in file.parts
    )


def lint() -> Verdict:
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
    if long:
        found.append("tailles des fichiers et des fonctions")
    return Verdict(found)


def unit(arguments: list[str]) -> Verdict:
    """Test the pure modules, in a process where Odoo cannot be imported."""
    code = pytest_run.pytest("unit", "-p", "no:odoo", *(arguments or ["tests/unit"]))
    return verdicts.of_pytest("unit", code)


def modules(name: str, arguments: list[str]) -> Verdict:
    """Test the add-ons, tours included: all of them side by side, or what is asked."""
    if not arguments:
        found = lanes.modules(name, [*layout.modules(), ACROSS])
        return found + _in_odoo("glue", database.with_glue(name), layout.glue_modules())
    paths = [argument for argument in arguments if _is_path(argument)]
    options = [argument for argument in arguments if argument not in paths]
    glue = [path for path in paths if path.split("/")[0] in layout.glue_modules()]
    ours = [path for path in paths if path not in glue]
    if not paths:
        ours, glue = [*layout.modules(), ACROSS], layout.glue_modules()
    found = Verdict()
    if ours:
        found += _in_odoo("modules", name, ours + options)
    if glue:
        found += _in_odoo("glue", database.with_glue(name), glue + options)
    if options and found.problems.count(NO_TEST) == 1:
        found.problems.remove(NO_TEST)  # what `-k` chooses stands on one side
    return found


def _in_odoo(name: str, database_name: str, arguments) -> Verdict:
    code = pytest_run.pytest_in_odoo(name, database_name, *arguments)
    return verdicts.of_odoo(name, code)


def processes(name: str, arguments: list[str]) -> Verdict:
    """Test workers that are real processes, on copies of the installed databases."""
    databases = {"PGDATABASE": name, "GLUE_DATABASE": database.with_glue(name)}
    if not arguments:
        return lanes.processes(["tests/processes"], databases)
    env = odoo_process.environment() | databases
    code = pytest_run.pytest("processes", "-p", "no:odoo", *arguments, env=env)
    return verdicts.of_pytest("processes", code)


def wheels() -> Verdict:
    """Build our wheels, install them elsewhere and test the add-ons from there."""
    packages.build()
    packages.install(odoo_source.cached())
    code = packages.test([])
    return Verdict([f"paquets : code {code}"] if code else [])


def _is_path(argument: str) -> bool:
    return (ROOT / argument.split("::")[0]).exists()


def translations(name: str) -> Verdict:
    with exported_terms(name) as folder:
        wrong = tool(PYTHON, LIB / "translations.py", "check", folder)
    return Verdict(["fichiers de traduction"] if wrong else [])


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
