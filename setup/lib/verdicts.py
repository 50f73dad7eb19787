# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What a check found wrong, and how many tests it ran."""

from collections import Counter
from dataclasses import dataclass, field

import odoo_process
import pytest_run

# Lines of the Odoo log, by a part of them, that are no fault of ours. Keep it empty.
ALLOWED_IN_LOG: tuple[str, ...] = ()
NO_TEST = "aucun test"


@dataclass
class Verdict:
    problems: list[str] = field(default_factory=list)
    tally: Counter = field(default_factory=Counter)

    def __add__(self, other: "Verdict") -> "Verdict":
        return Verdict(self.problems + other.problems, self.tally + other.tally)


def of_pytest(name: str, code: int) -> Verdict:
    """Judge a run; a test that did not run is a fault, as a red one is.

    :param name: of its report
    :param code: pytest's exit code
    """
    if code == pytest_run.NO_TESTS:
        return Verdict([NO_TEST])
    outcomes = pytest_run.outcomes(name)
    if outcomes is None:
        return Verdict([f"pytest s'est arrêté (code {code})"])
    skipped = [test for test, outcome in outcomes.items() if outcome == "skipped"]
    found = [f"test passé sous silence : {test}" for test in skipped]
    if code:
        found.append(f"pytest : code {code}")
    return Verdict(found, Counter(outcomes.values()))


def of_odoo(name: str, code: int) -> Verdict:
    """Judge a run within Odoo: of its log too."""
    return of_pytest(name, code) + Verdict(_complaints(name))


def _complaints(name: str) -> list[str]:
    """Look for what the tests made Odoo log, but those that expect it and catch it."""
    log = pytest_run.log(name)
    if not log.exists():
        return [f"le journal d'Odoo manque : {log}"]
    lines = log.read_text(errors="replace").splitlines()
    complaints = [
        line
        for line in odoo_process.troubles(lines)
        if not any(part in line for part in ALLOWED_IN_LOG)
    ]
    print("\n".join(complaints), end="\n" if complaints else "")
    text = f"{len(complaints)} avertissement(s) dans le journal d'Odoo : {log}"
    return [text] if complaints else []
