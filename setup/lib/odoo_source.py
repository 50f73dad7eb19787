# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Odoo 19 out of Debian's own packages, unpacked once per user, never installed.

Installing them would pull Odoo's dependencies of another Debian release; unpacked
into one tree, they give the sources, and `python_env` brings the libraries.
"""

import hashlib
import os
import re
import shutil
import sys
import tempfile
from pathlib import Path

import system
from console import Failure, Steps, run
from layout import CACHE

VERSION = "19.0.0+dfsg-1"
SHA256 = "9d2f598b0555db17e291d48ed24df184c70823c053c4c5ed53c467ca7f629bbf"
SUITE = "sid"
# Odoo's files link to those of these packages.
PACKAGES = [
    "odoo-19",
    "fonts-font-awesome",
    "fonts-glyphicons-halflings",
    "fonts-inconsolata",
    "fonts-montserrat",
    "fonts-ocr-b",
    "fonts-roboto-unhinted",
    "libjs-jquery",
    "libjs-jquery-form",
    "libjs-underscore",
]
MEGABYTES = 1600

_KEYRINGS = [
    Path("/usr/share/keyrings/debian-archive-keyring.gpg"),
    Path("/usr/share/keyrings/debian-archive-keyring.pgp"),
]
_TREES = CACHE / "odoo"
_LIBRARY = "usr/lib/python3/dist-packages"
# Debian leaves this library out for its licence (it blurs the background of video
# calls), but its place in the bundle of every page stays: the browser complains, and
# no tour can succeed. An empty file is what remains of it.
_LEFT_OUT = "odoo/addons/mail/static/lib/selfie_segmentation/selfie_segmentation.js"


def cached() -> Path | None:
    """Return the newest unpacked tree, if any. A tree has its name when complete."""
    trees = [tree for tree in _TREES.glob("*") if not tree.name.startswith(".")]
    trees.sort(key=lambda tree: (tree.stat().st_mtime, tree.name))
    return trees[-1] / _LIBRARY if trees else None


def ensure(steps: Steps) -> Path:
    """Return the directory that holds the Python package ``odoo``."""
    command = os.environ.get("ODOO_BIN")
    if command:
        return _existing(command)
    if not cached():
        with system.locked(CACHE / "lock"):
            if not cached():  # another command may have just made it
                _fetch(steps)
    library = cached()
    _mend(library)
    return library


def _mend(library: Path):
    file = library / _LEFT_OUT
    if not file.exists():
        file.parent.mkdir(exist_ok=True)
        file.touch()


def version(library: Path) -> str:
    """Return a string that changes when Odoo does."""
    return (
        library.relative_to(_TREES).parts[0]
        if library.is_relative_to(_TREES)
        else str(library)
    )


def _existing(command: str) -> Path:
    """Return the directory of the ``odoo`` package that ODOO_BIN runs."""
    path = Path(shutil.which(command) or command).resolve()
    if not path.is_file():
        raise Failure(f"ODOO_BIN : « {command} » est introuvable.")
    with path.open(errors="replace") as script:
        shebang = script.readline()
    interpreter = (
        shebang[2:].split()[-1] if shebang.startswith("#!") else sys.executable
    )
    code = "import odoo.release as r; print(r.__file__, r.version_info[0])"
    answer = run(
        [interpreter, "-c", code],
        what="la recherche d'Odoo par ODOO_BIN",
        cwd=path.parent,
    )
    file, major = answer.split()[-2:]
    if major != "19":
        raise Failure(f"ODOO_BIN : il faut Odoo 19, « {command} » est Odoo {major}.")
    return Path(file).parents[1]


def _fetch(steps: Steps):
    _TREES.mkdir(parents=True, exist_ok=True)
    for leftover in _TREES.glob(".*"):
        shutil.rmtree(leftover, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=".", dir=_TREES) as scratch:
        scratch = Path(scratch)
        _download(scratch)
        (package,) = scratch.glob("odoo-19_*.deb")
        found = run(
            ["dpkg-deb", "-f", package, "Version"], what="la lecture d'odoo-19"
        ).strip()
        _verify(package, found, steps)
        tree = scratch / "tree"
        for deb in scratch.glob("*.deb"):
            run(["dpkg", "-x", deb, tree], what=f"l'ouverture de {deb.name}")
        # A second, dangling path of the same add-ons.
        shutil.rmtree(tree / _LIBRARY / "addons", ignore_errors=True)
        os.rename(tree, _TREES / found)


def _download(scratch: Path):
    """Fetch the packages through Debian's signed index, apart from the system's own."""
    keyring = next((path for path in _KEYRINGS if path.exists()), None)
    if not keyring:
        system.install(["debian-archive-keyring"])
        keyring = _KEYRINGS[0]
    sources = scratch / "sources.list"
    sources.write_text(f"deb [signed-by={keyring}] {_mirror()} {SUITE} main\n")
    (scratch / "lists/partial").mkdir(parents=True)
    options = {
        "Dir::Etc::sourcelist": sources,
        "Dir::Etc::sourceparts": "-",
        "Dir::State::lists": scratch / "lists",
        "Dir::State::status": "/dev/null",
        "Dir::Cache": scratch / "cache",
        "APT::Sandbox::User": "root",
        "APT::Update::Error-Mode": "any",
        "Acquire::Languages": "none",
        "Acquire::Retries": "2",
    }
    flags = [f"-o{name}={value}" for name, value in options.items()]
    run(["apt-get", "-q", *flags, "update"], what="la lecture de l'index de Debian")
    run(
        ["apt-get", "-q", *flags, "download", *PACKAGES],
        what="le téléchargement d'Odoo 19",
        cwd=scratch,
    )


def _mirror() -> str:
    """Return the Debian mirror of this machine."""
    chosen = os.environ.get("NUMERIAN_DEBIAN_MIRROR") or _configured_mirror()
    if not chosen and Path("/etc/debian_version").exists():
        system.apt("update")  # a fresh machine does not know yet what its mirror holds
        chosen = _configured_mirror() or _template_mirror()
    if not chosen:
        raise Failure(
            "Aucun miroir Debian connu sur cette machine : donnez son adresse dans "
            "NUMERIAN_DEBIAN_MIRROR."
        )
    return chosen


def _configured_mirror() -> str | None:
    targets = run(
        ["apt-get", "indextargets", "--format", "$(REPO_URI)", "Created-By: Packages"]
        + ["Origin: Debian", "Label: Debian", "Component: main"],
        what="la lecture des sources d'apt",
    )
    return targets.split()[0] if targets.split() else None


def _template_mirror() -> str | None:
    """On Ubuntu: the address that python-apt knows for Debian."""
    template = Path("/usr/share/python-apt/templates/Debian.info")
    if not template.exists():
        system.install(["python-apt-common"])
    found = re.search(r"^BaseURI:\s*(\S+)", template.read_text(), re.MULTILINE)
    return found[1] if found else None


def _verify(package: Path, found: str, steps: Steps):
    digest = hashlib.sha256(package.read_bytes()).hexdigest()
    if found == VERSION and digest != SHA256:
        raise Failure(
            f"Le paquet odoo-19 {found} n'a pas l'empreinte attendue :\n"
            f"    reçue    {digest}\n    attendue {SHA256}"
        )
    if found != VERSION:
        # apt has checked it against the signed index; older ones are no longer served.
        steps.note(
            f"Debian propose odoo-19 {found} (prévu : {VERSION}) : on prend celui-là,"
        )
        steps.note(f"vérifié par l'index signé de Debian (sha256 {digest}).")
