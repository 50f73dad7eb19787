# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What a PDF says of the electronic invoice that it holds. Pure: lxml only."""

from pathlib import Path

from lxml import etree

FILE_NAME = "factur-x.xml"
DECLARATION = Path(__file__).with_name("facturx.xmp")
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
FX = "{urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#}"
GUIDELINE = "{*}ExchangedDocumentContext/{*}GuidelineSpecifiedDocumentContextParameter"

# By the end of the guideline that the XML follows; the standard itself has none.
LEVELS = {
    "minimum": "MINIMUM",
    "basicwl": "BASIC WL",
    "basic": "BASIC",
    "extended": "EXTENDED",
}
STANDARD = "EN 16931"


def get_level(invoice):
    """Return the conformance level that an invoice, in bytes of XML, claims to have."""
    guideline = etree.fromstring(invoice).findtext(f"{GUIDELINE}/{{*}}ID") or ""
    return LEVELS.get(guideline.rpartition(":")[2], STANDARD)


def declare(metadata, level):
    """Return the metadata of a PDF, in bytes of XMP, with those of the invoice added.

    Said once: metadata that declare an invoice already come back as they are.
    """
    root = etree.fromstring(metadata)
    if root.find(f".//{FX}DocumentFileName") is not None:
        return metadata
    target = root if root.tag == f"{RDF}RDF" else root.find(f"{RDF}RDF")
    declaration = etree.parse(DECLARATION).getroot()
    declaration.find(f".//{FX}ConformanceLevel").text = level
    target.extend(declaration)
    return etree.tostring(root, encoding="utf-8")
