"""Real Odoo processes on databases of their own, copied from installed ones.

``PGDATABASE`` names a database where the modules are installed, ``GLUE_DATABASE`` one
with OCA's queue_job too; nobody uses them meanwhile. ``ODOO_RC`` is the configuration
that reaches them.
"""

import configparser
import json
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import psycopg2
import pytest

SCRIPTS = Path(__file__).parent / "scripts"
COMMUNES = 180
# Lanes work side by side, each on copies of its own; their names tell whose they are.
LANE = os.environ.get("LANE", "alone")


class Database:
    """A throw-away copy of a database, and scripts that work on it."""

    def __init__(self, name, **connection):
        self.name = name
        self.connection = connection

    def rows(self, query):
        """Return what a query says now, in a transaction of its own."""
        with self.connect() as cursor:
            cursor.execute(query)
            return cursor.fetchall() if cursor.description else []

    @contextmanager
    def connect(self):
        connection = psycopg2.connect(dbname=self.name, **self.connection)
        try:
            with connection, connection.cursor() as cursor:
                yield cursor
        finally:
            connection.close()

    def run(self, script, **variables):
        """Run one of our scripts to its end; return what it reports, if anything."""
        return finish(self.start(script, **variables))

    def start(self, script, **variables):
        """Start one of our scripts in a process group of its own."""
        variables = {key: str(value) for key, value in variables.items()}
        return subprocess.Popen(
            [sys.executable, SCRIPTS / script],
            env=os.environ | {"PGDATABASE": self.name} | variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )


def finish(process):
    """Wait for a process that must succeed; return what it reports, if anything."""
    output, errors = process.communicate(timeout=300)
    assert process.returncode == 0, output + errors
    assert "Traceback" not in errors, errors
    return json.loads(output) if output else None


def run_together(database, script, folder, variables):
    """Run a script once for each set of variables, and let all go when all are ready.

    :param folder: an empty one
    :return: list of what they report
    """
    signal = folder / "start"
    workers = [
        database.start(script, START_SIGNAL=str(signal), **each) for each in variables
    ]
    deadline = time.monotonic() + 120
    while len(list(folder.glob("start.*"))) < len(workers):
        assert time.monotonic() < deadline, "a worker does not come to the start"
        time.sleep(0.01)
    signal.touch()
    return [finish(worker) for worker in workers]


def read_connection():
    parser = configparser.ConfigParser()
    parser.read(os.environ["ODOO_RC"])
    options = dict(parser["options"])
    names = {"host": "db_host", "port": "db_port", "user": "db_user"}
    names["password"] = "db_password"
    found = {key: options.get(name) for key, name in names.items()}
    return {k: v for k, v in found.items() if v not in (None, "", "False")}


@contextmanager
def copied(template, name):
    """Have a copy of a database for a while."""
    connection = read_connection()
    drop = f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'
    administer(connection, drop)
    administer(connection, f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    try:
        yield Database(name, **connection)
    finally:
        administer(connection, drop)


def administer(connection, statement):
    admin = psycopg2.connect(dbname="postgres", **connection)
    admin.autocommit = True
    with admin.cursor() as cursor:
        cursor.execute(statement)
    admin.close()


@pytest.fixture(scope="session")
def communes():
    """Name a database where communes owe 115.00 each."""
    template = os.environ["PGDATABASE"]
    with copied(template, f"{template}_{LANE}_communes") as database:
        database.run("make_communes.py", COUNT=COMMUNES)
        yield database.name


@pytest.fixture
def database(communes):
    """Yield a fresh copy of the database of the communes."""
    yield from fresh_copy(communes)


@pytest.fixture
def empty_database():
    """Yield a database without any commune yet."""
    yield from fresh_copy(os.environ["PGDATABASE"])


@pytest.fixture
def queue_database():
    """Yield a database with queue_job, without any commune yet."""
    yield from fresh_copy(os.environ["GLUE_DATABASE"])


def fresh_copy(template):
    with copied(template, f"{template}_{LANE}_one") as database:
        yield database
