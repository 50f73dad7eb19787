# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Debian and Ubuntu packages, disk space, locks: what the machine lends us."""

import fcntl
import os
import shutil
import subprocess
from collections import defaultdict
from contextlib import contextmanager
from pathlib import Path

from console import Failure, run

# Nothing here is started or configured: PostgreSQL runs from our own directory.
# (Its package creates Debian's default cluster, as always; we never touch it.)
SERVER_PACKAGE = "postgresql"
CLIENT_PACKAGE = "postgresql-client"
PACKAGES = [
    "fonts-dejavu-core",
    "fonts-liberation",
    "libharfbuzz-subset0",  # with Pango, what WeasyPrint loads to draw PDF files
    "libpango-1.0-0",
    "libpangoft2-1.0-0",
    "poppler-utils",
]
BROWSERS = ["chromium", "google-chrome", "google-chrome-stable", "chromium-browser"]


def _installed(package: str) -> bool:
    query = ["dpkg-query", "--show", "--showformat=${db:Status-Status}", package]
    return subprocess.run(query, capture_output=True, text=True).stdout == "installed"


def has_browser() -> bool:
    """Tell if Odoo will find a browser that starts (Ubuntu's is often a mere stub)."""
    for name in BROWSERS:
        path = shutil.which(name)
        if (
            path
            and not subprocess.run([path, "--version"], capture_output=True).returncode
        ):
            return True
    return False


def missing_packages(*, server: bool, browser: bool) -> list[str]:
    if not shutil.which("dpkg-query"):
        raise Failure(
            "Cette commande sait préparer une Debian ou une Ubuntu seulement "
            "(« dpkg-query » est introuvable)."
        )
    missing = [package for package in PACKAGES if not _installed(package)]
    if not postgresql_tool("initdb" if server else "psql"):
        missing.append(SERVER_PACKAGE if server else CLIENT_PACKAGE)
    if browser and not has_browser():
        missing.append("chromium")
    return missing


def postgresql_tool(name: str) -> Path | None:
    """Find a PostgreSQL program, the newest first; Debian keeps them off PATH."""
    versions = Path("/usr/lib/postgresql").glob(f"*/bin/{name}")
    newest = sorted(versions, key=lambda path: float(path.parts[-3]), reverse=True)
    if newest:
        return newest[0]
    path = shutil.which(name)
    return Path(path) if path else None


def apt(*arguments: str):
    """Run apt-get as root, asking nothing."""
    command = ["apt-get", "-q", "-y", "-o", "DPkg::Lock::Timeout=300", *arguments]
    if os.getuid() != 0:
        # Through `env`, because sudo drops the variables of its caller.
        command = ["sudo", "-n", "env", "DEBIAN_FRONTEND=noninteractive", *command]
    try:
        run(
            command,
            what=f"« apt-get {' '.join(arguments)} »",
            env={"DEBIAN_FRONTEND": "noninteractive"},
        )
    except Failure as failure:
        if os.getuid() == 0 or (shutil.which("sudo") and "sudo:" not in str(failure)):
            raise
        raise Failure(
            "Des paquets manquent et « sudo » sans mot de passe n'est pas possible "
            "ici. Faites exécuter par un administrateur :\n"
            f"    apt-get {' '.join(arguments)}"
        ) from failure


def install(packages: list[str]):
    if not packages:
        return
    apt("update")
    try:
        apt("install", "--no-install-recommends", *packages)
    except Failure as failure:
        if "chromium" in packages and "no installation candidate" in str(failure):
            raise Failure(
                "Cette distribution n'a pas de paquet « chromium » : installez Google "
                "Chrome (ou Chromium) vous-même, puis relancez."
            ) from failure
        raise


def require_space(needs: list[tuple[Path, int]]):
    """Fail early if a file system lacks room.

    :param needs: a directory, existing or not, and the megabytes that it will receive
    """
    by_device: dict[int, list[tuple[Path, int]]] = defaultdict(list)
    for path, megabytes in needs:
        while not path.exists():
            path = path.parent
        by_device[path.stat().st_dev].append((path, megabytes))
    for paths in by_device.values():
        needed = sum(megabytes for _path, megabytes in paths)
        free = shutil.disk_usage(paths[0][0]).free // 10**6
        if free < needed:
            raise Failure(
                f"Pas assez de place sur le disque de « {paths[0][0]} » : "
                f"{free} Mo libres, il en faut {needed}."
            )


@contextmanager
def locked(path: Path):
    """Hold a lock file; wait for whoever holds it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def try_lock(file) -> bool:
    """Take a lock alone if nobody else holds it, a share of ours let go first."""
    try:
        fcntl.flock(file, fcntl.LOCK_UN)
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
