# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from types import SimpleNamespace

import pytest
from numerian_collectivites.report_engine import sheets
from numerian_collectivites.report_engine.recent import Recent

CSS = ".a {color: red} .b {color: blue}"
FONTS = frozenset({"Lato"})


class Fetcher:
    """Gives style sheets by their address, and tells how often it was asked."""

    base_url = "http://localhost/"

    def __init__(self, database="base"):
        self.env = SimpleNamespace(cr=SimpleNamespace(dbname=database))
        self.css = CSS
        self.reads = 0

    def read_url(self, url):
        self.reads += 1
        return self.css.encode(), "text/css"

    def get(self, href, *names):
        return sheets.get_sheet(self, href, FONTS, frozenset(names))


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch):
    monkeypatch.setattr(sheets, "rules", Recent(16))
    monkeypatch.setattr(sheets, "parsed", Recent(64))


def get_matched(sheet):
    return set(sheet.matcher.class_selectors)


def test_page_gets_what_it_can_use_of_a_sheet():
    sheet = Fetcher().get("/web/assets/1/x.css", ".a", "p")
    assert get_matched(sheet) == {"a"}


def test_bundle_is_read_once():
    fetcher = Fetcher()
    first = fetcher.get("/web/assets/1/x.css", ".a")
    assert fetcher.get("/web/assets/1/x.css", ".a") is first
    other = fetcher.get("/web/assets/1/x.css", ".a", ".b")
    assert get_matched(other) == {"a", "b"}
    assert fetcher.reads == 1


def test_what_no_rule_asks_for_makes_no_difference():
    fetcher = Fetcher()
    first = fetcher.get("/web/assets/1/x.css", ".a")
    assert fetcher.get("/web/assets/1/x.css", ".a", ".c", "p") is first


def test_changed_bundle_has_another_address():
    fetcher = Fetcher()
    fetcher.get("/web/assets/1/x.css", ".a")
    fetcher.css = ".a {color: red} .c {color: red}"
    assert get_matched(fetcher.get("/web/assets/2/x.css", ".c")) == {"c"}


def test_each_database_has_its_own_bundle():
    Fetcher("one").get("/web/assets/1/x.css", ".a")
    other = Fetcher("two")
    other.css = ".a {color: red} .c {color: red}"
    assert get_matched(other.get("/web/assets/1/x.css", ".c")) == {"c"}


def test_other_sheets_are_those_of_the_moment():
    fetcher = Fetcher()
    first = fetcher.get("/x/static/x.css", ".a", ".c")
    assert fetcher.get("/x/static/x.css", ".a", ".c") is first
    fetcher.css = ".a {color: red} .c {color: red}"
    assert get_matched(fetcher.get("/x/static/x.css", ".a", ".c")) == {"a", "c"}


def test_own_sheet_is_read_once():
    first = sheets.get_own_sheet("p {margin: 0}")
    assert sheets.get_own_sheet("p {margin: 0}") is first
    assert sheets.get_own_sheet("p {margin: 1px}") is not first


def test_what_is_kept_has_limits():
    fetcher = Fetcher()
    fetcher.css = "".join(f".c{number} {{color: red}}" for number in range(8))
    for bundle in range(20):
        for number in range(8):
            fetcher.get(f"/web/assets/{bundle}/x.css", f".c{number}")
    assert (len(sheets.rules), len(sheets.parsed)) == (16, 64)


# Recent


def test_what_was_used_lately_stays():
    recent = Recent(2)
    for key in ("a", "b", "a", "c"):
        recent.get(key, lambda key=key: key.upper())
    assert ("a" in recent, "b" in recent, "c" in recent) == (True, False, True)
    assert recent.get("a") == "A"


def test_what_is_there_is_not_made_again():
    recent = Recent(2)
    assert recent.get("a", lambda: 1) == 1
    assert recent.get("a", lambda: 2) == 1
