# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Demonstration data, loaded by ``load(env)`` of each file, never by the module."""
