# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The four families of checks of ``setup/test``. Each returns what it found wrong."""

import subprocess
import tempfile
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

import layout
import odoo_process
import sizes
from console import TOOL_ENV
from layout import LIB, PYTHON, ROOT, RUN

REPORTS = RUN / "reports"
# Lines of the Odoo log, by a part of them, that are no fault of ours. Keep it empty.
ALLOWED_IN_LOG: tuple[str, ...] = ()
_NO_TESTS = 5  # pytest's exit code


@dataclass
class Tally:
    """What pytest ran, all runs together."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0


def _tool(*command, env=None) -> int:
    """Run a tool of the virtual environment on the terminal, from the root."""
    return subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env=env or {**odoo_process.environment(), **TOOL_ENV},
        stdin=subprocess.DEVNULL,
    ).returncode


def _sources() -> list[Path]:
    """Return our Python files: of the add-ons, the tests and the set-up."""
    folders = [ROOT / name for name in (*layout.modules(), "setup", "tests")]
    files = {file for folder in folders for file in folder.rglob("*.py")}
    return sorted(file.relative_to(ROOT) for file in files if ".venv" not in file.parts)


def lint() -> list[str]:
    found = []
    ruff = [PYTHON, "-m", "ruff"]
    if _tool(*ruff, "check", "--quiet", "."):
        found.append("ruff check")
    if _tool(*ruff, "format", "--check", "--quiet", "."):
        found.append("ruff format (à corriger par « .venv/bin/ruff format . »)")
    if layout.modules() and _tool(PYTHON, "-m", "pylint", *layout.modules()):
        found.append("pylint-odoo")
    long = sizes.problems(_sources())
    print("\n".join(long), end="\n" if long else "")
    return found + (["tailles des fichiers et des fonctions"] if long else [])


def unit(tally: Tally, arguments: list[str]) -> list[str]:
    """Test the pure modules, in a process where Odoo cannot be imported."""
    return _pytest("unit", tally, ["-p", "no:odoo", *(arguments or ["tests/unit"])])


def modules(tally: Tally, database: str, arguments: list[str]) -> list[str]:
    """Test the add-ons and the journeys across them, tours included."""
    log = REPORTS / "odoo.log"
    log.unlink(missing_ok=True)
    paths = [] if _has_path(arguments) else [*layout.modules(), "tests/e2e"]
    options = ["--odoo-http", f"--odoo-database={database}", "--odoo-log-level=warn"]
    options += [f"--odoo-extra=logfile={log}"]
    existing = [path for path in paths if (ROOT / path).exists()]
    found = _pytest("modules", tally, [*options, *existing, *arguments])
    lines = log.read_text(errors="replace").splitlines() if log.exists() else []
    complaints = [
        line
        for line in odoo_process.troubles(lines)
        if not any(part in line for part in ALLOWED_IN_LOG)
    ]
    if complaints:
        print("\n".join(complaints))
        found.append(
            f"{len(complaints)} avertissement(s) dans le journal d'Odoo : {log}"
        )
    return found


def processes(tally: Tally, database: str) -> list[str]:
    """Test workers that are real processes, on copies of the installed database."""
    env = {**odoo_process.environment(), "PGDATABASE": database}
    return _pytest("processes", tally, ["-p", "no:odoo", "tests/processes"], env)


def _has_path(arguments: list[str]) -> bool:
    return any((ROOT / argument.split("::")[0]).exists() for argument in arguments)


def _pytest(name: str, tally: Tally, arguments: list[str], env=None) -> list[str]:
    REPORTS.mkdir(parents=True, exist_ok=True)
    report = REPORTS / f"{name}.xml"
    report.unlink(missing_ok=True)
    code = _tool(
        PYTHON, "-m", "pytest", "-q", f"--junitxml={report}", *arguments, env=env
    )
    if code == _NO_TESTS:
        return ["aucun test"]
    if not report.exists():
        return [f"pytest s'est arrêté (code {code})"]
    skipped = _count(report, tally)
    found = [f"test passé sous silence : {test}" for test in skipped]
    return found + ([f"pytest : code {code}"] if code else [])


def _count(report: Path, tally: Tally) -> list[str]:
    """Add a JUnit report to the tally and return the tests that did not run."""
    skipped = []
    for case in ET.parse(report).iter("testcase"):
        if case.find("skipped") is not None:
            skipped.append(f"{case.get('classname')}.{case.get('name')}")
        elif case.find("failure") is not None or case.find("error") is not None:
            tally.failed += 1
        else:
            tally.passed += 1
    tally.skipped += len(skipped)
    return skipped


def translations(database: str) -> list[str]:
    with exported_terms(database) as folder:
        wrong = _tool(PYTHON, LIB / "translations.py", "check", folder)
    return ["fichiers de traduction"] if wrong else []


def merge_translations(database: str):
    with exported_terms(database) as folder:
        _tool(PYTHON, LIB / "translations.py", "merge", folder)


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
