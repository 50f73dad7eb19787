# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Calculation only: standard library, no ORM, no clock, errors of its own."""
