# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Demonstration data, loaded by ``quotes_2022.load(env)``, never by the module."""
