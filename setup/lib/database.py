# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Databases: a template with everything but our add-ons, and copies of it.

A database gets its name when it is complete; what it was made from is written in its
comment. Until then it has a passing name, and the next command removes it.
"""

import itertools
import os
from contextlib import ExitStack, contextmanager
from pathlib import Path

import layout
import odoo_process
import odoo_source
import postgres
import system
from layout import LIB, RUN
from postgres import psql

_PASSING = "numerian_passing_"
_TEMPLATE = "numerian_base_"
_TESTS = "numerian_test"
_GLUE = "_glue"
_INSTALL = "l'installation de nos modules"
_serial = itertools.count()


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def names() -> list[str]:
    return psql("SELECT datname FROM pg_database WHERE NOT datistemplate").splitlines()


def comment(name: str) -> str:
    """Return what a database was made from; empty when it does not exist."""
    literal = name.replace("'", "''")
    return psql(
        "SELECT shobj_description(oid, 'pg_database') FROM pg_database "
        f"WHERE datname = '{literal}'"
    )


def set_comment(name: str, text: str):
    psql(f"COMMENT ON DATABASE {_quoted(name)} IS '{text}'")


def drop(name: str):
    psql(f"DROP DATABASE IF EXISTS {_quoted(name)} WITH (FORCE)")
    odoo_process.drop_filestore(name)


def copy(source: str, target: str):
    drop(target)
    psql(f"CREATE DATABASE {_quoted(target)} TEMPLATE {_quoted(source)}")
    odoo_process.copy_filestore(source, target)


def rename(source: str, target: str):
    """Give a database its name, last: it is then complete."""
    drop(target)
    if odoo_process.filestore(source).exists():
        os.rename(odoo_process.filestore(source), odoo_process.filestore(target))
    psql(f"ALTER DATABASE {_quoted(source)} RENAME TO {_quoted(target)}")


@contextmanager
def passing(source: str | None = None):
    """Have a database for a while, empty or copied; gone at the end unless renamed."""
    name = f"{_PASSING}{os.getpid()}_{next(_serial)}"
    if source:
        copy(source, name)
    else:
        drop(name)
        psql(f"CREATE DATABASE {_quoted(name)} TEMPLATE template0")
        # As Odoo does for the databases that it creates; `unaccent` in odoo.conf.
        psql("CREATE EXTENSION pg_trgm; CREATE EXTENSION unaccent", name)
        psql("ALTER FUNCTION unaccent(text) IMMUTABLE", name)
    try:
        yield name
    finally:
        drop(name)


def template(library: Path) -> str:
    """Return the template of this Odoo and these pins; make it if needed."""
    settings = LIB / "in_odoo/base_settings.py"
    needs = layout.dependencies()
    made_from = layout.digest(
        layout.REQUIREMENTS, odoo_source.version(library), settings, ",".join(needs)
    )
    name = _TEMPLATE + made_from
    with system.locked(RUN / "template.lock"):
        _remove_leftovers(name)
        if name in names():
            return name
        with passing() as fresh:
            odoo_process.install(
                fresh, ["web"], "--load-language=fr_FR", what="l'installation d'Odoo"
            )
            odoo_process.script(fresh, settings.name, what="le réglage de la société")
            odoo_process.install(
                fresh, needs, what="l'installation des modules standard et OCA"
            )
            rename(fresh, name)
    return name


def state(source: str) -> str:
    """Return the comment of a database made from this template now."""
    return f"{source} {layout.modules_digest(layout.modules())}"


def install_ours(source: str, target: str):
    """Make a database from the template, with our add-ons; named when complete."""
    with passing(source) as fresh:
        odoo_process.install(fresh, layout.modules(), what=_INSTALL)
        _keep_statistics(fresh)
        set_comment(fresh, state(source))
        rename(fresh, target)


def _keep_statistics(name: str):
    """Let no autovacuum find the tables empty between two tests, all rolled back.

    PostgreSQL would then plan for one row: seconds where milliseconds are enough.
    """
    for table in ("account_move", "account_move_line", "account_partial_reconcile"):
        psql(f"ALTER TABLE {table} SET (autovacuum_enabled = false)", name)


@contextmanager
def for_tests(source: str, *, fresh: bool):
    """Have a database with our add-ons as they are now.

    A partial run takes that of the previous run when no code but tests has changed;
    a second command at the same time gets a passing one.
    """
    with (RUN / "test.lock").open("a") as lock:
        if not system.try_lock(lock):
            with passing(source) as name:
                odoo_process.install(name, layout.modules(), what=_INSTALL)
                try:
                    yield name
                finally:
                    drop(name + _GLUE)
            return
        if fresh or comment(_TESTS) != state(source):
            drop(_TESTS + _GLUE)
            install_ours(source, _TESTS)
        yield _TESTS


@contextmanager
def installed(steps, library: Path, *, fresh=False):
    """Have a database for tests, in two steps that the person sees."""
    with steps("Base modèle"):
        source = template(library)
    with ExitStack() as stack:
        with steps("Installation de nos modules"):
            name = stack.enter_context(for_tests(source, fresh=fresh))
        yield name


def with_glue(name: str) -> str:
    """Return a copy of a database for tests, with our glue modules and what they join.

    Made when it is first asked for, and kept until the code changes.
    """
    target = name + _GLUE
    made_from = f"{comment(name)} {layout.modules_digest(layout.glue_modules())}"
    if comment(target) != made_from:
        copy(name, target)
        odoo_process.install(target, layout.glue_modules(), what=_INSTALL)
        set_comment(target, made_from)
    return target


def _remove_leftovers(current: str):
    """Drop older templates, and passing databases whose command is dead."""
    if postgres.EXISTING:  # other checkouts and other machines may use it
        return
    for name in names():
        pid = name.removeprefix(_PASSING).partition("_")[0]
        dead = pid.isdigit() and not Path(f"/proc/{pid}").exists()
        if dead or (name.startswith(_TEMPLATE) and name != current):
            drop(name)
