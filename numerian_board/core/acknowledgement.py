# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The acknowledgement (AR) that @CTES returns for an act sent to the prefecture.

An XML ``ARActe``: ``IDActe`` is the identifier of the act, department, SIREN, date,
number and nature, as in ``034-000000000-20241209-2024_CA_012-DE``; ``DateReception`` is
its day. Attributes with or without the namespace of @CTES. An entity is never expanded.
"""

from datetime import date
from typing import NamedTuple
from xml.etree import ElementTree
from xml.parsers import expat

BROKEN = (expat.ExpatError, ElementTree.ParseError, ValueError, LookupError)
NUMBER_PARTS = 5  # department, SIREN, date, number, nature


class InvalidAcknowledgement(ValueError):
    """A file that is not an acknowledgement of an act."""


class Acknowledgement(NamedTuple):
    """What the prefecture has received: the number of the act, the day, its identifier.

    What could not be read is empty, or ``None``.
    """

    number: str
    day: date | None
    identifier: str


def is_xml(content: bytes) -> bool:
    return content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def read_xml(content: bytes) -> Acknowledgement:
    """Return the acknowledgement of an act.

    :raises InvalidAcknowledgement: no XML, declared entities, or another message
    """
    content = content.lstrip(b"\xef\xbb\xbf \t\r\n")
    try:
        _refuse_entities(content)
        root = ElementTree.fromstring(content)
    except InvalidAcknowledgement:
        raise
    except BROKEN as error:
        raise InvalidAcknowledgement(str(error)) from error
    if _local(root.tag) != "ARActe":
        raise InvalidAcknowledgement(_local(root.tag))
    identifier = _attribute(root, "IDActe")
    return Acknowledgement(
        _find_number(root) or number_of(identifier),
        _to_day(_attribute(root, "DateReception")),
        identifier,
    )


def _refuse_entities(content: bytes) -> None:
    """Refuse a file that declares entities, whatever its encoding: the parser tells.

    A search of the bytes misses ``<!DOCTYPE`` in UTF-16 without its mark.
    """

    def refuse(*_declaration: object) -> None:
        raise InvalidAcknowledgement("entities")

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.Parse(content, True)


def number_of(identifier: str) -> str:
    """Return the number of the act that an identifier holds; empty if it has none."""
    parts = identifier.split("-")
    return "-".join(parts[3:-1]) if len(parts) >= NUMBER_PARTS else ""


def _find_number(root: ElementTree.Element) -> str:
    """Return the number of the act that the acknowledgement echoes."""
    for element in root.iter():
        if _local(element.tag) == "Acte":
            return _attribute(element, "NumeroInterne")
    return ""


def _attribute(element: ElementTree.Element, name: str) -> str:
    return next(
        (value.strip() for key, value in element.attrib.items() if _local(key) == name),
        "",
    )


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _to_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
