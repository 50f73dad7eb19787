# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Style sheets cut down to the rules that can match in a page. No ORM.

Odoo's sheet has thousands of rules, an invoice has classes for a hundred of them; yet
WeasyPrint tries the others on each element. A rule is left out only when each of its
selectors asks for a tag, a class, an id or an attribute that the page does not have:
what is drawn stays the same.
"""

import re
from typing import NamedTuple

import tinycss2
from cssselect2 import parser

SPACES = re.compile(r"[^ \t\r\n\f]+")
# Tags that the parser of WeasyPrint adds where a page leaves them out.
IMPLIED = frozenset({"html", "head", "body", "colgroup", "tbody", "tr", "p"})


class Rule(NamedTuple):
    """A rule in its text, and what each of its selectors needs.

    No selector: the rule always stays.
    """

    text: str
    needs: tuple[frozenset[str], ...]


class Rules:
    """A style sheet of which each page takes its part."""

    def __init__(self, css):
        self._rules = list(_read(tinycss2.parse_stylesheet(css, skip_comments=True)))
        #: Everything that some selector asks for.
        self.names = frozenset().union(*(n for rule in self._rules for n in rule.needs))

    def select(self, names):
        """Return the CSS of the rules that can match where only these names are."""
        return "\n".join(
            rule.text
            for rule in self._rules
            if not rule.needs or any(needed <= names for needed in rule.needs)
        )


def get_names(root):
    """Return the names that selectors may ask for and that a page has.

    Tags as they are, ``.class``, ``#id`` and ``[attribute``.
    """
    names = set(IMPLIED)
    for element in root.iter():
        if not isinstance(element.tag, str):  # a comment
            continue
        names.add(element.tag.rpartition("}")[2].lower())
        names.update(f"[{name.lower()}" for name in element.attrib)
        names.update(f".{name}" for name in SPACES.findall(element.get("class", "")))
        if "id" in element.attrib:
            names.add(f"#{element.get('id')}")
    return frozenset(names)


def _read(nodes):
    for node in nodes:
        if node.type == "qualified-rule":
            yield Rule(node.serialize(), _get_needs(node.prelude))
        elif node.type == "at-rule" and node.lower_at_keyword == "media":
            yield from _read_media(node)
        elif node.type == "at-rule":
            yield Rule(node.serialize(), ())


def _read_media(node):
    """Yield the rules of a ``@media``, each in a copy of it."""
    start = f"@media {tinycss2.serialize(node.prelude)}"
    rules = tinycss2.parse_rule_list(node.content or [], skip_comments=True)
    for rule in _read(rules):
        yield rule._replace(text=f"{start}{{{rule.text}}}")


def _get_needs(prelude):
    """Return what each selector of a rule needs; nothing when it cannot be told."""
    try:
        selectors = list(parser.parse(prelude))
    except parser.SelectorError:
        return ()  # WeasyPrint leaves the whole rule out, and says so
    return tuple(frozenset(_get_needed(s.parsed_tree)) for s in selectors)


def _get_needed(node):
    """Yield the names without which a selector matches nothing."""
    if isinstance(node, parser.CombinedSelector):
        yield from _get_needed(node.left)
        yield from _get_needed(node.right)
    elif isinstance(node, parser.CompoundSelector):
        for simple in node.simple_selectors:
            yield from _get_needed(simple)
    elif isinstance(node, parser.LocalNameSelector):
        yield node.lower_local_name
    elif isinstance(node, parser.ClassSelector):
        yield f".{node.class_name}"
    elif isinstance(node, parser.IDSelector):
        yield f"#{node.ident}"
    elif isinstance(node, parser.AttributeSelector) and not node.namespace:
        yield f"[{node.lower_name}"
