# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""``setup/run``: from nothing to the demonstration, billed and served."""

import argparse
import errno
import json
import socket
from pathlib import Path

import database
import layout
import odoo_process
import workshop
from console import Failure, Steps, duration, table

DATABASE = "numerian_demo"
HOST = "127.0.0.1"


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="setup/run",
        description="Installe ce qui manque, prépare la démonstration et la sert.",
    )
    parser.add_argument(
        "--port", type=int, default=8069, help="port (défaut : %(default)s)"
    )
    parser.add_argument("--db", default=DATABASE, help="base (défaut : %(default)s)")
    parser.add_argument(
        "--reset", action="store_true", help="refait la base depuis le début"
    )
    parser.add_argument(
        "--no-serve", action="store_true", help="s'arrête après le tableau"
    )
    return parser.parse_args(arguments)


def main(arguments: list[str]) -> int:
    options = _options(arguments)
    if not options.no_serve:
        _require_port(options.port)
    steps = Steps(workshop.STEPS + 6)
    with workshop.opened(steps) as library:
        _prepare(options, steps, library)
        with steps("Résumé"):
            answer = odoo_process.script(options.db, "summary.py", what="le résumé")
            summary = json.loads(answer)
        url = f"http://{HOST}:{options.port}"
        _show(summary, steps, url)
        if options.no_serve:
            return 0
        print(f"\nOdoo démarre sur {url} (Ctrl-C arrête tout).", flush=True)
        return odoo_process.attached(
            "server",
            *("--database", options.db, f"--http-port={options.port}"),
            "--log-level=warn",
        )


def _require_port(port: int):
    """Fail before anything long when somebody else listens there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError) as error:
            if getattr(error, "errno", None) == errno.EADDRINUSE:
                reason = f"Le port {port} est déjà pris"
            else:
                reason = f"Le port {port} n'est pas utilisable ({error})"
            raise Failure(
                f"{reason} : choisissez-en un autre, par exemple "
                f"« --port {port % 60000 + 1} »."
            ) from error


def _prepare(options: argparse.Namespace, steps: Steps, library: Path):
    """Have the demonstration up to date: made, updated or left as it is."""
    with steps("Base de données"):
        template = database.template(library)
        if options.reset:
            database.drop(options.db)
        made_from = _made_from(options.db)
        target = database.state(template)
    if made_from == target:
        steps.total -= 4
        return
    if made_from:
        # New pins change the add-ons of others too.
        same_base = made_from.split()[0] == template
        _update(options.db, layout.modules() if same_base else ["all"], steps)
        database.set_comment(options.db, target)
    else:
        _make(options.db, template, steps)


def _made_from(name: str) -> str:
    """Return what a demonstration was made from; empty when there is none."""
    made_from = database.comment(name)
    if not made_from and name in database.names():
        raise Failure(
            f"La base « {name} » n'a pas été faite par cette commande : on n'y touche "
            "pas. Donnez un autre nom par « --db », ou « --reset » pour la remplacer."
        )
    return made_from


def _update(name: str, modules: list[str], steps: Steps):
    with steps("Mise à jour des modules"):
        odoo_process.install(
            name,
            modules,
            *("--init", ",".join(layout.modules())),  # those that it did not have
            update=True,
            what="la mise à jour des modules",
        )
    _tell_story(name, steps)


def _make(name: str, template: str, steps: Steps):
    with database.passing(template) as fresh:
        with steps("Modules de Numérian"):
            modules = layout.modules()
            odoo_process.install(fresh, modules, what="l'installation de nos modules")
            odoo_process.script(
                fresh, "demo_settings.py", what="le réglage de la démonstration"
            )
        _tell_story(fresh, steps)
        database.set_comment(fresh, database.state(template))
        database.rename(fresh, name)


def _tell_story(name: str, steps: Steps):
    with steps("Histoire de 2021"):
        odoo_process.script(
            name, "demo_story.py", what="le chargement de la démonstration"
        )
    with steps("Facturation planifiée"):
        odoo_process.script(
            name, "scheduled_billing.py", what="la facturation planifiée"
        )
    with steps("Titres et paiements"):
        odoo_process.script(
            name, "demo_titres.py", what="l'émission des titres de 2022"
        )


def _show(summary: dict, steps: Steps, url: str):
    total = sum(time for _title, time in steps.times)
    print(f"\nDémonstration prête en {duration(total)}.\n")
    print(table(summary["rows"]))
    print(f"\n  Adresse : {url}")
    print("  Identifiants (le mot de passe est l'identifiant) :")
    logins = {**summary["logins"], "admin": "Administrateur d'Odoo"}
    print(
        table(
            ((login, role) for login, role in logins.items()),
            right=False,
            indent="    ",
        )
    )
