# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st
from numerian_collectivites.core.insee_code import (
    COMMUNES_FILE,
    departement_of,
    find_commune,
    is_well_formed,
    normalise,
)
from stdnum.fr import siren

with COMMUNES_FILE.open(encoding="utf-8", newline="") as communes_file:
    ROWS = list(csv.DictReader(communes_file, delimiter=";"))
CURRENT = [row for row in ROWS if not row["current_code"]]
FORMER = [row for row in ROWS if row["current_code"]]


def test_the_list_holds_every_commune_of_2026():
    assert len(CURRENT) == 34_969
    assert len(FORMER) == 4_285
    assert sum(row["code"].startswith("07") for row in CURRENT) == 335


def test_the_list_is_sorted_and_each_code_is_there_once():
    codes = [row["code"] for row in ROWS]
    assert codes == sorted(set(codes))


def test_every_code_is_well_formed_and_every_siren_valid():
    assert all(is_well_formed(row["code"]) for row in ROWS)
    assert all(siren.is_valid(row["siren"]) for row in CURRENT if row["siren"])


def test_a_former_code_leads_to_a_current_commune():
    current = {row["code"] for row in CURRENT}
    assert {row["current_code"] for row in FORMER} <= current


@pytest.mark.parametrize(
    ("_case", "code", "name"),
    [
        ("plain", "07045", "Burzet"),
        ("zero_lost_in_a_spreadsheet", "7045", "Burzet"),
        ("spaces", " 07 045 ", "Burzet"),
        ("corse_du_sud", "2A004", "Ajaccio"),
        ("small_letter", "2b033", "Bastia"),
        ("guadeloupe", "97105", "Basse-Terre"),
        ("mayotte", "97611", "Mamoudzou"),
        ("saint_pierre_et_miquelon", "97502", "Saint-Pierre"),
        ("polynesia", "98735", "Papeete"),
        ("first_line", "01001", "L'Abergement-Clémenciat"),
        ("last_line", "98901", "Île de Clipperton"),
    ],
)
def test_known_communes(_case, code, name):
    assert find_commune(code).name == name


@pytest.mark.parametrize(
    "code", ["", "0", "07999", "00000", "99999", "2C004", "A7045", "070455", "Burzet"]
)
def test_unknown_codes(code):
    assert find_commune(code) is None


def test_figures_of_a_commune():
    burzet = find_commune("07045")
    assert (burzet.siren, burzet.population) == ("210700456", 536)


@pytest.mark.parametrize(
    ("_case", "code", "current_code"),
    [
        ("merged", "07016", "07011"),
        ("district", "75101", "75056"),
        ("2A", "20004", "2A004"),
    ],
)
def test_codes_no_longer_in_use(_case, code, current_code):
    assert find_commune(code).current_code == current_code


@pytest.mark.parametrize(
    ("code", "departement"),
    [("07045", "07"), ("2A004", "2A"), ("97105", "971"), ("98735", "987"), ("", "")],
)
def test_departement(code, departement):
    assert departement_of(code) == departement


@given(st.text(max_size=8))
def test_any_text_is_found_as_it_is_normalised_or_not_at_all(text):
    commune = find_commune(text)
    assert commune is None or commune.code == normalise(text)


@given(st.sampled_from(ROWS))
def test_every_line_is_found(row):
    assert find_commune(row["code"].lower())._asdict() == row | {
        "population": int(row["population"] or 0)
    }
