# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The page that WeasyPrint draws, made from the parts of an Odoo report. No ORM."""

import re

import lxml.html
from lxml import etree

PARTS = {
    "header": "minimal_layout_report_headers",
    "footer": "minimal_layout_report_footers",
}
FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}")
FAMILY = re.compile(r"font-family:\s*['\"]?([^;'\"}]+)")
WEIGHT = re.compile(r"font-weight:\s*(\w+)")
WEIGHTS = {"400", "700", "normal", "bold"}


def parse(html):
    """Return the root of a page, its scripts left out."""
    root = lxml.html.document_fromstring(str(html))
    for script in root.xpath("//script"):
        script.drop_tree()
    return root


def split_parts(html, kind):
    """Return the headers or the footers of several records, in their order.

    :param html: what Odoo makes for wkhtmltopdf, or nothing
    :param kind: ``header`` or ``footer``
    """
    if not html:
        return []
    found = parse(html).xpath("//div[@id=$ident]", ident=PARTS[kind])
    return list(found[0]) if found else []


def is_paged(root):
    """Whether the page is one of ours, complete with its own header and footer."""
    return bool(root.get("data-paged"))


def add_running(root, header, footer):
    """Put what repeats on each page before what it accompanies, as CSS asks."""
    body = root.find("body")
    margins = " o_css_margins" if "o_css_margins" in body.get("class", "") else ""
    for kind, nodes in (("footer", footer), ("header", header)):
        for node in nodes:
            wrap = etree.Element("div", {"class": f"wp-{kind}{margins}"})
            wrap.append(node)
            body.insert(0, wrap)


def describe(root, title, lang):
    """Give the page the language and the title that an accessible file has."""
    root.set("lang", (_get_lang(root) or lang).replace("_", "-"))
    head = root.find("head")
    if head is None:  # a report without a layout
        head = etree.Element("head")
        root.insert(0, head)
    node = head.find("title")
    if node is None:
        node = etree.SubElement(head, "title")
    if not is_paged(root) or not node.text:
        node.text = title


def _get_lang(root):
    return root.xpath("string((//*[@data-oe-lang])[1]/@data-oe-lang)")


def get_record_ids(root, model):
    """Return the ids of the records of a model that a page shows."""
    found = root.xpath("//*[@data-oe-model=$model]/@data-oe-id", model=model or "")
    return [int(record_id) for record_id in found]


def take_sheets(root):
    """Take the links to style sheets out of a page and return their addresses."""
    links = root.xpath("//link[@rel='stylesheet']")
    for link in links:
        link.drop_tree()
    return [link.get("href") for link in links]


def serialize(root):
    return lxml.html.tostring(root, encoding="unicode", doctype="<!DOCTYPE html>")


def page_rule(size, margins):
    """Return the CSS of the paper.

    :param size: width and height, in millimetres
    :param margins: top, right, bottom and left, in millimetres
    """
    lengths = " ".join(f"{length:g}mm" for length in size)
    edges = " ".join(f"{float(margin):g}mm" for margin in margins)
    return f"@page {{ size: {lengths}; margin: {edges} }}"


def keep_fonts(css, families):
    """Leave out the fonts that a document does not use.

    Odoo's sheet declares more than a hundred, some on another host: WeasyPrint would
    try to load each of them before it draws anything.
    """

    def keep(match):
        family, weight = FAMILY.search(match[0]), WEIGHT.search(match[0])
        used = family and family[1].strip() in families
        return match[0] if used and (not weight or weight[1] in WEIGHTS) else ""

    return FONT_FACE.sub(keep, css)
