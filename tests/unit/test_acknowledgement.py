"""The acknowledgement of an act by the prefecture, as @CTES returns it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from numerian_board.core.acknowledgement import (
    Acknowledgement,
    InvalidAcknowledgement,
    is_xml,
    number_of,
    read_xml,
)

NAMESPACE = "http://www.interieur.gouv.fr/ACTES#v1.1-20040216"
IDENTIFIER = "007-200000000-20220607-2022_CA_001-DE"
READ = Acknowledgement("2022_CA_001", date(2022, 6, 9), IDENTIFIER)


def make_xml(attributes="actes:", body=""):
    return (
        f'<?xml version="1.0" encoding="ISO-8859-1"?><actes:ARActe '
        f'xmlns:actes="{NAMESPACE}" {attributes}IDActe="{IDENTIFIER}" '
        f'{attributes}DateReception="2022-06-09">{body}</actes:ARActe>'
    ).encode("latin-1")


@pytest.mark.parametrize("attributes", ["", "actes:"])
def test_number_date_and_identifier_are_read(attributes):
    assert is_xml(make_xml(attributes))
    assert read_xml(b"\xef\xbb\xbf " + make_xml(attributes)) == READ


def test_number_that_is_echoed_comes_first():
    body = (
        '<actes:ActeRecu><actes:Acte actes:NumeroInterne="2022_CA_002" '
        'actes:CodeNatureActe="1"><actes:Objet>\xe9t\xe9</actes:Objet></actes:Acte>'
        "</actes:ActeRecu>"
    )
    assert read_xml(make_xml(body=body)).number == "2022_CA_002"


def test_impossible_date_is_none():
    assert read_xml(make_xml().replace(b"06-09", b"06-31")).day is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<ARActe",
        b"numero;date",
        b"<Acte/>",
        b'<!DOCTYPE a [<!ENTITY x "y">]><ARActe/>',
        make_xml().replace(b"ISO-8859-1", b"none"),
    ],
)
def test_other_files_are_refused(content):
    with pytest.raises(InvalidAcknowledgement):
        read_xml(content)


@given(st.from_regex(r"\d{4}_[A-Z]{1,6}_\d{3}", fullmatch=True))
def test_number_comes_back_from_its_identifier(number):
    assert number_of(f"007-200000000-20220607-{number}-DE") == number


@given(st.text())
def test_identifier_of_any_text_never_fails(text):
    assert isinstance(number_of(text), str)


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "2022-06-13">]>'
    '<ARActe IDActe="034-000000000-20220613-2022_CA_012-DE" DateReception="&b;"/>'
)


@pytest.mark.parametrize("name", ["utf-8", "utf-16-le", "utf-16-be"])
def test_no_entity_in_any_encoding(name):
    """What hides ``<!DOCTYPE`` from a search of bytes does not hide it from us."""
    with pytest.raises(InvalidAcknowledgement, match="entities"):
        read_xml(BOMB.encode(name))
