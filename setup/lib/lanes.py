# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Tests in several lanes: processes side by side, as many as there are cores.

Each lane has its databases, its log and its report; it takes one test file after the
other, see ``in_pytest/lane.py``.
"""

import os
import shutil
import time
from contextlib import ExitStack

import apart
import database
import odoo_process
import pytest_run
import system
import verdicts
from console import Failure, duration
from in_pytest.claims import group_of
from layout import LIB, ROOT, RUN
from verdicts import Verdict

# Each lane takes some 700 MB of memory.
LANES_MAX = 6
CLAIMS = pytest_run.REPORTS / "claims"
NEWS = 60  # seconds between two lines of progress


def modules(source: str, paths: list[str]) -> Verdict:
    """Run the tests of add-ons, each lane on its copy of an installed database."""
    with ExitStack() as stack:
        names = [f"modules-{number}" for number in _numbers(paths)]
        copies = {name: stack.enter_context(database.passing(source)) for name in names}

        def test(name, options, env):
            return pytest_run.pytest_in_odoo(
                name, copies[name], *options, *paths, env=env
            )

        return _side_by_side(names, test, verdicts.of_odoo, paths)


def processes(paths: list[str], environment: dict[str, str]) -> Verdict:
    """Run the tests of processes, which make databases of their own."""

    def test(name, options, env):
        plugins = ["-p", "no:odoo", *options]
        return pytest_run.pytest(name, *plugins, *paths, env=env | environment)

    names = [f"processes-{number}" for number in _numbers(paths)]
    return _side_by_side(names, test, verdicts.of_pytest, paths)


def _numbers(paths: list[str]) -> range:
    cores = len(os.sched_getaffinity(0))
    return range(1, max(1, min(cores, _count_files(paths), LANES_MAX)) + 1)


def _files(paths: list[str]) -> list:
    return [file for path in paths for file in (ROOT / path).rglob("test_*.py")]


def _count_files(paths: list[str]) -> int:
    return len(_files(paths))


def _side_by_side(names, test, judge, paths) -> Verdict:
    """Run lanes to their end; one that dies makes the whole fail.

    :param test: ``(name, options of pytest, environment) -> exit code``
    :param judge: ``(name, exit code) -> Verdict``
    """
    with system.locked(RUN / "lanes.lock"):  # claims, logs and reports have fixed names
        return _run_lanes(names, test, judge, paths)


def _run_lanes(names, test, judge, paths) -> Verdict:
    shutil.rmtree(CLAIMS, ignore_errors=True)
    CLAIMS.mkdir(parents=True)
    env = odoo_process.environment() | {"PYTHONPATH": str(LIB / "in_pytest")}
    with apart.tasks() as started:
        for name in names:
            options = ["-p", "lane", f"--lane={name}", f"--claims={CLAIMS}"]
            output = pytest_run.REPORTS / f"{name}.out"
            lane_env = env | {"LANE": name}
            started.append(apart.Task(name, output, test, name, options, lane_env))
        _wait(started, _count_files(paths))
        found = sum((_verdict(task, judge) for task in started), Verdict())
    return found + Verdict(_unclaimed(paths))


def _unclaimed(paths: list[str]) -> list[str]:
    """Return the test files that no lane ran: none may be lost between two lanes."""
    order = CLAIMS / "order"
    lines = order.read_text().splitlines() if order.exists() else []
    claimed = {line.split(" ", 1)[1] for line in lines}
    files = {group_of(file.relative_to(ROOT)) for file in _files(paths)}
    return [f"fichier de tests oublié : {name}" for name in sorted(files - claimed)]


def _wait(started: list[apart.Task], files: int):
    """Tell now and then how far the lanes are."""
    start = news = time.monotonic()
    while not all(task.is_over() for task in started):
        time.sleep(0.2)
        if time.monotonic() - news >= NEWS:
            news = time.monotonic()
            taken = len(list(CLAIMS.iterdir())) - (CLAIMS / "order").exists()
            text = f"{taken} fichiers commencés sur {files}"
            print(f"      {duration(news - start)} : {text}", flush=True)


def _verdict(task: apart.Task, judge) -> Verdict:
    print(f"  {task.title}", flush=True)
    try:
        code, _seconds = task.result()
    except Failure as failure:
        return Verdict([str(failure)])
    return judge(task.title, code)
