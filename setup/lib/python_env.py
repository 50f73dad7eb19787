# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The virtual environment of the checkout: pinned libraries, OCA add-ons, tools."""

import subprocess
import sys
from pathlib import Path

import layout
import system
from console import run
from layout import PYTHON, VENV

MEGABYTES = 600
_STAMP = VENV / "numerian.stamp"


def _expected(library: Path) -> str:
    return layout.digest(layout.REQUIREMENTS, str(library))


def is_ready(library: Path) -> bool:
    if not _STAMP.exists() or _STAMP.read_text() != _expected(library):
        return False
    # The Python that it was made with may be gone since.
    return _succeeds(PYTHON, "-c", "")


def _succeeds(*command) -> bool:
    try:
        return not subprocess.run(command, capture_output=True).returncode
    except FileNotFoundError:
        return False


def ensure(library: Path):
    """Make the environment, or make it again after a change of pins, Odoo or Python.

    The stamp is written last: what was interrupted is made again from the start.
    """
    if is_ready(library):
        return
    if not _succeeds(sys.executable, "-c", "import ensurepip"):
        # Debian splits `venv` off from each of its Pythons.
        system.install([f"python3.{sys.version_info.minor}-venv"])
    run(
        [sys.executable, "-m", "venv", "--clear", VENV],
        what="la création de l'environnement Python",
    )
    # The pins are complete: without --no-deps, pip would add what Odoo only half needs.
    command = [PYTHON, "-m", "pip", "install", "--no-deps", "--only-binary", ":all:"]
    run(
        [*command, "--quiet", "--no-input", "--disable-pip-version-check"]
        + ["--requirement", layout.REQUIREMENTS],
        what="l'installation des bibliothèques Python",
    )
    (site_packages() / "odoo.pth").write_text(f"{library}\n")
    _STAMP.write_text(_expected(library))


def site_packages() -> Path:
    return next(VENV.glob("lib/python3*/site-packages"))


def addons_path(library: Path) -> list[Path]:
    """Return the directories of Odoo's, OCA's and our add-ons."""
    paths = [library / "odoo/addons", site_packages() / "odoo/addons", layout.ROOT]
    return [path for path in paths if path.is_dir()]
