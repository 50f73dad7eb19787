# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import pytest
from hypothesis import given
from hypothesis import strategies as st
from numerian_collectivites.core.merge_fields import (
    FIELDS,
    has_stray_braces,
    merge,
    unknown,
)


def test_fields_are_replaced_with_and_without_spaces():
    text = "<p>{{collectivite.nom}}, du {{ contrat.debut }}</p>"
    values = {"collectivite.nom": "Burzet", "contrat.debut": "01/09/2021"}
    assert merge(text, values) == "<p>Burzet, du 01/09/2021</p>"


def test_a_value_is_never_markup():
    merged = merge("{{collectivite.nom}}", {"collectivite.nom": "<b>A & B</b>"})
    assert merged == "&lt;b&gt;A &amp; B&lt;/b&gt;"


def test_a_value_is_never_a_field():
    values = {"collectivite.nom": "{{contrat.fin}}", "contrat.fin": "31/12/2021"}
    assert merge("{{collectivite.nom}}", values) == "{{contrat.fin}}"


def test_unknown_fields_are_named_once():
    text = "{{mairie.nom}} {{contrat.debut}} {{mairie.nom}} {{}}"
    assert unknown(text) == ["mairie.nom", ""]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{contrat.debut}}", False),
        ("{{contrat.debut", True),
        ("contrat.debut}}", True),
        ("{seul}", False),
    ],
)
def test_stray_braces_are_seen(text, expected):
    assert has_stray_braces(text) is expected


def test_a_field_without_a_value_is_an_error():
    with pytest.raises(KeyError):
        merge("{{contrat.fin}}", {})


@given(st.lists(st.sampled_from(FIELDS)), st.text())
def test_a_merged_text_holds_no_markup_of_its_values(names, value):
    text = " ".join("{{%s}}" % name for name in names)
    merged = merge(text, dict.fromkeys(names, value))
    assert "<" not in merged
    assert ">" not in merged
    assert unknown(text) == []
