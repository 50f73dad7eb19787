# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Choices shared by several models."""

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
MONTHS_OF_YEAR = [
    ("01", "January"),
    ("02", "February"),
    ("03", "March"),
    ("04", "April"),
    ("05", "May"),
    ("06", "June"),
    ("07", "July"),
    ("08", "August"),
    ("09", "September"),
    ("10", "October"),
    ("11", "November"),
    ("12", "December"),
]
NOMENCLATURES = [("m4", "M4"), ("m57", "M57")]
# Codes of the PES: the series of bordereaux and titres follow them.
BORDEREAU_TYPES = [
    ("01", "Ordinary titres"),
    ("02", "Cancellations and reductions"),
]
SALE_MOVE_TYPES = ("out_invoice", "out_refund")
TITRE_SERIES = [("bordereau", "Bordereaux"), ("titre", "Titres")]
