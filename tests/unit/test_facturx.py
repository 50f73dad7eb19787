# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import pytest
from lxml import etree
from numerian_collectivites.report_engine import facturx

RSM = "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
RAM = "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity"
XMP = b"""<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 pdfaid:part="3" pdfaid:conformance="A"/></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


def make_invoice(guideline):
    return f"""<?xml version='1.0' encoding='UTF-8'?>
    <rsm:CrossIndustryInvoice xmlns:rsm="{RSM}" xmlns:ram="{RAM}:100">
    <rsm:ExchangedDocumentContext><ram:GuidelineSpecifiedDocumentContextParameter>
    <ram:ID>{guideline}</ram:ID></ram:GuidelineSpecifiedDocumentContextParameter>
    </rsm:ExchangedDocumentContext></rsm:CrossIndustryInvoice>""".encode()


@pytest.mark.parametrize(
    ("guideline", "level"),
    [
        ("urn:factur-x.eu:1p0:minimum", "MINIMUM"),
        ("urn:factur-x.eu:1p0:basicwl", "BASIC WL"),
        ("urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:basic", "BASIC"),
        ("urn:cen.eu:en16931:2017", "EN 16931"),
        ("urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended", "EXTENDED"),
    ],
)
def test_level_is_the_one_that_the_invoice_follows(guideline, level):
    assert facturx.get_level(make_invoice(guideline)) == level


def test_invoice_without_guideline_is_of_the_standard():
    assert facturx.get_level(b"<Invoice/>") == "EN 16931"


def test_declaration_joins_the_metadata_of_the_file():
    root = etree.fromstring(facturx.declare(XMP, "EXTENDED"))
    (rdf,) = root.findall(f"{facturx.RDF}RDF")  # one only, as XMP asks
    assert len(rdf) == 3
    values = {node.tag.removeprefix(facturx.FX): node.text for node in rdf[2]}
    assert values == {
        "DocumentType": "INVOICE",
        "DocumentFileName": "factur-x.xml",
        "Version": "1.0",
        "ConformanceLevel": "EXTENDED",
    }
    assert b'pdfaid:part="3"' in etree.tostring(root)


def test_declaration_is_made_once():
    once = facturx.declare(XMP, "EXTENDED")
    assert facturx.declare(once, "BASIC") == once
