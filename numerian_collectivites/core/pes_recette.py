# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""PES v2 *Recette Aller*: a bordereau of titres, as the treasury's software reads it.

Sources: schemas v4.71 (DGFiP, July 2015) as published in libriciel/s2low; order of the
later elements (Chorus data) and datum types after the DosTech v5.2x as public code and
documentation quote it. Not verified: the DosTech in force, the lengths of the Chorus
data (those of Chorus Pro are taken), the type of file (``PESALR1`` in the comments of
v4.71, ``PESALR2`` in the files of several editors). Hence two settings: the version of
the schemas and the type of file; a first file goes through the accountant's test.

Each datum is an empty element with an attribute ``V``; encoding ISO-8859-1; no amount
of zero. A titre is a ``Piece``, a ``LigneDePiece`` for each imputation, one debtor. The
triplet (bordereau, piece, nature) is 01/01/01 for an ordinary titre, 02/02/06 for the
cancellation or reduction of a titre of the same exercice, which names it.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from .chorus import References
from .titre_lines import TitreLine, bad_lines

NAMESPACE = "http://www.minefi.gouv.fr/cp/helios/pes_v2/Rev0/aller"
ENCODING = "ISO-8859-1"
# Version of the schemas -> version of the envelope; the Chorus data came with 5.
ENVELOPES = {"4.71": "1", "5": "2"}
CHORUS_SCHEMA = "5"
RECETTE_VERSION = "2"  # IdVer: any other is rejected
TRIPLETS = {"01": ("01", "01"), "02": ("02", "06")}  # type -> piece, nature
ORIGIN_NATURE = "01"  # the titre corrected is one of operation
SIRET_KIND = "01"
MAIN_DEBTOR = "01"
PERSON = "01"  # CatTiers of a private person, who has no SIRET
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
    invoice: str = ""  # its number
    references: References = References()
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
    """A file to transmit; ``schema`` is a key of ``ENVELOPES``."""

    schema: str
    file_type: str
    name: str
    day: date
    issuer: Issuer
    bordereau: Bordereau

    @property
    def has_chorus(self) -> bool:
        return self.schema == CHORUS_SCHEMA


class Problem(NamedTuple):
    """Why a flow would be rejected: a datum, of a titre or (0) of the syndicate.

    ``code``: missing, too_long, too_short, not_digits, not_code, not_positive,
    not_latin, no_origin.
    """

    code: str
    titre: int
    datum: str
    value: str = ""


class Limit(NamedTuple):
    """What a datum admits; ``is_code``: letters and digits, not zeros alone."""

    longest: int
    shortest: int = 1
    digits: bool = False
    is_code: bool = False
    optional: bool = False
    cut: bool = False  # a text too long is cut, not refused


LIMITS = {
    "TypFic": Limit(32),
    "NomFic": Limit(100),
    "Sigle": Limit(32, cut=True),
    "IdPost": Limit(7, shortest=6, is_code=True),
    "IdColl": Limit(14, shortest=14, digits=True),
    "CodCol": Limit(3, is_code=True),
    "CodBud": Limit(2, optional=True),
    "LibellePoste": Limit(38, optional=True, cut=True),
    "LibelleColBud": Limit(38, optional=True, cut=True),
    "Exer": Limit(4, digits=True),
    "IdBord": Limit(7, digits=True),
    "IdPce": Limit(8, digits=True),
    "ObjPce": Limit(160, optional=True, cut=True),
    "ObjLignePce": Limit(160, optional=True, cut=True),
    "NumeroFacture": Limit(20, optional=True),
    "NumeroMarche": Limit(50, optional=True),
    "NumeroEngagement": Limit(50, optional=True),
    "CodeService": Limit(100, optional=True),
    "CodProdLoc": Limit(4, is_code=True),
    "Nature": Limit(12, digits=True),
    "IdTiers": Limit(14, shortest=14, digits=True),
    "CatTiers": Limit(2, digits=True),
    "NatJur": Limit(2, digits=True),
    "Nom": Limit(76, cut=True),
    "Adr2": Limit(38, cut=True),
    "CP": Limit(5, shortest=5, digits=True),
    "Ville": Limit(38, cut=True),
}


def plain(text: str) -> str:
    """Return a text as the file holds it: plain typography, no control character."""
    words = " ".join((text or "").translate(PLAIN).split())
    return "".join(character for character in words if character.isprintable())


def problems(flow: Flow) -> list[Problem]:
    """Return everything for which the flow would be rejected, nothing when good."""
    found = [*_check_data(0, _issuer_data(flow)), *_check_bordereau(flow.bordereau)]
    for piece in flow.bordereau.pieces:
        found += _check_piece(flow, piece)
    return found


def chorus_data(piece: Piece) -> dict[str, str]:
    """Return what Chorus Pro reads of a titre, in the order of the schema."""
    references = piece.references
    return {
        "NumeroFacture": piece.invoice,
        "NumeroMarche": references.contract_reference,
        "NumeroEngagement": references.purchase_order_reference,
        "CodeService": references.buyer_reference,
    }


def _issuer_data(flow: Flow) -> dict[str, str]:
    issuer = flow.issuer
    return {
        "TypFic": flow.file_type,
        "NomFic": flow.name,
        "Sigle": issuer.name,
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


def _check_piece(flow: Flow, piece: Piece) -> Iterator[Problem]:
    data = {"IdPce": str(piece.number), "ObjPce": piece.object}
    yield from _check_data(piece.number, data)
    if flow.has_chorus:
        yield from _check_data(piece.number, chorus_data(piece))
    yield from _check_data(piece.number, _debtor_data(piece.debtor))
    yield from _check_lines(flow.bordereau, piece)


def _debtor_data(debtor: Debtor) -> dict[str, str]:
    data = {
        "IdTiers": debtor.siret,
        "CatTiers": debtor.category,
        "NatJur": debtor.legal_nature,
        "Nom": debtor.name,
        "Adr2": debtor.street,
        "CP": debtor.zip,
        "Ville": debtor.city,
    }
    if debtor.category == PERSON and not debtor.siret:
        del data["IdTiers"]
    return data


def _check_lines(bordereau: Bordereau, piece: Piece) -> Iterator[Problem]:
    for line in piece.lines:
        data = {
            "ObjLignePce": line.label,
            "CodProdLoc": line.product_code,
            "Nature": line.imputation,
        }
        yield from _check_data(piece.number, data)
    for line in bad_lines(piece.lines):
        yield Problem("not_positive", piece.number, "MtHT", str(line.untaxed))
    if not piece.lines:
        yield Problem("missing", piece.number, "LigneDePiece")
    if bordereau.kind == "02" and not _has_origin(bordereau, piece):
        yield Problem("no_origin", piece.number, "RattachPiece")


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
        text = plain(value)
        code = _get_fault(text, LIMITS[datum])
        if code:
            yield Problem(code, titre, datum, text)


def _get_fault(text: str, limit: Limit) -> str:
    """Return what a datum is wrong for, or an empty text."""
    if not text:
        return "" if limit.optional else "missing"
    if not _is_latin(text):
        return "not_latin"
    if limit.digits and not (text.isascii() and text.isdigit()):
        return "not_digits"
    if limit.is_code and not (text.isascii() and text.isalnum() and text.strip("0")):
        return "not_code"
    if len(text) > limit.longest and not limit.cut:
        return "too_long"
    return "too_short" if len(text) < limit.shortest else ""


def _is_latin(text: str) -> bool:
    try:
        text.encode(ENCODING)
    except UnicodeEncodeError:
        return False
    return True
