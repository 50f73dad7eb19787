# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from numerian_collectivites.core.csv_text import FORMULA_STARTS, cell, harmless, write


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Decimal("1234.5"), "1234,50"),
        (Decimal("-230.00"), "-230,00"),
        (date(2021, 12, 31), "31/12/2021"),
        (2452, "2452"),
        (None, ""),
        (False, ""),
        ("Burzet", "Burzet"),
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-2", "'-2"),
        ("  =1", "'  =1"),
    ],
)
def test_cells(value, expected):
    assert cell(value) == expected


def test_file_as_a_french_spreadsheet_opens_it():
    content = write(["titre", "objet"], [[12, "Hébergement ; web"]])
    assert content == '\ufefftitre;objet\r\n12;"Hébergement ; web"\r\n'.encode()


def test_column_names_are_no_formulas_either():
    content = write(["=1+1 - Année 1", "Écart"], [])
    assert content == "\ufeff'=1+1 - Année 1;Écart\r\n".encode()


@given(st.text())
def test_no_text_is_taken_for_a_formula(text):
    assert not harmless(text).lstrip().startswith(FORMULA_STARTS)


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\r\n\0"))))
def test_file_is_read_again(texts):
    content = write(["x"] * len(texts), [texts]).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content), delimiter=";"))
    assert rows[1] == [cell(text) for text in texts] or not texts
