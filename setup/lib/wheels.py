# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Our add-ons as wheels, and a checkout that has nothing of them but what is installed.

The second proves that a wheel holds all that its add-on needs, and that its name,
version and requirements let pip put it beside Odoo.
"""

import shutil
import subprocess
import sys
from pathlib import Path

import layout
import system
from console import Failure, run
from layout import ROOT, RUN

DIST = ROOT / "dist"
REQUIREMENTS = ROOT / "setup/requirements-wheels.txt"
_BUILDER = RUN / "wheels-builder"
_ELSEWHERE = RUN / "wheels"
# All that `setup/` and the tests need, but the add-ons.
_SHARED = ("setup", "tests", "docs", "pyproject.toml", "requirements.txt")
_PIP = ("-m", "pip", "--quiet", "--no-input", "--disable-pip-version-check")


def build() -> list[Path]:
    """Build the wheel of each add-on; ``dist/`` then holds these and no others."""
    with system.locked(RUN / "wheels.lock"):
        _ensure_builder()
        shutil.rmtree(DIST, ignore_errors=True)
        for module in layout.all_modules():
            run(
                [_BUILDER / "bin/python", *_PIP, "wheel", "--no-deps"]
                + ["--no-build-isolation", "--wheel-dir", DIST, ROOT / module],
                what=f"la fabrication du paquet de {module}",
            )
    return sorted(DIST.glob("*.whl"))


def _ensure_builder():
    stamp, expected = _BUILDER / "numerian.stamp", layout.digest(REQUIREMENTS)
    if stamp.exists() and stamp.read_text() == expected:
        return
    run(
        [sys.executable, "-m", "venv", "--clear", _BUILDER],
        what="la création de l'environnement de fabrication",
    )
    run(
        [_BUILDER / "bin/python", *_PIP, "install", "--no-deps", "--only-binary"]
        + [":all:", "--requirement", REQUIREMENTS],
        what="l'installation des outils de fabrication",
    )
    stamp.write_text(expected)


def install(library: Path):
    """Make the checkout that has only wheels, with an environment of its own."""
    _copy_shared()
    _make_environment(library)
    python = _ELSEWHERE / ".venv/bin/python"
    names = [module.replace("_", "-") for module in layout.all_modules()]
    packages = [f"odoo-addon-{name}" for name in names]
    run([python, *_PIP, "uninstall", "--yes", *packages], what="le ménage d'avant")
    run(
        [python, *_PIP, "install", "--no-deps", "--no-index"]
        + ["--find-links", DIST, *packages],
        what="l'installation des paquets à côté d'Odoo",
    )
    _require_complete(python)
    _link(next(_ELSEWHERE.glob(".venv/lib/python3*/site-packages")) / "odoo/addons")


def _make_environment(library: Path):
    code = "import pathlib, sys, python_env as it; it.ensure(pathlib.Path(sys.argv[1]))"
    run(
        [sys.executable, "-c", code, library],
        env={"PYTHONPATH": str(_ELSEWHERE / "setup/lib")},
        what="la création de l'environnement des paquets",
    )


def _copy_shared():
    _ELSEWHERE.mkdir(exist_ok=True)
    for name in _SHARED:
        source, target = ROOT / name, _ELSEWHERE / name
        if source.is_dir():
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(source, target)
        else:
            shutil.copy2(source, target)


def _require_complete(python: Path):
    """Fail if our wheels want what is not there (Odoo names more than it uses)."""
    check = [str(python), "-m", "pip", "--disable-pip-version-check", "check"]
    told = subprocess.run(check, capture_output=True, text=True).stdout
    ours = [
        line for line in told.splitlines() if line.startswith("odoo-addon-numerian")
    ]
    if ours:
        raise Failure("Il manque aux paquets :\n" + "\n".join(ours))


def _link(installed: Path):
    """Let `setup/` find the installed add-ons where those of a checkout stand."""
    for module in layout.all_modules():
        if not (installed / module / "__manifest__.py").exists():
            raise Failure(f"Le paquet de {module} n'a pas été installé.")
        link = _ELSEWHERE / module
        link.unlink(missing_ok=True)
        link.symlink_to(installed / module)


def test(arguments: list[str]) -> int:
    """Run the tests of add-ons there, or those asked for; return the exit code."""
    command = [sys.executable, str(_ELSEWHERE / "setup/lib/cli.py")]
    return subprocess.run(
        [*command, "test", "--module", *arguments], cwd=_ELSEWHERE
    ).returncode
