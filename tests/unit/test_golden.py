"""The golden cases of tests/golden against the pure cores."""

from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from contract_builders import invoiced
from numerian_collectivites.core.billing_ledger import (
    Line,
    classify,
    deltas,
    link_chains,
    whole_period,
)
from numerian_collectivites.core.proration import Terms, Version, check_terms

GOLDEN = Path(__file__).parents[1] / "golden"
RULES = ("billing_period", "price_period", "proration")
CASES = [
    pytest.param(case, id=f"{path.stem}: {case['name']}")
    for path in sorted(GOLDEN.glob("*.yaml"))
    for case in yaml.safe_load(path.read_text("utf-8"))
    if "lines" in case["input"]
]


def line_of(number, values):
    versions = [
        Version(p["from"], Decimal(p["price"]), Decimal(p.get("quantity", "1")))
        for p in values["prices"]
    ]
    rules = {name: values[name] for name in RULES if name in values}
    terms = Terms(values["first"], values.get("last"), tuple(versions), **rules)
    check_terms(terms)
    live = not values.get("cancelled", False)
    return Line(number, terms, values.get("succeeds"), live)


def told(delta, linked, wanted):
    """What a case tells of a delta, reduced to the keys it mentions."""
    terms, use = linked.get(delta.line_id), delta.use
    full = whole_period(terms, delta.period) if terms else Decimal(0)
    found = {
        "line": delta.line_id,
        "slot": delta.period.first,
        "due": str(delta.due.quantize(Decimal("0.01"))),
        "delta": str(delta.amount.quantize(Decimal("0.01"))),
        "use": use and f"{use.count}/{use.total} {use.unit}",
        "kind": classify(delta, terms, full),
    }
    return {key: found[key] for key in wanted}


@pytest.mark.parametrize("case", CASES)
def test_golden_case(case):
    given, expected = case["input"], case["expected"]
    lines = [line_of(*item) for item in given["lines"].items()]
    billed = {
        number: {slot: invoiced(amount) for slot, amount in slots.items()}
        for number, slots in given.get("billed", {}).items()
    }
    found = deltas(lines, billed, given["since"], given["until"])
    assert len(found) == len(expected)
    linked = link_chains(lines)
    pairs = zip(found, expected, strict=True)
    assert [told(delta, linked, wanted) for delta, wanted in pairs] == expected


def test_every_golden_case_names_its_source():
    assert len(CASES) >= 28
    for param in CASES:
        (case,) = param.values
        assert case["source"]
        assert set(case) == {"name", "source", "input", "expected"}
