# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Demonstration data. The module never loads it by itself: ``story_2021.load(env)``."""
