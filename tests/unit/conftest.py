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

from hypothesis import settings

ROOT = Path(__file__).parents[2]

for manifest in ROOT.glob("numerian_*/__manifest__.py"):
    package = ModuleType(manifest.parent.name)
    package.__path__ = [str(manifest.parent)]
    sys.modules[package.__name__] = package
sys.modules["odoo"] = None  # any "import odoo" now raises ImportError

# The same examples on every run: a red test is a regression, never bad luck. To hunt
# for new ones: pytest tests/unit -p no:odoo --hypothesis-profile=hunt
settings.register_profile(
    "steady", max_examples=40, deadline=None, derandomize=True, database=None
)
settings.register_profile("hunt", max_examples=1000, deadline=None, database=None)
settings.load_profile("steady")
