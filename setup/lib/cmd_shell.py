# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""``setup/shell``: an Odoo shell on the demonstration database, or on another one."""

import argparse
import sys

import database
import odoo_process
import odoo_source
import python_env
import workshop
from cmd_run import DATABASE
from console import Failure, Steps


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="setup/shell",
        description="Ouvre un shell Odoo ; l'entrée standard peut être un script.",
    )
    parser.add_argument(
        "-d", "--database", default=DATABASE, help="base (défaut : %(default)s)"
    )
    options = parser.parse_args(arguments)
    library = odoo_source.cached()
    quiet = bool(library and python_env.is_ready(library))
    # Standard output belongs to the script.
    with workshop.opened(Steps(workshop.STEPS, sys.stderr, quiet=quiet)):
        if options.database not in database.names():
            raise Failure(
                f"La base « {options.database} » n'existe pas. "
                f"Bases présentes : {', '.join(database.names())}.\n"
                "« ./setup/run --no-serve » crée celle de démonstration."
            )
        return odoo_process.attached(
            "shell",
            *("--database", options.database, "--no-http", "--log-level=warn"),
            interactive=True,
        )
