# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""``setup/oca-suites``: OCA's own tests, with and without our add-ons, compared.

Both runs are pytest's, on the whole registry: Odoo's own runner would test an add-on
while it loads, before ours, and prove nothing. The databases have Odoo's demonstration
data, which these tests need.
"""

import argparse

import database
import layout
import odoo_process
import pytest_run
import python_env
import workshop
from console import Steps, table

SUITES = [
    "contract",
    "contract_line_successor",
    "contract_termination",
    "account_invoice_start_end_dates",
]


def main(arguments: list[str]) -> int:
    argparse.ArgumentParser(
        prog="setup/oca-suites",
        description="Passe les tests de l'OCA sans puis avec nos modules, et compare.",
    ).parse_args(arguments)
    steps = Steps(workshop.STEPS + 4)
    with workshop.opened(steps), database.passing() as name:
        with steps("Base avec les données de démonstration d'Odoo"):
            needs = layout.dependencies()
            odoo_process.install(
                name, needs, "--with-demo", what="l'installation des modules de l'OCA"
            )
        with steps("Tests de l'OCA sans nos modules"):
            steps.open_output()
            without = _outcomes(name, "oca-without")
        with steps("Installation de nos modules"):
            odoo_process.install(
                name, layout.modules(), what="l'installation de nos modules"
            )
        with steps("Tests de l'OCA avec nos modules"):
            steps.open_output()
            with_ours = _outcomes(name, "oca-with")
    return _compare(without, with_ours)


def _outcomes(name: str, report: str) -> dict[str, str]:
    folder = python_env.site_packages() / "odoo/addons"
    paths = [path for suite in SUITES if (path := folder / suite / "tests").exists()]
    pytest_run.pytest_in_odoo(report, name, *paths)
    outcomes = pytest_run.outcomes(report) or {}
    return {test.partition(".addons.")[2]: found for test, found in outcomes.items()}


def _compare(without: dict[str, str], with_ours: dict[str, str]) -> int:
    rows = [("Add-on", "tests", "sans : réussis", "avec : réussis")]
    for suite in SUITES:
        mine = [test for test in without | with_ours if test.startswith(f"{suite}.")]
        counts = [
            sum(run.get(test) == "passed" for test in mine)
            for run in (without, with_ours)
        ]
        rows.append((suite, len(mine), *counts))
    print("\n" + table(rows))
    different = [
        test
        for test in sorted(without | with_ours)
        if without.get(test) != with_ours.get(test)
    ]
    for test in different:
        print(f"  {test} : {without.get(test)} sans, {with_ours.get(test)} avec")
    print(f"\n{len(different)} différence(s).")
    return int(bool(different) or not without)
