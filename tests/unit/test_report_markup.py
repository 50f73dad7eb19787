# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import pytest
from numerian_collectivites.report_engine import markup

STANDARD = """<!DOCTYPE html>
<html><head><script>steal()</script></head>
<body class="o_body_pdf o_css_margins container">
<div class="article" data-oe-model="account.move" data-oe-id="7" data-oe-lang="fr_FR">
<p>Prestations</p><script>steal()</script></div></body></html>"""
PAGED = """<!DOCTYPE html>
<html data-paged="1" lang="fr"><head><title>Bordereau</title>
<link rel="stylesheet" href="/a/static/b.css"/></head>
<body><main data-oe-model="x.y" data-oe-id="3">…</main></body></html>"""
HEADERS = """<html><body><div id="minimal_layout_report_headers">
<div class="header">Un</div><div class="header">Deux</div></div></body></html>"""


def test_headers_come_in_the_order_of_the_records():
    nodes = markup.split_parts(HEADERS, "header")
    assert [node.text for node in nodes] == ["Un", "Deux"]


@pytest.mark.parametrize("html", [None, False, "", "<p>Rien</p>"])
def test_report_without_header_has_none(html):
    assert markup.split_parts(html, "header") == []


def test_running_parts_stand_before_the_content():
    root = markup.parse(STANDARD)
    header = markup.split_parts(HEADERS, "header")[:1]
    footer = markup.split_parts(HEADERS, "header")[1:]
    markup.add_running(root, header, footer)
    body = root.find("body")
    assert [node.get("class") for node in body] == [
        "wp-header o_css_margins",
        "wp-footer o_css_margins",
        "article",
    ]
    assert body[0].text_content() == "Un"


def test_scripts_are_left_out():
    assert "steal" not in markup.serialize(markup.parse(STANDARD))


def test_standard_page_takes_the_title_and_the_language_of_its_record():
    root = markup.parse(STANDARD)
    markup.describe(root, "FAC/2026/0001", "en_US")
    assert root.findtext("head/title") == "FAC/2026/0001"
    assert root.get("lang") == "fr-FR"


def test_own_page_keeps_its_title():
    root = markup.parse(PAGED)
    markup.describe(root, "Autre", "fr_FR")
    assert root.findtext("head/title") == "Bordereau"
    assert root.get("lang") == "fr-FR"


def test_fragment_without_layout_becomes_a_page():
    root = markup.parse("<div>Seul</div>")
    markup.describe(root, "Titre", "fr_FR")
    assert [node.tag for node in root] == ["head", "body"]
    assert root.findtext("head/title") == "Titre"


def test_only_own_pages_are_paged():
    assert markup.is_paged(markup.parse(PAGED))
    assert not markup.is_paged(markup.parse(STANDARD))


def test_sheets_leave_the_page():
    root = markup.parse(PAGED)
    assert markup.take_sheets(root) == ["/a/static/b.css"]
    assert markup.take_sheets(root) == []


def test_records_of_another_model_are_not_the_document():
    root = markup.parse(STANDARD)
    assert markup.get_record_ids(root, "account.move") == [7]
    assert markup.get_record_ids(root, "res.partner") == []
    assert markup.get_record_ids(root, False) == []


def test_paper_in_millimetres():
    rule = markup.page_rule((297.0, 210.0), ("40", 7.5, 20, 0))
    assert rule == "@page { size: 297mm 210mm; margin: 40mm 7.5mm 20mm 0mm }"


@pytest.mark.parametrize(
    ("_case", "face", "kept"),
    [
        ("used", "font-family: 'Lato'; font-weight: 400", True),
        ("bold", 'font-family: "Lato"; font-weight: bold', True),
        ("no_weight", "font-family: FontAwesome", True),
        ("other_weight", "font-family: 'Lato'; font-weight: 100", False),
        ("other_family", "font-family: 'Tajawal'; font-weight: 400", False),
        ("longer_name", "font-family: 'Lato Hairline'", False),
        ("nameless", "src: url(x.ttf)", False),
    ],
)
def test_only_the_fonts_of_the_document_are_loaded(_case, face, kept):
    css = f"@font-face {{ {face} }} p {{ margin: 0 }}"
    expected = css if kept else " p { margin: 0 }"
    assert markup.keep_fonts(css, {"Lato", "FontAwesome"}) == expected
