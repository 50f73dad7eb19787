"""What a quote refuses, whoever makes it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from numerian_cyber.core.quote_rules import (
    InvalidQuantity,
    Problem,
    Rules,
    Wish,
    find_problems,
    parse_quantity,
)

MIB, VAULT, EDR, THEFT = 1, 2, 3, 4
DOMAIN, ANTIVIRUS = 10, 11
RULES = {
    MIB: Rules(prerequisites=frozenset({DOMAIN})),
    VAULT: Rules(),
    EDR: Rules(prerequisites=frozenset({ANTIVIRUS}), most=100),
    THEFT: Rules(required=frozenset({VAULT})),
}


def wishes(**quantities):
    """Wishes for the services given; the others are there, not ticked."""
    names = {"mib": MIB, "vault": VAULT, "edr": EDR, "theft": THEFT}
    return {
        key: Wish(name in quantities, quantities.get(name, 5))
        for name, key in names.items()
    }


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (12, 12),
        ("12", 12),
        (" 1 200 ", 1200),
        ("1\u202f200", 1200),
        ("12,0", 12),
        (12.0, 12),
        ("", 0),
        (None, 0),
        (False, 0),
        (10_000, 10_000),
    ],
)
def test_what_reads_as_a_number_of_units(typed, expected):
    assert parse_quantity(typed, 10_000) == expected


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (-5, "negative"),
        ("-1", "negative"),
        (2.5, "fractional"),
        ("2,5", "fractional"),
        (10_001, "too_many"),
        ("9" * 18, "too_many"),
        ("9" * 5000, "not_a_number"),
        ("1e9", "not_a_number"),
        ("abc", "not_a_number"),
        (True, "not_a_number"),
        (float("nan"), "not_a_number"),
        (float("inf"), "not_a_number"),
        ([], "not_a_number"),
        ({"a": 1}, "not_a_number"),
        ("٣", "not_a_number"),
        ("1;drop", "not_a_number"),
    ],
)
def test_what_does_not(typed, code):
    with pytest.raises(InvalidQuantity) as caught:
        parse_quantity(typed, 10_000)
    assert caught.value.code == code


@given(st.one_of(st.text(), st.floats(), st.integers(), st.binary(), st.none()))
def test_anything_typed_gives_units_in_bounds_or_a_refusal(typed):
    try:
        units = parse_quantity(typed, 10_000)
    except InvalidQuantity:
        return
    assert isinstance(units, int)
    assert 0 <= units <= 10_000


@pytest.mark.parametrize(
    ("_case", "asked", "declared", "held", "expected"),
    [
        ("nothing_ticked", {}, (), (), []),
        ("vault_alone", {"vault": 3}, (), (), []),
        ("no_domain", {"mib": 3}, (), (), [Problem("prerequisite", MIB, DOMAIN)]),
        ("domain_declared", {"mib": 3}, (DOMAIN,), (), []),
        ("no_vault", {"theft": 3}, (), (), [Problem("requirement", THEFT, VAULT)]),
        ("vault_ticked_too", {"theft": 3, "vault": 3}, (), (), []),
        ("vault_under_contract", {"theft": 3}, (), (VAULT,), []),
        ("no_unit", {"vault": 0}, (), (), [Problem("no_quantity", VAULT)]),
        ("at_the_bound", {"edr": 100}, (ANTIVIRUS,), (), []),
        ("too_many", {"edr": 101}, (ANTIVIRUS,), (), [Problem("too_many", EDR, 100)]),
        (
            "each_service_says_its_own",
            {"mib": 1, "edr": 1, "theft": 1},
            (DOMAIN,),
            (),
            [
                Problem("prerequisite", EDR, ANTIVIRUS),
                Problem("requirement", THEFT, VAULT),
            ],
        ),
    ],
)
def test_problems(_case, asked, declared, held, expected):
    assert find_problems(RULES, wishes(**asked), declared, held) == expected


def test_a_service_without_a_price_cannot_be_ordered():
    rules = RULES | {VAULT: Rules(priced=False)}
    assert find_problems(rules, wishes(vault=3), ()) == [Problem("no_price", VAULT)]
    assert find_problems(rules, wishes(), ()) == []
