# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A PostgreSQL of one test, to be killed without harm to the others.

Unlike that of the other tests, it waits for the disk: what it says is committed must
still be there when it starts again.
"""

import configparser
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg2

CONF = "listen_addresses = ''\njit = off\nmax_connections = 40\n"


def _binaries() -> Path:
    return sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1]


def _owner() -> str:
    """PostgreSQL refuses to run as root."""
    return "postgres" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name


def _run(program, *arguments, **options):
    command = [str(_binaries() / program), *map(str, arguments)]
    if os.getuid() == 0:
        command = ["runuser", "-u", _owner(), "--", *command]
    return subprocess.run(command, check=True, capture_output=True, **options)


class Cluster:
    """A server in a directory of its own, on a socket there."""

    def __init__(self, directory: Path, user: str):
        self.directory, self.user = directory, user
        self.data = directory / "data"

    def create(self):
        flags = ["--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"]
        _run("initdb", "-D", self.data, "-U", self.user, *flags, cwd=self.directory)
        with (self.data / "postgresql.conf").open("a") as conf:
            conf.write(CONF + f"unix_socket_directories = '{self.directory}'\n")

    def start(self):
        """Start it; after a crash, it first recovers what it had committed."""
        log = self.directory / "log"
        _run(
            *("pg_ctl", "start", "-D", self.data, "-l", log, "-w", "-t", "120"),
            cwd=self.directory,
        )

    def kill(self):
        """Kill the server and all that it started, at once, as a power cut would."""
        pid = int((self.data / "postmaster.pid").read_text().split()[0])
        children = _children(pid)
        for victim in (pid, *children):
            with suppress(ProcessLookupError):
                os.kill(victim, signal.SIGKILL)
        _wait_until_gone(pid, *children)

    def stop(self):
        _run("pg_ctl", "stop", "-D", self.data, "-m", "immediate", cwd=self.directory)


def _children(pid: int) -> list[int]:
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(child) for child in text.split()]


def _wait_until_gone(*pids: int):
    deadline = time.monotonic() + 30
    while any(Path(f"/proc/{pid}").exists() for pid in pids):
        assert time.monotonic() < deadline, "PostgreSQL does not die"
        time.sleep(0.02)


def _execute(target: dict, name: str, *statements: str):
    connection = psycopg2.connect(dbname=name, **target)
    connection.autocommit = True
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    connection.close()


def _copy(source: dict, target: dict, name: str):
    """Copy a database from one server to another."""
    _execute(target, "postgres", f'CREATE DATABASE "{name}" TEMPLATE template0')
    # As Odoo wants it, which a dump does not say of a function of an extension.
    _execute(
        target,
        name,
        "CREATE EXTENSION unaccent",
        "ALTER FUNCTION unaccent(text) IMMUTABLE",
    )
    dump = subprocess.Popen(
        [_binaries() / "pg_dump", *_flags(source), "--no-owner", name],
        stdout=subprocess.PIPE,
    )
    load = [_binaries() / "psql", *_flags(target), "--quiet", "-d", name]
    subprocess.run(load, stdin=dump.stdout, check=True, stdout=subprocess.DEVNULL)
    assert dump.wait() == 0
    _execute(target, name, "ANALYZE")  # a dump has no statistics


def _flags(connection: dict) -> list[str]:
    names = {"host": "-h", "port": "-p", "user": "-U"}
    pairs = [
        (names[key], str(value)) for key, value in connection.items() if key in names
    ]
    return [text for pair in pairs for text in pair]


@contextmanager
def cluster_with(name: str, connection: dict):
    """Yield a cluster that runs, with a copy of a database, and how to reach it.

    :return: ``(cluster, connection, ODOO_RC)``
    """
    directory = Path(tempfile.mkdtemp(prefix="numerian-faults-"))
    shutil.chown(directory, _owner())
    cluster = Cluster(directory, connection.get("user") or _owner())
    try:
        cluster.create()
        cluster.start()
        reach = {"host": str(directory), "user": cluster.user}
        _copy(connection, reach, name)
        yield cluster, reach, _write_conf(directory)
        cluster.stop()
    finally:
        shutil.rmtree(directory, ignore_errors=True)


def _write_conf(directory: Path) -> Path:
    """Write an ``ODOO_RC`` that differs by the server only."""
    parser = configparser.RawConfigParser()
    parser.read(os.environ["ODOO_RC"])
    parser["options"]["db_host"] = str(directory)
    parser["options"].pop("db_port", None)
    path = directory / "odoo.conf"
    with path.open("w") as file:
        parser.write(file)
    return path
