# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Run tools of the virtual environment, pytest above all, and read its reports."""

import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import odoo_process
from console import TOOL_ENV
from layout import PYTHON, ROOT, RUN

REPORTS = RUN / "reports"
NO_TESTS = 5  # pytest's exit code


def tool(*command, env=None) -> int:
    """Run a tool on the terminal, from the root, and return its exit code."""
    return subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env=env or {**odoo_process.environment(), **TOOL_ENV},
        stdin=subprocess.DEVNULL,
    ).returncode


def pytest(name: str, *arguments, env=None) -> int:
    """Run pytest; `outcomes` then reads its report of that name."""
    REPORTS.mkdir(parents=True, exist_ok=True)
    report = _report(name)
    report.unlink(missing_ok=True)
    flags = ["-q", f"--junitxml={report}"]
    return tool(PYTHON, "-m", "pytest", *flags, *arguments, env=env)


def pytest_in_odoo(name: str, database: str, *arguments, env=None) -> int:
    """Run pytest with a database's registry and a web server; Odoo logs to `log`."""
    log(name).unlink(missing_ok=True)
    options = ["--odoo-http", f"--odoo-database={database}", "--odoo-log-level=warn"]
    options.append(f"--odoo-extra=logfile={log(name)}")
    return pytest(name, *options, *arguments, env=env)


def log(name: str) -> Path:
    """Return the log of Odoo in the run of that name."""
    return REPORTS / f"{name}.log"


def outcomes(name: str) -> dict[str, str] | None:
    """Return passed, failed or skipped for each test; None if pytest stopped early."""
    if not _report(name).exists():
        return None
    found: dict[str, str] = {}
    for case in ET.parse(_report(name)).iter("testcase"):
        test, outcome = f"{case.get('classname')}.{case.get('name')}", _outcome(case)
        # A test may report several times (teardown, parts): the worst one counts.
        found[test] = min(outcome, found.get(test, outcome), key=_SEVERITY.index)
    return found


_SEVERITY = ("failed", "skipped", "passed")


def _outcome(case) -> str:
    if case.find("failure") is not None or case.find("error") is not None:
        return "failed"
    return "skipped" if case.find("skipped") is not None else "passed"


def _report(name: str) -> Path:
    return REPORTS / f"{name}.xml"
