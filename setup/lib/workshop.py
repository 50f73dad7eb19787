# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What every command needs first: packages, Odoo, libraries, a database server."""

import fcntl
from contextlib import ExitStack, contextmanager
from pathlib import Path

import layout
import odoo_process
import odoo_source
import postgres
import python_env
import system
from console import Steps

STEPS = 4


@contextmanager
def opened(steps: Steps, *, browser=False, server=True):
    """Yield the directory of Odoo's package; by default with the database running."""
    with steps("Paquets du système"):
        _require_space()
        missing = system.missing_packages(server=not postgres.EXISTING, browser=browser)
        if missing:
            steps.note(f"installation de {', '.join(missing)}")
            system.install(missing)
    with steps("Odoo 19"):
        library = odoo_source.ensure(steps)
    with ExitStack() as stack:
        with steps("Environnement Python"):
            stack.enter_context(_environment(library, steps))
        if server:
            with steps("PostgreSQL"):
                stack.enter_context(postgres.server(steps))
        yield library


@contextmanager
def _environment(library: Path, steps: Steps):
    """Have the virtual environment, and keep others from making it again meanwhile."""
    layout.RUN.mkdir(exist_ok=True)
    with (layout.RUN / "venv.users").open("a") as users:
        if not python_env.is_ready(library):
            if not system.try_lock(users):
                steps.note("on attend la fin d'une autre commande, qui s'en sert")
            fcntl.flock(users, fcntl.LOCK_EX)
            python_env.ensure(library)
        fcntl.flock(users, fcntl.LOCK_SH)
        odoo_process.write_conf(library)
        yield


def _require_space():
    library = odoo_source.cached()
    needs: list[tuple[Path, int]] = []
    if not library:
        needs.append((layout.CACHE, odoo_source.MEGABYTES))
    if not layout.PYTHON.exists():
        needs.append((layout.VENV, python_env.MEGABYTES))
    if not postgres.EXISTING:
        needs.append((postgres.home(), postgres.megabytes()))
    system.require_space(needs)
