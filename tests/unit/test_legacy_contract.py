# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Contracts of a former software: what the file says, what it had billed."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from numerian_collectivites.core.csv_reading import UnreadableFile
from numerian_collectivites.core.legacy_contract import oca_terms, openings, read
from numerian_collectivites.core.proration import Terms, Version, year_dues

HEADER = (
    "reference;contrat;collectivite;service;libelle;quantite;prix;tarif;facturation;"
    "debut;fin;facture"
)


def rows(*lines):
    return read("\n".join((HEADER, *lines)).encode())


def amounts(found):
    return {p.first.isoformat(): str(amount) for p, amount in found.items()}


def make_terms(first, price="1200", last=None, period="year", price_period="year"):
    version = Version(first, Decimal(price), Decimal(1))
    return Terms(first, last, (version,), period, price_period)


def test_a_whole_line():
    (row,) = rows(
        "C-12;Maintenance;21070045100016;COSO;Cosoluce;2;1 200,50;an;semestre;"
        "01/09/2021;31/12/2024;31/12/2022"
    )
    assert row._asdict() == {
        "number": 2,
        "reference": "C-12",
        "contract": "Maintenance",
        "authority": "21070045100016",
        "service": "COSO",
        "label": "Cosoluce",
        "quantity": Decimal("2.00"),
        "price": Decimal("1200.50"),
        "price_period": "year",
        "billing_period": "half_year",
        "first": date(2021, 9, 1),
        "last": date(2024, 12, 31),
        "billed_until": date(2022, 12, 31),
        "errors": (),
    }


def test_only_what_is_required():
    (row,) = read(
        b"Reference,Collectivite,Service,Prix HT,Debut\nC1,07045,COSO,10,2022-01-01"
    )
    assert row.errors == ()
    assert (row.quantity, row.price_period, row.billing_period) == (1, "year", "year")
    assert row.last is row.billed_until is None


def test_missing_columns():
    with pytest.raises(UnreadableFile) as error:
        read(b"reference;prix\nC1;10")
    assert error.value.missing == ["collectivite", "service", "debut"]


@pytest.mark.parametrize(
    ("line", "errors"),
    [
        (";;07;COSO;;;10;;;01/01/2022;;", ("reference",)),
        ("C;;07;COSO;;-1;-10;;;01/01/2022;;", ("quantite", "prix")),
        ("C;;07;COSO;;1;dix;;;32/01/2022;;", ("prix", "debut")),
        ("C;;07;COSO;;1;10;semestre;parfois;01/01/2022;;", ("tarif", "facturation")),
        ("C;;07;COSO;;1;10;;;01/01/2022;31/12/2021;31/12/2021", ("fin", "facture")),
    ],
)
def test_what_cannot_be_read_is_named(line, errors):
    assert rows(line)[0].errors == errors


def test_openings_of_whole_years_and_of_the_first_one():
    # 345 a year from 1 September 2021: 4 months of 12, then a whole year
    found = openings(make_terms(date(2021, 9, 1), "345"), date(2022, 12, 31))
    assert amounts(found) == {"2021-01-01": "115.00", "2022-01-01": "345.00"}


def test_openings_of_a_period_cut_in_two():
    # billed until 14 March: January, February and the started March
    found = openings(make_terms(date(2022, 1, 1)), date(2022, 3, 14))
    assert amounts(found) == {"2022-01-01": "300.00"}


def test_openings_are_not_looked_for_before_a_day():
    terms = make_terms(date(2009, 1, 1), period="quarter")
    found = openings(terms, date(2022, 6, 30), since=date(2022, 1, 1))
    assert amounts(found) == {"2022-01-01": "300.00", "2022-04-01": "300.00"}


def test_nothing_is_billed_before_the_service_starts():
    assert openings(make_terms(date(2022, 1, 1)), date(2021, 12, 31)) == {}


@given(
    st.dates(date(2019, 1, 1), date(2022, 12, 31)),
    st.integers(0, 1500),
    st.sampled_from(("year", "half_year", "quarter", "month")),
)
def test_no_opening_exceeds_what_is_due(first, days, period):
    terms = make_terms(first, "345.67", period=period)
    until = first + timedelta(days=days)
    for slot, amount in openings(terms, until).items():
        whole = year_dues(terms, slot.first.year)[slot]
        assert 0 < amount <= whole + Decimal("0.01")
        if slot.last <= until:
            assert abs(amount - whole) <= Decimal("0.01")


@pytest.mark.parametrize(
    ("rule", "interval", "terms"),
    [
        ("monthly", 1, ("month", "month", 1)),
        ("monthlylastday", 1, ("month", "month", 1)),
        ("monthly", 3, ("quarter", "year", 4)),
        ("quarterly", 1, ("quarter", "year", 4)),
        ("semesterly", 1, ("half_year", "year", 2)),
        ("monthly", 12, ("year", "year", 1)),
        ("yearly", 1, ("year", "year", 1)),
        ("yearly", 2, None),
        ("monthly", 2, None),
        ("weekly", 1, None),
        ("daily", 30, None),
    ],
)
def test_rules_of_oca(rule, interval, terms):
    assert oca_terms(rule, interval) == terms
