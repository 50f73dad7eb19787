# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Make the pure modules importable without Odoo.

``numerian_*/__init__.py`` imports its models, hence Odoo. An empty package of the
same name, whose path is the add-on's folder, gives access to the pure modules alone;
one that imports ``odoo`` by mistake fails here, at collection.
"""

import sys
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parents[2]

for manifest in ROOT.glob("numerian_*/__manifest__.py"):
    package = ModuleType(manifest.parent.name)
    package.__path__ = [str(manifest.parent)]
    sys.modules[package.__name__] = package
sys.modules["odoo"] = None  # any "import odoo" now raises ImportError
