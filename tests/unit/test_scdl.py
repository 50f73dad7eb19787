"""The CSV of deliberations, as the public SCDL schema 2.1.3 wants it."""

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from numerian_board.core.scdl import COLUMNS, problems, write
from numerian_board.core.subjects import SUBJECTS, national_code, subject_name

ROW = {
    "COLL_NOM": "Syndicat d'essai",
    "COLL_SIRET": "20000000000014",
    "DELIB_ID": "2022_CA_001",
    "DELIB_DATE": date(2022, 6, 7),
    "DELIB_MATIERE_CODE": "7.10",
    "DELIB_MATIERE_NOM": "finances locales/divers",
    "DELIB_OBJET": "Annulations de titres, exercice 2021",
    "PREF_DATE": date(2022, 6, 9),
    "VOTE_POUR": 4,
    "VOTE_CONTRE": 0,
}


def read(content):
    return list(csv.reader(io.StringIO(content.decode(), newline="")))


def test_file_has_the_seventeen_columns_of_the_schema():
    header, row = read(write([ROW]))
    assert len(COLUMNS) == 17
    assert tuple(header) == COLUMNS
    cells = dict(zip(header, row, strict=True))
    assert cells["DELIB_DATE"] == "2022-06-07"
    assert cells["DELIB_OBJET"] == "Annulations de titres, exercice 2021"
    assert (cells["VOTE_CONTRE"], cells["VOTE_ABSTENTION"]) == ("0", "")


def test_good_row_has_no_problem():
    assert problems(ROW) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("COLL_SIRET", ""),
        ("COLL_SIRET", "123"),
        ("DELIB_MATIERE_CODE", "divers"),
        ("DELIB_OBJET", None),
        ("PREF_ID", "préfecture"),
        ("PREF_DATE", date(2022, 6, 6)),
        ("DELIB_URL", "javascript:alert(1)"),
    ],
)
def test_problem_names_its_column(name, value):
    assert problems(ROW | {name: value}) == [name]


@given(st.text())
def test_no_cell_is_a_formula(text):
    cells = read(write([ROW | {"DELIB_OBJET": text}]))[1]
    assert not cells[6].startswith(("=", "+", "-", "@", "\t", "\r"))
    assert len(cells) == 17


@pytest.mark.parametrize(
    ("code", "national"),
    [("7.10", "7.10"), (" 7.10.2 ", "7.10"), ("7.1", "7.1"), ("7.11", ""), ("", "")],
)
def test_national_levels_of_a_code(code, national):
    assert national_code(code) == national


def test_name_of_a_subject_has_no_comma():
    assert subject_name("7.3.1") == "finances locales/emprunts"
    assert subject_name("autre") == ""
    assert not any("," in name or "(" in name for name in SUBJECTS.values())
