# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import pytest
from hypothesis import given
from hypothesis import strategies as st
from numerian_collectivites.core.chorus import References, is_siret, missing_references

requirements = st.sampled_from(["none", "service", "engagement", "both", "either"])
texts = st.sampled_from(["", "MAIRIE", "EJ-2022-1"])


@pytest.mark.parametrize(
    ("_case", "requirement", "service", "engagement", "expected"),
    [
        ("nothing_asked", "none", "", "", []),
        ("never_said", None, "", "", []),
        ("service_held", "service", "MAIRIE", "", []),
        ("service_missing", "service", "", "EJ1", ["service"]),
        ("blank_is_missing", "service", "  ", "", ["service"]),
        ("engagement_missing", "engagement", "MAIRIE", "", ["engagement"]),
        ("engagement_held", "engagement", "", "EJ1", []),
        ("both_missing", "both", "", "", ["service", "engagement"]),
        ("one_of_both", "both", "MAIRIE", "", ["engagement"]),
        ("either_by_service", "either", "MAIRIE", "", []),
        ("either_by_engagement", "either", "", "EJ1", []),
        ("neither", "either", "", "", ["either"]),
    ],
)
def test_examples(_case, requirement, service, engagement, expected):
    assert missing_references(requirement, References(service, engagement)) == expected


@given(requirements, texts, texts)
def test_a_document_with_everything_is_never_refused(requirement, service, engagement):
    whole = References(service or "MAIRIE", engagement or "EJ1")
    assert missing_references(requirement, whole) == []


@given(requirements, texts, texts)
def test_the_contract_reference_is_never_required(requirement, service, engagement):
    without = References(service, engagement)
    assert missing_references(
        requirement, without._replace(contract_reference="M1")
    ) == missing_references(requirement, without)


def test_unknown_requirement_is_refused():
    with pytest.raises(ValueError, match="unknown requirement: perhaps"):
        missing_references("perhaps", References())


@pytest.mark.parametrize(
    ("registry", "expected"),
    [
        ("21070045600010", True),
        ("210 700 456 00010", True),
        ("210700456", False),
        ("", False),
        (None, False),
        ("2107004560001A", False),
        ("２１０７００４５６０００１０", False),
    ],
)
def test_siret(registry, expected):
    assert is_siret(registry) is expected
