# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Where everything stands: the checkout, its private state, the cache of the user."""

import ast
import hashlib
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LIB = ROOT / "setup/lib"
RUN = ROOT / ".run"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin/python"
REQUIREMENTS = ROOT / "requirements.txt"
CACHE = (
    Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "numerian-odoo"
)

# Different for each checkout: names what cannot stand inside it.
CHECKOUT_ID = hashlib.sha256(str(ROOT).encode()).hexdigest()[:10]


# Add-ons of others that a database may do without; those of ours that join them are
# not in the demonstration, and are tested on a database of their own.
OPTIONAL = {"queue_job"}


def all_modules() -> list[str]:
    """Return the names of our add-ons."""
    return sorted(path.parent.name for path in ROOT.glob("numerian_*/__manifest__.py"))


def modules() -> list[str]:
    """Return the names of our add-ons that every database has."""
    return [module for module in all_modules() if not OPTIONAL & _depends(module)]


def glue_modules() -> list[str]:
    """Return the names of our add-ons that join an optional one of others."""
    return [module for module in all_modules() if OPTIONAL & _depends(module)]


def _depends(module: str) -> set[str]:
    manifest = ast.literal_eval((ROOT / module / "__manifest__.py").read_text())
    return set(manifest["depends"])


def dependencies() -> list[str]:
    """Return the add-ons of others that every database has because ours need them."""
    needed = set().union(*map(_depends, modules()))
    return sorted(needed - set(modules()))


def digest(*parts: str | bytes | Path) -> str:
    """Return a short hash of texts and of the contents of files."""
    total = hashlib.sha256()
    for part in parts:
        if isinstance(part, Path):
            part = part.read_bytes()
        elif isinstance(part, str):
            part = part.encode()
        total.update(len(part).to_bytes(8, "big") + part)
    return total.hexdigest()[:16]


def modules_digest(names: list[str]) -> str:
    """Return a hash of all that an update of some of our add-ons would load."""
    parts: list[str | Path] = []
    for module in names:
        for path in sorted((ROOT / module).rglob("*")):
            inside = path.relative_to(ROOT)
            hidden = any(part.startswith((".", "__pycache__")) for part in inside.parts)
            if path.is_file() and not hidden and inside.parts[1] != "tests":
                parts += [str(inside), path]
    return digest(*parts)
