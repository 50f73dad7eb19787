# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What one lane runs whole: a test file, or the tours of all modules."""

from pathlib import Path

TOURS = "tours"


def group_of(path: Path) -> str:
    """Name the group of a test file.

    A tour drives a browser, which takes more than its share of the machine: one at a
    time.

    :param path: from the root of the checkout
    """
    return TOURS if path.name.startswith("test_tour") else str(path)
