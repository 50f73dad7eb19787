# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The writing of a PES *Recette Aller* flow, element by element, in schema order."""

from decimal import Decimal

from lxml import etree

from .pes_recette import (
    ENCODING,
    MAIN_DEBTOR,
    NAMESPACE,
    ORIGIN_NATURE,
    SIRET_KIND,
    TRIPLETS,
    Bordereau,
    Debtor,
    Flow,
    Piece,
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
        Version="1",
        TypFic=f"PESALR{flow.version}",
        NomFic=flow.name[:100],
    )
    _put(etree.SubElement(envelope, "Emetteur"), Sigle=plain(flow.issuer.name)[:32])
    _header(etree.SubElement(root, "EnTetePES"), flow)
    recette = etree.SubElement(root, "PES_RecetteAller")
    _put(
        etree.SubElement(recette, "EnTeteRecette"),
        IdVer=flow.version,
        InfoDematerialisee="0",
    )
    _bordereau(etree.SubElement(recette, "Bordereau"), flow.bordereau)
    return root


def _header(parent, flow: Flow):
    issuer = flow.issuer
    _put(
        parent,
        DteStr=flow.day.isoformat(),
        IdPost=issuer.post,
        LibellePoste=plain(issuer.post_label)[:38],
        IdColl=issuer.siret,
        CodCol=issuer.body_code,
        CodBud=issuer.budget_code,
        LibelleColBud=plain(issuer.budget_label)[:38],
    )


def _bordereau(parent, bordereau: Bordereau):
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
        MtBordTVA=vat and _amount(vat),
    )
    for piece in bordereau.pieces:
        _piece(etree.SubElement(parent, "Piece"), bordereau.kind, piece)


def _piece(parent, kind: str, piece: Piece):
    piece_type, nature = TRIPLETS[kind]
    _put(
        etree.SubElement(parent, "BlocPiece"),
        IdPce=str(piece.number),
        TypPce=piece_type,
        NatPce=nature,
        ObjPce=plain(piece.object)[:160],
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
        ObjLignePce=plain(line.label)[:160],
        CodProdLoc=line.product_code,
        Nature=line.imputation,
        TxTva=line.vat and _amount(line.vat_rate),
        Majo="0",
        TvaIntraCom="0",
        MtHT=_amount(line.untaxed),
        MtTVA=line.vat and _amount(line.vat),
    )


def _debtor(parent, debtor: Debtor):
    name = plain(debtor.name)
    _put(
        etree.SubElement(parent, "InfoTiers"),
        IdTiers=debtor.siret,
        NatIdTiers=debtor.siret and SIRET_KIND,
        RefTiers=plain(debtor.reference)[:30],
        CatTiers=debtor.category,
        NatJur=debtor.legal_nature,
        TypTiers=MAIN_DEBTOR,
        Nom=name[:38],
        ComplNom=name[38:76],
    )
    _put(
        etree.SubElement(parent, "Adresse"),
        TypAdr="1",
        Adr2=plain(debtor.street)[:38],
        CP=debtor.zip,
        Ville=plain(debtor.city)[:38],
        CodRes="0",
    )


def _put(parent, **data):
    """Add the data that have a value, in the order given."""
    for name, value in data.items():
        if value:
            etree.SubElement(parent, name, V=value)


def _amount(value: Decimal) -> str:
    return f"{value:.2f}"
