# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from numerian_collectivites.core.csv_reading import UnreadableFile
from numerian_collectivites.core.payment_file import read


def rows(text, encoding="utf-8"):
    return read(text.encode(encoding))


def test_french_file():
    (row,) = rows(
        "Exercice;Titre n°;Montant TTC;Date;Référence\n"
        "2021;2452;2 169,60;05/02/2022;VIR 12\n",
        "cp1252",
    )
    assert row._asdict() == {
        "number": 2,
        "text": "2021;2452;2 169,60;05/02/2022;VIR 12",
        "titre": 2452,
        "exercice": 2021,
        "amount": Decimal("2169.60"),
        "day": date(2022, 2, 5),
        "reference": "VIR 12",
        "errors": (),
    }


def test_plain_file_without_exercice():
    (row,) = rows("titre,montant,date\n2452,2169.60,2022-02-05\n\n")
    assert (row.titre, row.exercice, row.amount) == (2452, None, Decimal("2169.60"))


@pytest.mark.parametrize(
    ("line", "errors"),
    [
        ("x;1,00;05/02/2022", ("titre",)),
        ("1;un;05/02/2022", ("montant",)),
        ("1;1,001;05/02/2022", ("montant",)),
        ("1;1,00;31/02/2022", ("date",)),
        ("1;;", ("montant", "date")),
        ("1", ("montant", "date")),
        ("123456789;1,00;05/02/2022", ("titre",)),
        ("1;1234567890123,00;05/02/2022", ("montant",)),
    ],
)
def test_line_that_cannot_be_read_says_which_column(line, errors):
    (row,) = rows(f"titre;montant;date\n{line}\n")
    assert row.errors == errors


def test_exercice_is_a_year():
    (row,) = rows("titre;montant;date;exercice\n1;1,00;05/02/2022;20221\n")
    assert row.errors == ("exercice",)


def test_blank_lines_count_but_hold_no_payment():
    read_rows = rows("titre;montant;date\n\n1;1,00;05/02/2022\n;;\n2;x;05/02/2022\n")
    assert [(row.number, row.errors) for row in read_rows] == [
        (3, ()),
        (5, ("montant",)),
    ]


@pytest.mark.parametrize("text", ["", "a;b\n1;2\n", "titre;date\n"])
def test_file_without_its_columns_is_refused(text):
    with pytest.raises(UnreadableFile) as caught:
        rows(text)
    assert "montant" in caught.value.missing


def test_same_payment_has_the_same_key_however_it_is_written():
    first = rows("titre;montant;date\n12;1 000,00;05/02/2022\n")
    second = rows("date,titre,montant\n2022-02-05,12,1000.00\n")
    other = rows("titre;montant;date\n12;1 000,01;05/02/2022\n")
    assert first[0].key == second[0].key != other[0].key


@given(st.binary(max_size=200))
def test_any_content_is_read_or_refused(content):
    with suppress(UnreadableFile):
        read(content)


@given(
    st.integers(1, 10**7),
    st.decimals(min_value=0, max_value=10**7, places=2),
    st.dates(date(1900, 1, 1)),
)
def test_what_is_written_is_read(titre, amount, day):
    (row,) = rows(f"titre;montant;date\n{titre};{amount};{day:%d/%m/%Y}\n")
    assert (row.titre, row.amount, row.day) == (titre, amount, day)
