# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from numerian_collectivites.core.csv_reading import UnreadableFile
from numerian_collectivites.core.titre_history import read


def test_file_of_a_former_software():
    rows = read(
        b"Titre,Facture,Exercice,Bordereau,Date\n"
        b"2452,FAC/2021/00037,2021,41,2021-12-06\n"
        b"1412,FAC/2021/00012,2021,,\n"
    )
    assert [row[2:] for row in rows] == [
        ("FAC/2021/00037", 2021, 2452, 41, date(2021, 12, 6), ()),
        ("FAC/2021/00012", 2021, 1412, None, None, ()),
    ]


@pytest.mark.parametrize(
    ("line", "errors"),
    [
        (";2021;12;;", ("facture",)),
        ("F1;21000;12;;", ("exercice",)),
        ("F1;2021;0;;", ("titre",)),
        ("F1;2021;123456789;;", ("titre",)),
        ("F1;2021;12;B3;06/12/2021", ("bordereau",)),
        ("F1;2021;12;12345678;06/12/2021", ("bordereau",)),
        ("F1;2021;12;3;", ("date",)),
        ("F1;2021;12;3;31/02/2021", ("date",)),
        ("F1", ("exercice", "titre")),
    ],
)
def test_line_that_cannot_be_read_says_which_column(line, errors):
    (row,) = read(f"facture;exercice;titre;bordereau;date\n{line}\n".encode())
    assert row.errors == errors


def test_file_without_its_columns_is_refused():
    with pytest.raises(UnreadableFile) as caught:
        read(b"facture;titre\n")
    assert caught.value.missing == ["exercice"]


@given(st.binary(max_size=200))
def test_any_content_is_read_or_refused(content):
    with suppress(UnreadableFile):
        read(content)


@given(st.integers(1, 10**8 - 1), st.integers(1, 10**7 - 1), st.dates(date(1900, 1, 1)))
def test_what_is_written_is_read(titre, bordereau, day):
    line = f"F1;2021;{titre};{bordereau};{day:%d/%m/%Y}"
    (row,) = read(f"facture;exercice;titre;bordereau;date\n{line}\n".encode())
    assert (row.titre, row.bordereau, row.day) == (titre, bordereau, day)
