# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import cssselect2
import lxml.html
import pytest
import tinycss2
from hypothesis import given
from hypothesis import strategies as st
from numerian_collectivites.report_engine import pruning

PAGE = """<html lang="fr"><head></head><body class="o_pdf container">
<!-- a comment --><table class="table o_lines" id="lines">
<tr><td class="end">1</td></tr></table><p title="x">Texte</p></body></html>"""


def prune(css, page=PAGE):
    """Return the CSS of a page, on one line."""
    names = pruning.get_names(lxml.html.document_fromstring(page))
    return " ".join(pruning.Rules(css).select(names).split())


@pytest.mark.parametrize(
    "selector",
    [
        "*",
        ":root",
        "p",
        "P",
        ".end",
        "#lines",
        "[title]",
        "[title=y]",
        ".table > tbody > tr:first-child > td",  # WeasyPrint adds the tbody
        ".absent, .end",
        ":not(.absent)",
        ":is(.absent, .end)",
        "p::before",
        "p:hover",
        "p:unheard-of",  # WeasyPrint says so
        "..",
    ],
)
def test_rule_that_may_match_stays(selector):
    css = f"{selector} {{color: red}}"
    assert prune(css) == css


@pytest.mark.parametrize(
    "selector",
    [
        ".absent",
        ".End",
        "h1",
        "#other",
        "[href]",
        ".absent > td",
        "td.absent",
        ".absent td, .absent + p",
        ".end:not(p) .absent",
    ],
)
def test_rule_of_what_is_not_there_goes(selector):
    assert prune(f"{selector} {{color: red}}") == ""


def test_rules_keep_their_order_and_their_media():
    css = (
        "p {color: red} @media print {.absent {color: blue} td {color: blue}}"
        " .absent {color: green} p {color: black}"
    )
    assert prune(css) == (
        "p {color: red} @media print {td {color: blue}} p {color: black}"
    )


def test_what_is_no_rule_stays():
    css = (
        '@font-face {font-family: "Lato"} @page {margin: 1cm}'
        " @supports (x: y) {.absent {color: red}}"
    )
    assert prune(css) == css


def test_class_with_a_hard_space_is_one_class():
    page = '<html><body><p class="a\xa0b c">x</p></body></html>'
    assert prune(".a {color: red} .c {color: red}", page) == ".c {color: red}"


def test_names_are_those_that_some_selector_asks_for():
    rules = pruning.Rules(".a > td {} @media print {#b {}} * {}")
    assert rules.names == {".a", "td", "#b"}


# Whatever the sheet and the page, what matches is the same

NAMES = ("a", "b", "c")
simple = st.builds(
    "{}{}".format,
    st.sampled_from(["*", "p", "td", "div", ""]),
    st.sampled_from([".a", ".b", ".c", "#a", "[title]", ":not(.a)", ":first-child"]),
)
selectors = st.lists(
    st.lists(simple, min_size=1, max_size=3).flatmap(
        lambda parts: st.sampled_from([" ", " > ", " + ", " ~ "]).map(
            lambda combinator: combinator.join(parts)
        )
    ),
    min_size=1,
    max_size=3,
).map(", ".join)
sheets = st.lists(selectors, min_size=1, max_size=6)
elements = st.recursive(
    st.just(()),
    lambda children: st.lists(
        st.tuples(
            st.sampled_from(["p", "div", "span"]),
            st.sampled_from(['class="a"', 'class="b c"', 'id="a"', 'title=""', ""]),
            children,
        ),
        max_size=3,
    ).map(tuple),
    max_leaves=8,
)


def write(children):
    return "".join(
        f"<{tag} {attribute}>{write(inside)}</{tag}>"
        for tag, attribute, inside in children
    )


def get_matches(css, root):
    """Return the declarations that match each element, in the order of the cascade."""
    matcher = cssselect2.Matcher()
    for rule in tinycss2.parse_stylesheet(css, skip_whitespace=True):
        for selector in cssselect2.compile_selector_list(rule.prelude):
            matcher.add_selector(selector, tinycss2.serialize(rule.content))
    wrapper = cssselect2.ElementWrapper.from_html_root(root)
    return [
        [payload for _specificity, _order, _pseudo, payload in matcher.match(element)]
        for element in wrapper.iter_subtree()
    ]


@given(sheets, elements)
def test_page_looks_the_same(chosen, children):
    css = " ".join(f"{rule} {{order: {n}}}" for n, rule in enumerate(chosen))
    root = lxml.html.document_fromstring(f"<body>{write(children)}</body>")
    pruned = pruning.Rules(css).select(pruning.get_names(root))
    assert get_matches(pruned, root) == get_matches(css, root)
