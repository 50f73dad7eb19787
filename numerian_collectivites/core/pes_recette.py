# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""PES v2 *Recette Aller*: a bordereau of titres, as the treasury's software reads it.

Source: schemas v4.71 (DGFiP, July 2015) and their annexes, completed by the code tables
gathered in the project's reference on public finance. To be checked against the
"DosTech" in force before the first transmission; the version is given by the caller.

Each datum is an empty element with an attribute ``V``; encoding ISO-8859-1; no amount
of zero. A titre is a ``Piece``, a ``LigneDePiece`` for each imputation, one debtor. The
triplet (bordereau, piece, nature) is 01/01/01 for an ordinary titre, 02/02/06 for the
cancellation or reduction of a titre of the same exercice, which names it.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from .titre_lines import TitreLine, bad_lines

NAMESPACE = "http://www.minefi.gouv.fr/cp/helios/pes_v2/Rev0/aller"
ENCODING = "ISO-8859-1"
TRIPLETS = {"01": ("01", "01"), "02": ("02", "06")}  # type -> piece, nature
ORIGIN_NATURE = "01"  # the titre corrected is one of operation
SIRET_KIND = "01"
MAIN_DEBTOR = "01"
# Typographic characters that ISO-8859-1 lacks, as an officer would type them.
PLAIN = str.maketrans(
    {
        **{"\u2019": "'", "\u2018": "'", "\u2013": "-", "\u2014": "-", "\u2026": "..."},
        **{"\u0153": "oe", "\u0152": "OE", "\u20ac": "EUR", "\u202f": " "},
        **{"\u201c": '"', "\u201d": '"', "\u00a0": " "},
    }
)


class Issuer(NamedTuple):
    """The syndicate and its accountant: ``post`` is the code of the latter."""

    name: str
    siret: str
    post: str
    post_label: str
    body_code: str
    budget_code: str
    budget_label: str


class Debtor(NamedTuple):
    """Who owes a titre; categories of the tables CatTiers and NatJur."""

    reference: str
    siret: str
    category: str
    legal_nature: str
    name: str
    street: str
    zip: str
    city: str


class Origin(NamedTuple):
    """The titre that a cancellation corrects, of the same exercice."""

    exercice: int
    titre: int


class Piece(NamedTuple):
    """A titre, for the whole of an invoice."""

    number: int
    object: str
    debtor: Debtor
    lines: tuple[TitreLine, ...]
    origin: Origin | None = None
    origin_lines: tuple[int, ...] = ()  # line of the origin, for each line


class Bordereau(NamedTuple):
    """Titres of one type; ``cumulative``: those of the exercice so far, excl. VAT."""

    exercice: int
    number: int
    day: date
    kind: str
    cumulative: Decimal
    pieces: tuple[Piece, ...]


class Flow(NamedTuple):
    """A file to transmit; ``version`` is that of the PES, "2"."""

    version: str
    name: str
    day: date
    issuer: Issuer
    bordereau: Bordereau


class Problem(NamedTuple):
    """Why a flow would be rejected: a datum, of a titre or (0) of the syndicate."""

    code: str  # missing, too_long, not_digits, not_positive, not_latin, no_origin
    titre: int
    datum: str
    value: str = ""


# Datum -> what it holds: longest length, digits only, exact length.
LIMITS = {
    "IdPost": (7, False),
    "IdColl": (14, True),
    "CodCol": (3, False),
    "CodBud": (2, False),
    "LibellePoste": (38, False),
    "LibelleColBud": (38, False),
    "Version": (2, True),
    "Exer": (4, True),
    "IdBord": (7, True),
    "IdPce": (8, True),
    "CodProdLoc": (4, False),
    "Nature": (12, True),
    "IdTiers": (14, True),
    "CatTiers": (2, True),
    "NatJur": (2, True),
    "Nom": (76, False),
    "Adr2": (38, False),
    "CP": (5, False),
    "Ville": (38, False),
}
OPTIONAL = ("LibellePoste", "LibelleColBud", "CodBud", "Adr2")
CUT = ("Nom", "Adr2", "Ville", "LibellePoste", "LibelleColBud")
EXACT = ("IdColl", "IdTiers")


def plain(text: str) -> str:
    """Return a text with the typographic characters that ISO-8859-1 lacks replaced."""
    return " ".join((text or "").translate(PLAIN).split())


def problems(flow: Flow) -> list[Problem]:
    """Return everything for which the flow would be rejected, nothing when good."""
    found = [*_check_data(0, _issuer_data(flow)), *_check_bordereau(flow.bordereau)]
    for piece in flow.bordereau.pieces:
        found += _check_piece(flow.bordereau, piece)
    return found


def _issuer_data(flow: Flow) -> dict[str, str]:
    issuer = flow.issuer
    return {
        "Version": flow.version,
        "IdPost": issuer.post,
        "LibellePoste": issuer.post_label,
        "IdColl": issuer.siret,
        "CodCol": issuer.body_code,
        "CodBud": issuer.budget_code,
        "LibelleColBud": issuer.budget_label,
    }


def _check_bordereau(bordereau: Bordereau) -> Iterator[Problem]:
    data = {"Exer": str(bordereau.exercice), "IdBord": str(bordereau.number)}
    yield from _check_data(0, data)
    if not bordereau.pieces:
        yield Problem("missing", 0, "Piece")


def _check_piece(bordereau: Bordereau, piece: Piece) -> Iterator[Problem]:
    debtor = piece.debtor
    data = {
        "IdPce": str(piece.number),
        "IdTiers": debtor.siret,
        "CatTiers": debtor.category,
        "NatJur": debtor.legal_nature,
        "Nom": debtor.name,
        "Adr2": debtor.street,
        "CP": debtor.zip,
        "Ville": debtor.city,
    }
    # A private person has no SIRET.
    if debtor.category == "01" and not debtor.siret:
        del data["IdTiers"]
    yield from _check_data(piece.number, data)
    yield from _check_lines(bordereau, piece)


def _check_lines(bordereau: Bordereau, piece: Piece) -> Iterator[Problem]:
    for line in piece.lines:
        data = {"CodProdLoc": line.product_code, "Nature": line.imputation}
        yield from _check_data(piece.number, data)
    for line in bad_lines(piece.lines):
        yield Problem("not_positive", piece.number, "MtHT", str(line.untaxed))
    if not piece.lines:
        yield Problem("missing", piece.number, "LigneDePiece")
    if bordereau.kind == "02" and not _has_origin(bordereau, piece):
        yield Problem("no_origin", piece.number, "RattachPiece")
    if not _is_latin(plain(piece.object)):
        yield Problem("not_latin", piece.number, "ObjPce", piece.object)


def _has_origin(bordereau: Bordereau, piece: Piece) -> bool:
    return bool(
        piece.origin
        and piece.origin.titre
        and piece.origin.exercice == bordereau.exercice
        and len(piece.origin_lines) == len(piece.lines)
        and all(piece.origin_lines)
    )


def _check_data(titre: int, data: dict[str, str]) -> Iterator[Problem]:
    for datum, value in data.items():
        text, (longest, digits) = plain(value), LIMITS[datum]
        if not text:
            if datum not in OPTIONAL:
                yield Problem("missing", titre, datum)
        elif not _is_latin(text):
            yield Problem("not_latin", titre, datum, text)
        elif digits and not (text.isascii() and text.isdigit()):
            yield Problem("not_digits", titre, datum, text)
        elif len(text) > longest and datum not in CUT:
            yield Problem("too_long", titre, datum, text)
        elif datum in EXACT and len(text) != longest:
            yield Problem("too_short", titre, datum, text)


def _is_latin(text: str) -> bool:
    try:
        text.encode(ENCODING)
    except UnicodeEncodeError:
        return False
    return True
