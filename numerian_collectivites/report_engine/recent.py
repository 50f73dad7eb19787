# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What a process keeps of the documents that it has drawn, within limits."""

from collections import OrderedDict


class Recent:
    """What was used lately, by key: the rest is forgotten. Not safe between threads."""

    def __init__(self, size):
        self._size = size
        self._kept = OrderedDict()

    def __len__(self):
        return len(self._kept)

    def values(self):
        return self._kept.values()

    def __contains__(self, key):
        return key in self._kept

    def get(self, key, make=None):
        """Return what stands under a key, made if nothing does."""
        if key not in self._kept:
            self._kept[key] = make()
        self._kept.move_to_end(key)
        while len(self._kept) > self._size:
            self._kept.popitem(last=False)
        return self._kept[key]
