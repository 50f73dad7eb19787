# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from numerian_collectivites.core.chorus import References
from numerian_collectivites.core.pes_recette import (
    Bordereau,
    Debtor,
    Flow,
    Issuer,
    Origin,
    Piece,
    problems,
)
from numerian_collectivites.core.pes_recette_xml import render
from numerian_collectivites.core.titre_lines import TitreLine

GOLDEN = Path(__file__).parents[1] / "golden" / "pes_recette_two_titres.xml"
RATE = Decimal(20)
ISSUER = Issuer(
    name="Syndicat d'essai",
    siret="25070123400014",
    post="007012",
    post_label="SGC Privas",
    body_code="123",
    budget_code="00",
    budget_label="Syndicat d'essai",
)
BROSSAINC = Debtor(
    *("B1", "21070044900015", "23", "09"),
    *("Commune de Brossainc", "Mairie", "07340", "Brossainc"),
)
BURZET = Debtor(
    *("B2", "21070045600010", "23", "09"),
    *("Commune de Burzet", "2 place de l\u2019Église", "07450", "Burzet"),
)


def line(number, code, account, untaxed, vat, label="Service"):
    return TitreLine(number, account, code, RATE, Decimal(untaxed), Decimal(vat), label)


def two_titres():
    return (
        Piece(
            101,
            "Maintenance Cosoluce 2022",
            BROSSAINC,
            (line(1, "0107", "7068", "345.00", "69.00", "Maintenance Cosoluce"),),
            "FAC/2022/00101",
            References("MAIRIE", "ENG-2022-118", "2022-M-07"),
        ),
        Piece(
            102,
            "HotSpot et hébergement \u2013 l\u2019année 2022",
            BURZET,
            (
                line(1, "0108", "7068", "348.00", "69.60", "HotSpot Cigale"),
                line(2, "0109", "70878", "100.00", "20.00", "Hébergement"),
            ),
            "FAC/2022/00102",
        ),
    )


def flow(pieces=None, kind="01", issuer=ISSUER, schema="5", **changes):
    bordereau = Bordereau(
        exercice=2022,
        number=12,
        day=date(2022, 6, 30),
        kind=kind,
        cumulative=Decimal("10793.00"),
        pieces=two_titres() if pieces is None else pieces,
    )
    return Flow(
        schema=schema,
        file_type="PESALR2",
        name="bordereau-2022-01-12.xml",
        day=date(2022, 7, 1),
        issuer=issuer,
        bordereau=bordereau._replace(**changes),
    )


def found(a_flow):
    return [(p.code, p.titre, p.datum) for p in problems(a_flow)]


def test_file_is_the_one_written_by_hand():
    assert problems(flow()) == []
    assert render(flow()).decode("iso-8859-1") == GOLDEN.read_text("iso-8859-1")


def test_reduction_names_the_titre_that_it_corrects():
    credit = two_titres()[0]._replace(
        number=3, origin=Origin(2022, 101), origin_lines=(1,)
    )
    reduction = flow((credit,), kind="02")
    assert problems(reduction) == []
    piece = etree.fromstring(render(reduction)).find(".//Piece")
    values = {element.tag: element.get("V") for element in piece.iter()}
    assert (values["TypPce"], values["NatPce"]) == ("02", "06")
    assert [
        (e.tag, e.get("V")) for e in piece.find("LigneDePiece//RattachPiece").iter()
    ][1:] == [
        ("NatPceOrig", "01"),
        ("ExerRat", "2022"),
        ("IdPceOrig", "101"),
        ("IdLigneOrig", "1"),
    ]


@pytest.mark.parametrize(
    "origin", [None, Origin(2021, 101), Origin(2022, 0)], ids=["none", "year", "zero"]
)
def test_reduction_without_its_titre_is_refused(origin):
    credit = two_titres()[0]._replace(origin=origin, origin_lines=(1,))
    assert found(flow((credit,), kind="02")) == [("no_origin", 101, "RattachPiece")]


@pytest.mark.parametrize(
    ("_case", "changes", "expected"),
    [
        ("siret missing", {"siret": ""}, [("missing", 101, "IdTiers")]),
        ("siret of 9 digits", {"siret": "210700449"}, [("too_short", 101, "IdTiers")]),
        ("siret of letters", {"siret": "2107004490001A"}, [("not_digits",)]),
        ("category missing", {"category": ""}, [("missing", 101, "CatTiers")]),
        ("no town", {"city": ""}, [("missing", 101, "Ville")]),
        ("no street", {"street": ""}, [("missing", 101, "Adr2")]),
        ("zip too long", {"zip": "073400"}, [("too_long", 101, "CP")]),
        ("zip too short", {"zip": "7340"}, [("too_short", 101, "CP")]),
        ("foreign zip", {"zip": "SW1A2"}, [("not_digits", 101, "CP")]),
        ("greek name", {"name": "\u0391\u03b8\u03ae\u03bd\u03b1"}, [("not_latin",)]),
        ("person without siret", {"siret": "", "category": "01"}, []),
    ],
)
def test_debtor(_case, changes, expected):
    piece = two_titres()[0]._replace(debtor=BROSSAINC._replace(**changes))
    assert [
        problem[: len(wanted)]
        for problem, wanted in zip(found(flow((piece,))), expected, strict=True)
    ] == expected


@pytest.mark.parametrize(
    ("datum", "changes"),
    [
        ("IdPost", {"post": ""}),
        ("IdColl", {"siret": ""}),
        ("CodCol", {"body_code": ""}),
        ("Sigle", {"name": ""}),
    ],
)
def test_missing_settings_of_the_syndicate(datum, changes):
    assert found(flow(issuer=ISSUER._replace(**changes))) == [("missing", 0, datum)]


@pytest.mark.parametrize(
    ("code", "datum", "changes"),
    [
        ("too_short", "IdPost", {"post": "07012"}),
        ("not_code", "IdPost", {"post": "07 012"}),
        ("not_code", "CodCol", {"body_code": "000"}),
        ("too_long", "CodCol", {"body_code": "1234"}),
        ("not_digits", "IdColl", {"siret": "2507012340001A"}),
    ],
)
def test_wrong_settings_of_the_syndicate(code, datum, changes):
    assert found(flow(issuer=ISSUER._replace(**changes))) == [(code, 0, datum)]


def test_corsican_post_and_no_budget_code_are_allowed():
    issuer = ISSUER._replace(post="02A0123", budget_code="", post_label="")
    assert found(flow(issuer=issuer)) == []
    tags = [element.tag for element in etree.fromstring(render(flow(issuer=issuer)))[1]]
    assert tags == ["DteStr", "IdPost", "IdColl", "CodCol", "LibelleColBud"]


@pytest.mark.parametrize(
    ("_case", "changed", "expected"),
    [
        ("zero", line(1, "0107", "7068", "0.00", "0.00"), ("not_positive", "MtHT")),
        ("negative", line(1, "0107", "7068", "-1.00", "0"), ("not_positive", "MtHT")),
        ("no code", line(1, "", "7068", "1.00", "0.20"), ("missing", "CodProdLoc")),
        ("long code", line(1, "01070", "7068", "1", "0"), ("too_long", "CodProdLoc")),
        (
            "code of zeros",
            line(1, "0000", "7068", "1", "0"),
            ("not_code", "CodProdLoc"),
        ),
        ("account M57", line(1, "0107", "7068A", "1", "0"), ("not_digits", "Nature")),
        (
            "greek label",
            line(1, "0107", "7068", "1", "0", "\u0391"),
            ("not_latin", "ObjLignePce"),
        ),
        ("no account", line(1, "0107", "", "1.00", "0.20"), ("missing", "Nature")),
    ],
)
def test_lines(_case, changed, expected):
    piece = two_titres()[0]._replace(lines=(changed,))
    code, datum = expected
    assert found(flow((piece,))) == [(code, 101, datum)]


def test_every_problem_is_listed_at_once():
    bad = tuple(
        piece._replace(debtor=piece.debtor._replace(siret="")) for piece in two_titres()
    )
    assert found(flow(bad, issuer=ISSUER._replace(post=""))) == [
        ("missing", 0, "IdPost"),
        ("missing", 101, "IdTiers"),
        ("missing", 102, "IdTiers"),
    ]


def test_first_schema_has_no_chorus_data():
    root = etree.fromstring(render(flow(schema="4.71")))
    tags = [element.tag for element in root.find(".//BlocPiece")]
    assert tags == ["IdPce", "TypPce", "NatPce", "ObjPce"]
    assert root.find(".//Version").get("V") == "1"
    assert root.find(".//IdVer").get("V") == "2"


@pytest.mark.parametrize(
    ("datum", "references"),
    [
        ("CodeService", References("S" * 101, "", "")),
        ("NumeroEngagement", References("", "E" * 51, "")),
        ("NumeroMarche", References("", "", "M" * 51)),
    ],
)
def test_chorus_reference_is_refused_rather_than_cut(datum, references):
    piece = two_titres()[0]._replace(references=references)
    assert found(flow((piece,))) == [("too_long", 101, datum)]
    assert found(flow((piece,), schema="4.71")) == []


def test_control_characters_leave_the_file():
    piece = two_titres()[0]._replace(object="Avoir\x01 n\xado\t3\n2022")
    root = etree.fromstring(render(flow((piece,))))
    assert root.find(".//ObjPce").get("V") == "Avoir no 3 2022"


def test_no_vat_has_no_vat_element():
    piece = two_titres()[0]._replace(lines=(line(1, "0107", "7068", "345.00", "0"),))
    root = etree.fromstring(render(flow((piece,))))
    tags = {element.tag for element in root.iter()}
    assert not tags & {"MtTVA", "TxTva", "MtBordTVA"}


latin = st.characters(min_codepoint=32, max_codepoint=255, exclude_categories=["Cc"])


@given(st.text(latin, min_size=1, max_size=300), st.text(latin, max_size=300))
def test_texts_are_cut_and_the_file_is_read_again(name, label):
    piece = two_titres()[0]._replace(
        object=label, debtor=BROSSAINC._replace(name="C" + name, street=label)
    )
    piece = piece._replace(lines=(piece.lines[0]._replace(label=label),))
    a_flow = flow((piece,))
    root = etree.fromstring(render(a_flow))
    limits = {"Nom": 38, "ComplNom": 38, "Adr2": 38, "ObjPce": 160, "ObjLignePce": 160}
    for tag, longest in limits.items():
        for element in root.iter(tag):
            assert 0 < len(element.get("V")) <= longest


amounts = st.decimals(min_value="0.01", max_value=10**6, places=2)


@given(st.lists(st.tuples(amounts, amounts), min_size=1, max_size=5))
def test_sums_of_the_bordereau_are_those_of_its_lines(pairs):
    lines = tuple(
        line(number, "0107", "7068", untaxed, vat)
        for number, (untaxed, vat) in enumerate(pairs, 1)
    )
    root = etree.fromstring(render(flow((two_titres()[0]._replace(lines=lines),))))

    def sums(tag):
        return sum(Decimal(element.get("V")) for element in root.iter(tag))

    assert sums("MtBordHt") == sums("MtHT") == sum(pair[0] for pair in pairs)
    assert sums("MtBordTVA") == sums("MtTVA") == sum(pair[1] for pair in pairs)
