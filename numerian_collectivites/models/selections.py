# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Choices shared by products, contract templates and contract lines."""

BILLING_PERIODS = [
    ("year", "Year"),
    ("half_year", "Half-year"),
    ("quarter", "Quarter"),
    ("month", "Month"),
]
PRICE_PERIODS = [("year", "Year"), ("month", "Month")]
PRORATIONS = [
    ("month", "Started months"),
    ("full_month", "Whole months"),
    ("day", "Days"),
    ("none", "None (a started period is due)"),
]
