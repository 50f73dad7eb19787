"""Real Odoo processes on a database of their own, copied from an installed one.

``PGDATABASE`` names a database where the modules are installed and that nobody uses
meanwhile; ``ODOO_RC`` is the configuration that reaches it.
"""

import configparser
import os
import subprocess
import sys
from pathlib import Path

import psycopg2
import pytest

SCRIPTS = Path(__file__).parent / "scripts"


class Database:
    """A throw-away copy of a database, and Odoo shells that work on it."""

    def __init__(self, name, **connection):
        self.name = name
        self.connection = connection

    def rows(self, query):
        """Return what a query says now, in a transaction of its own."""
        with (
            psycopg2.connect(dbname=self.name, **self.connection) as connection,
            connection.cursor() as cursor,
        ):
            cursor.execute(query)
            return cursor.fetchall()

    def start(self, script, **variables):
        """Start an Odoo shell in a process group of its own, on one of our scripts."""
        command = [sys.executable, "-m", "odoo", "shell", "-d", self.name]
        with (SCRIPTS / script).open() as stdin:
            return subprocess.Popen(
                [*command, "-c", os.environ["ODOO_RC"], "--no-http"],
                stdin=stdin,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                start_new_session=True,
                env=os.environ | variables,
            )

    def run(self, script, **variables):
        """Run one of our scripts to its end; what it printed."""
        return finish(self.start(script, **variables))


def finish(process):
    """Wait for a process that must succeed; what it printed."""
    output, _none = process.communicate(timeout=300)
    assert process.returncode == 0, output
    assert "Traceback" not in output, output
    return output


def read_connection():
    parser = configparser.ConfigParser()
    parser.read(os.environ["ODOO_RC"])
    options = dict(parser["options"])
    names = {"host": "db_host", "port": "db_port", "user": "db_user"}
    names["password"] = "db_password"
    found = {key: options.get(name) for key, name in names.items()}
    return {k: v for k, v in found.items() if v not in (None, "", "False")}


@pytest.fixture
def database(request):
    """Yield a fresh copy of the installed database."""
    template = os.environ["PGDATABASE"]
    name = f"{template}_{request.node.name}"[:60]
    connection = read_connection()
    administer(connection, f'DROP DATABASE IF EXISTS "{name}"')
    administer(connection, f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    yield Database(name, **connection)
    administer(connection, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def administer(connection, statement):
    admin = psycopg2.connect(dbname="postgres", **connection)
    admin.autocommit = True
    with admin.cursor() as cursor:
        cursor.execute(statement)
    admin.close()
