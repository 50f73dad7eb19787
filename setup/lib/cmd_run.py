# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""``setup/run``: from nothing to the demonstration, billed and served."""

DATABASE = "numerian_demo"
