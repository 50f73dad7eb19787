# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The writing of a PES *Recette Aller* flow, element by element, in schema order."""

from decimal import Decimal

from lxml import etree

from .pes_recette import (
    ENCODING,
    ENVELOPES,
    LIMITS,
    MAIN_DEBTOR,
    NAMESPACE,
    ORIGIN_NATURE,
    RECETTE_VERSION,
    SIRET_KIND,
    TRIPLETS,
    Debtor,
    Flow,
    Piece,
    chorus_data,
    plain,
)
from .titre_lines import TitreLine


def render(flow: Flow) -> bytes:
    """Return the file. To be called on a flow without ``pes_recette.problems``."""
    return etree.tostring(
        _root(flow), xml_declaration=True, encoding=ENCODING, pretty_print=True
    )


def _root(flow: Flow):
    root = etree.Element(f"{{{NAMESPACE}}}PES_Aller", nsmap={"n": NAMESPACE})
    envelope = etree.SubElement(root, "Enveloppe")
    _put(
        etree.SubElement(envelope, "Parametres"),
        Version=ENVELOPES[flow.schema],
        TypFic=flow.file_type,
        NomFic=flow.name,
    )
    _put(etree.SubElement(envelope, "Emetteur"), Sigle=flow.issuer.name)
    _header(etree.SubElement(root, "EnTetePES"), flow)
    recette = etree.SubElement(root, "PES_RecetteAller")
    _put(
        etree.SubElement(recette, "EnTeteRecette"),
        IdVer=RECETTE_VERSION,
        InfoDematerialisee="0",
    )
    _bordereau(etree.SubElement(recette, "Bordereau"), flow)
    return root


def _header(parent, flow: Flow):
    issuer = flow.issuer
    _put(
        parent,
        DteStr=flow.day.isoformat(),
        IdPost=issuer.post,
        LibellePoste=issuer.post_label,
        IdColl=issuer.siret,
        CodCol=issuer.body_code,
        CodBud=issuer.budget_code,
        LibelleColBud=issuer.budget_label,
    )


def _bordereau(parent, flow: Flow):
    bordereau = flow.bordereau
    lines = [line for piece in bordereau.pieces for line in piece.lines]
    vat = sum(line.vat for line in lines)
    _put(
        etree.SubElement(parent, "BlocBordereau"),
        Exer=str(bordereau.exercice),
        IdBord=str(bordereau.number),
        DteBordEm=bordereau.day.isoformat(),
        TypBord=bordereau.kind,
        NbrPce=str(len(bordereau.pieces)),
        MtCumulAnnuel=_amount(bordereau.cumulative),
        MtBordHt=_amount(sum(line.untaxed for line in lines)),
        MtBordTVA=_amount(vat) if vat else "",
    )
    for piece in bordereau.pieces:
        _piece(etree.SubElement(parent, "Piece"), flow, piece)


def _piece(parent, flow: Flow, piece: Piece):
    piece_type, nature = TRIPLETS[flow.bordereau.kind]
    references = chorus_data(piece) if flow.has_chorus else {}
    _put(
        etree.SubElement(parent, "BlocPiece"),
        IdPce=str(piece.number),
        TypPce=piece_type,
        NatPce=nature,
        ObjPce=piece.object,
        **references,
    )
    for index, line in enumerate(piece.lines):
        element = etree.SubElement(parent, "LigneDePiece")
        block = etree.SubElement(element, "BlocLignePiece")
        _line(etree.SubElement(block, "InfoLignePiece"), line)
        if piece.origin:
            _put(
                etree.SubElement(block, "RattachPiece"),
                NatPceOrig=ORIGIN_NATURE,
                ExerRat=str(piece.origin.exercice),
                IdPceOrig=str(piece.origin.titre),
                IdLigneOrig=str(piece.origin_lines[index]),
            )
        _debtor(etree.SubElement(element, "Tiers"), piece.debtor)


def _line(parent, line: TitreLine):
    _put(
        parent,
        IdLigne=str(line.number),
        ObjLignePce=line.label,
        CodProdLoc=line.product_code,
        Nature=line.imputation,
        TxTva=_amount(line.vat_rate) if line.vat else "",
        Majo="0",
        TvaIntraCom="0",
        MtHT=_amount(line.untaxed),
        MtTVA=_amount(line.vat) if line.vat else "",
    )


def _debtor(parent, debtor: Debtor):
    name = plain(debtor.name)
    _put(
        etree.SubElement(parent, "InfoTiers"),
        IdTiers=debtor.siret,
        NatIdTiers=debtor.siret and SIRET_KIND,
        RefTiers=debtor.reference,
        CatTiers=debtor.category,
        NatJur=debtor.legal_nature,
        TypTiers=MAIN_DEBTOR,
        Nom=name[:38],
        ComplNom=name[38:76],
    )
    _put(
        etree.SubElement(parent, "Adresse"),
        TypAdr="1",
        Adr2=debtor.street,
        CP=debtor.zip,
        Ville=debtor.city,
        CodRes="0",
    )


def _put(parent, **data):
    """Add the data that have a value, in the order given, cut to their lengths."""
    for name, value in data.items():
        text = plain(value)
        if text:
            longest = LIMITS[name].longest if name in LIMITS else len(text)
            etree.SubElement(parent, name, V=text[:longest].strip())


def _amount(value: Decimal) -> str:
    return f"{value:.2f}"
