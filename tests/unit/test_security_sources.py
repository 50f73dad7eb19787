# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What docs/security.md says of the sources stays true of them.

Each list names what a person has read and agreed to: what is new has to be read too.
"""

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PUBLIC_ROUTES = {
    "numerian_board/controllers/numerian_notice.py:record_answer",
    "numerian_board/controllers/numerian_notice.py:show_answer",
    "numerian_cyber/controllers/portal.py:cyber_choose",
    "numerian_cyber/controllers/portal.py:cyber_choose_form",
    "numerian_cyber/controllers/portal.py:cyber_sign_form",
}
EVALUATED = {"numerian_collectivites/models/pdf/ir_actions_report.py"}
# What Odoo made, and what the prefecture sent, which declares no entity.
PARSED_XML = {
    "numerian_board/core/acknowledgement.py",
    "numerian_collectivites/report_engine/facturx.py",
}
CSV_WRITERS = {
    "numerian_board/core/scdl.py",
    "numerian_collectivites/core/csv_text.py",
}
UNSANITIZED = {
    "numerian_collectivites/models/amendment/numerian_contract_amendment_effect.py",
    "numerian_collectivites/models/campaign/numerian_billing_campaign_screen.py",
    "numerian_collectivites/models/contract/contract_contract_documents.py",
    "numerian_collectivites/models/contract/contract_line_documents.py",
    "numerian_board/models/gate/numerian_decision_execution.py",
}
FORMATTED = (ast.JoinedStr, ast.BinOp)  # f"…", "…" % x, "…" + x


def sources(suffix):
    return [
        path
        for path in sorted(ROOT.glob(f"numerian_*/**/*{suffix}"))
        if "tests" not in path.parts
    ]


def name(path):
    return path.relative_to(ROOT).as_posix()


def calls(tree):
    """Return ``(name, call)`` of the calls of a file."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = getattr(node.func, "attr", None) or getattr(node.func, "id", "")
            yield called, node


@cache
def all_calls():
    """Return ``[(file, name, call)]`` of all our sources."""
    return [
        (path, called, call)
        for path in sources(".py")
        for called, call in calls(ast.parse(path.read_text()))
    ]


def is_formatted(call):
    """Return whether the text is built from values, which may come from outside."""
    text = call.args and call.args[0]
    if isinstance(text, ast.Call) and ast.unparse(text.func).endswith(".format"):
        return True
    return isinstance(text, FORMATTED)


def test_sources_are_found():
    assert len(sources(".py")) > 300
    assert len(sources(".xml")) > 50


def test_no_text_of_sql_or_html_is_built_from_values():
    wrong = [
        f"{name(path)}:{call.lineno}"
        for path, called, call in all_calls()
        if called in ("SQL", "Markup", "execute", "execute_query")
        and is_formatted(call)
    ]
    assert wrong == []


def test_queries_are_sql_objects():
    wrong = [
        f"{name(path)}:{call.lineno}"
        for path, called, call in all_calls()
        if called in ("execute", "execute_query")
        and ast.unparse(call.func).split(".")[-2:-1] in (["cr"], ["env"])
        and not isinstance(call.args[0], ast.Call)
    ]
    assert wrong == []


def test_nothing_else_evaluates_an_expression():
    found = {
        name(path)
        for path, called, _call in all_calls()
        if called in ("eval", "exec", "safe_eval")
    }
    assert found == EVALUATED


def test_no_pickle_and_no_unsafe_yaml():
    texts = {name(path): path.read_text() for path in sources(".py")}
    wrong = [
        at for at, text in texts.items() if re.search(r"pickle|yaml\.load\(", text)
    ]
    assert wrong == []


def test_xml_is_parsed_where_it_is_ours():
    found = {
        name(path)
        for path, called, call in all_calls()
        if called in ("fromstring", "iterparse", "XMLParser")
        or ast.unparse(call.func) == "etree.parse"
    }
    assert found == PARSED_XML


def test_no_raw_html_in_templates():
    wrong = [name(path) for path in sources(".xml") if "t-raw" in path.read_text()]
    assert wrong == []


def test_html_that_is_not_sanitized_is_computed():
    """What a screen computes was escaped; what is stored, anybody may write by RPC."""
    found = [
        (name(path), {keyword.arg for keyword in call.keywords})
        for path, called, call in all_calls()
        if called == "Html"
        for keyword in call.keywords
        if keyword.arg.startswith("sanitize") and not ast.literal_eval(keyword.value)
    ]
    assert {at for at, _options in found} <= UNSANITIZED
    assert [at for at, options in found if "compute" not in options] == []
    assert [at for at, options in found if "store" in options] == []


def routes():
    """Return ``(name, options)`` of each route."""
    for path in sources(".py"):
        for node in ast.walk(ast.parse(path.read_text())):
            for decorator in getattr(node, "decorator_list", []):
                if ast.unparse(decorator).startswith(("http.route(", "route(")):
                    options = {k.arg: ast.unparse(k.value) for k in decorator.keywords}
                    yield f"{name(path)}:{node.name}", options


def test_public_routes_are_those_read():
    found = {at for at, options in routes() if options.get("auth") == "'public'"}
    assert found == PUBLIC_ROUTES


def test_forms_keep_their_csrf_token_and_no_route_is_open_to_other_sites():
    wrong = [at for at, options in routes() if {"csrf", "cors"} & set(options)]
    assert wrong == []
    assert [at for at, o in routes() if o.get("auth") == "'none'"] == []


def test_reading_routes_write_nothing_by_mistake():
    """A route of pages says which methods it takes: a link never posts."""
    wrong = [
        at
        for at, options in routes()
        if options.get("type") == "'http'" and "methods" not in options
    ]
    assert wrong == []


def test_csv_files_are_written_by_modules_that_disarm_formulas():
    found = {
        name(path)
        for path, called, _call in all_calls()
        if called in ("writer", "DictWriter")
    }
    assert found == CSV_WRITERS
