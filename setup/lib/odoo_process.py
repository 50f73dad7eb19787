# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Run Odoo: its configuration, its commands, its log."""

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path
from string import Template

import postgres
import python_env
from console import TOOL_ENV, Failure, hint
from layout import LIB, PYTHON, ROOT, RUN, VENV

CONF = RUN / "odoo.conf"
DATA = RUN / "data"

_TROUBLE = re.compile(r"^\d{4}-\d\d-\d\d [\d:,]+ \d+ (WARNING|ERROR|CRITICAL) ")
_ROOT_WARNING = "Running as user 'root' is a security risk."


def write_conf(library: Path):
    paths = python_env.addons_path(library)
    text = Template((ROOT / "setup/odoo.conf.in").read_text()).substitute(
        addons_path=",".join(map(str, paths)), data_dir=DATA
    )
    RUN.mkdir(exist_ok=True)
    fresh = CONF.with_suffix(f".{os.getpid()}")
    fresh.write_text(text)
    os.replace(fresh, CONF)


def environment() -> dict[str, str]:
    """Return the variables of a process that runs Odoo, cleared of the caller's own."""
    env = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("ODOO_", "PYTHON")) and name != "PGDATABASE"
    }
    return {
        **env,
        **postgres.environment(),
        **TOOL_ENV,
        "ODOO_RC": str(CONF),
        "PATH": f"{VENV / 'bin'}{os.pathsep}{env.get('PATH', os.defpath)}",
        "PYTHONUNBUFFERED": "1",
    }


def _command(subcommand: str, *arguments: str) -> list[str]:
    odoo = os.environ.get("ODOO_BIN")
    start = shlex.split(odoo) if odoo else [str(PYTHON), "-m", "odoo"]
    return [*start, subcommand, *arguments]


def run(subcommand: str, *arguments: str, what: str, stdin="") -> str:
    """Run an Odoo command to its end and return what it printed.

    Whatever it logs from WARNING on is a failure: our databases must be clean.

    :param what: what it was for, in French, with its article
    """
    done = subprocess.run(
        _command(subcommand, *arguments),
        env=environment(),
        cwd=ROOT,
        input=stdin,
        capture_output=True,
        text=True,
        errors="replace",
    )
    log = [line for line in done.stderr.splitlines() if line != _ROOT_WARNING]
    if done.returncode or troubles(log):
        tail = "\n".join(f"    {line}" for line in _excerpt(log))
        raise Failure(f"Échec pendant {what}.\n{tail}\n{hint(done.stderr)}".rstrip())
    return done.stdout


def _excerpt(log: list[str]) -> list[str]:
    """Return the first complaint, which is the cause, and the end, which sums up."""
    first = next((i for i, line in enumerate(log) if _TROUBLE.match(line)), 0)
    tail = log[first:]
    return tail if len(tail) <= 45 else [*tail[:25], "[…]", *tail[-15:]]


def troubles(log) -> list[str]:
    """Return the lines of a log that complain."""
    return [line for line in log if _TROUBLE.match(line)]


def install(database: str, modules: list[str], *options: str, update=False, what: str):
    names = ",".join(modules)
    run(
        "server",
        *("--database", database, "--update" if update else "--init", names),
        *("--stop-after-init", "--no-http", "--log-level=warn", "--max-cron-threads=0"),
        *options,
        what=what,
    )


def script(
    database: str, name: str, *options: str, what: str, after=(), **variables
) -> str:
    """Run ``setup/lib/in_odoo/NAME`` in an Odoo shell and return what it printed.

    :param options: of the Odoo shell
    :param after: names of the scripts whose functions it uses
    :param variables: further global names of the script
    """
    header = "".join(f"{key} = {value!r}\n" for key, value in variables.items())
    texts = [(LIB / "in_odoo" / file).read_text() for file in (*after, name)]
    return run(
        "shell",
        *("--database", database, "--no-http", "--log-level=warn"),
        *options,
        what=what,
        stdin="\n".join([header, *texts]),
    )


def attached(subcommand: str, *arguments: str, interactive=False) -> int:
    """Run an Odoo command on the terminal, until it or the person ends it.

    Odoo takes a second signal for a forced stop: Ctrl-C must reach it once. A server
    gets its own session and our signal; an interactive shell keeps the terminal's.
    """
    process = subprocess.Popen(
        _command(subcommand, *arguments),
        env=environment(),
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        start_new_session=not interactive,
    )
    relay = threading.Thread(target=_relay, args=(process.stderr,), daemon=True)
    relay.start()
    if interactive:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        return process.wait()
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(timeout=60)
        relay.join(timeout=5)


def _relay(stream):
    for line in stream:
        if line.strip() != _ROOT_WARNING:
            sys.stderr.write(line)
            sys.stderr.flush()


def filestore(database: str) -> Path:
    return DATA / "filestore" / database


def copy_filestore(source: str, target: str):
    """Share the files of a filestore, which Odoo only ever adds and removes."""
    drop_filestore(target)
    if filestore(source).exists():
        shutil.copytree(filestore(source), filestore(target), copy_function=os.link)


def drop_filestore(database: str):
    shutil.rmtree(filestore(database), ignore_errors=True)
