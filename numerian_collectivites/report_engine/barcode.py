# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Barcodes drawn as SVG: sharp, and without the raster back end of reportlab."""

from odoo.tools.barcode import (
    check_barcode_encoding,
    createBarcodeDrawing,
    get_barcode_font,
)

MAX_SIDE, MAX_AREA = 10_000, 1_200_000  # pixels, as in Odoo
GUESSED = {8: "EAN8", 13: "EAN13"}


def draw(kind, value, options):
    """Return a barcode as SVG.

    :param kind: a type of Odoo's ``/report/barcode`` (QR, Code128, EAN13, auto …)
    :param options: dict of texts, the parameters of that address
    :raises ValueError: too large, or a value that this type cannot hold
    """
    width, height = int(options.get("width", 600)), int(options.get("height", 100))
    if width * height > MAX_AREA or max(width, height) > MAX_SIDE:
        raise ValueError("Barcode too large")
    details = {"width": width, "height": height} | _get_details(options)
    try:
        kind = _get_kind(kind, value)
        drawing = createBarcodeDrawing(kind, value=value, format="svg", **details)
        return drawing.asString("svg")
    except AttributeError as error:  # reportlab's way of refusing
        raise ValueError(f"Cannot convert into barcode: {kind}, {value}") from error


def _get_details(options):
    quiet = options.get("quiet", "1") != "0"
    level = options.get("barLevel", "L")
    readable = options.get("humanreadable", "0") != "0"
    details = {
        "quiet": quiet,
        "humanReadable": readable,
        "barBorder": int(options.get("barBorder", 4)) if quiet else 0,
        "barLevel": level if level in "LMQH" else "L",
    }
    return details | ({"fontName": get_barcode_font()} if readable else {})


def _get_kind(kind, value):
    if kind == "auto":
        kind = GUESSED.get(len(value), "Code128")
    # reportlab would draw another number than the one asked for.
    if kind in GUESSED.values() and not check_barcode_encoding(value, kind):
        return "Code128"
    return kind
