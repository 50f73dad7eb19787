# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A plugin of pytest: take the next test file that no other lane has taken.

All lanes collect the same files in the same order. A file is taken by making a file of
its name in the folder of the claims, which one process alone can do; so lanes end
together, whatever the files last. `order` in that folder tells who ran what, and when.
"""

import os
from pathlib import Path

import pytest
from claims import TOURS, group_of


def pytest_addoption(parser):
    parser.addoption("--lane", help="Name of this lane")
    parser.addoption("--claims", type=Path, help="Folder that the lanes share")


def _group(item) -> str:
    return group_of(item.path.relative_to(item.config.rootpath))


def pytest_collection_modifyitems(items):
    """Begin with the tours, which nothing shares: what ends the run must be short."""
    items.sort(key=lambda item: _group(item) != TOURS)


class Claims:
    """The files that this lane has taken, and those that it left to the others."""

    def __init__(self, config):
        self.folder = config.getoption("--claims")
        self.lane = config.getoption("--lane")
        self.taken = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item):
        """Run a test, or say that it is dealt with."""
        group = _group(item)
        if group not in self.taken:
            self.taken[group] = self._take(group)
            if self.taken[group]:
                # What pytest kept of the last test suits the file that was next in the
                # list: another lane may have it, and this one may be of another module.
                item.session._setupstate.teardown_exact(item)
        return None if self.taken[group] else True

    def _take(self, group) -> bool:
        claim = self.folder / group.replace("/", ".")
        try:
            os.close(os.open(claim, os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            return False
        with (self.folder / "order").open("a") as order:
            order.write(f"{self.lane} {group}\n")
        return True


def pytest_configure(config):
    config.pluginmanager.register(Claims(config))
