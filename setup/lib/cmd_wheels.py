# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""``setup/wheels``: one wheel for each of our add-ons, in ``dist/``."""

import argparse

import wheels
import workshop
from console import Steps


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="setup/wheels",
        description="Fabrique un paquet Python (wheel) par module, dans dist/.",
    )
    parser.add_argument(
        "--test",
        action="store_true",
        help="les installe ailleurs, et y passe les tests des modules",
    )
    # What is not ours goes to pytest: paths, -k …
    options, asked = parser.parse_known_args(arguments)
    if asked and not options.test:
        parser.error("des arguments de pytest demandent --test")
    steps = Steps(workshop.STEPS + 2 * options.test)
    with workshop.opened(steps, server=False) as library:
        with steps("Fabrication des paquets"):
            built = wheels.build()
        if options.test:
            with steps("Installation des paquets dans un autre dossier"):
                wheels.install(library)
            with steps("Tests des modules, depuis les paquets"):
                steps.open_output()
                return wheels.test(asked)
    print("\n" + "\n".join(str(path) for path in built))
    return 0
