# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from numerian_collectivites.core.billing_calendar import (
    Scope,
    missing_periods,
    next_working_day,
    shift_invoice_date,
    shift_name,
    shift_year,
)
from numerian_collectivites.core.proration import Period

HOSTING, GDPR = 1, 2
ANNONAY, BURZET = 10, 11
YEAR = Period(date(2022, 1, 1), date(2022, 12, 31))
days = st.dates(date(1950, 1, 1), date(2100, 1, 31))


def scope(until, families=None, partners=None, since="2022-01-01", minimum=0.0):
    return Scope(
        None if families is None else frozenset(families),
        None if partners is None else frozenset(partners),
        date.fromisoformat(since),
        date.fromisoformat(until),
        minimum,
    )


# Dates


@pytest.mark.parametrize(
    ("_case", "day", "expected"),
    [
        ("ordinary", "2022-05-16", "2023-05-16"),
        ("leap_day", "2024-02-29", "2025-02-28"),
        ("into_a_leap_year", "2023-02-28", "2024-02-28"),
        ("last_day", "2022-12-31", "2023-12-31"),
    ],
)
def test_same_day_of_the_next_year(_case, day, expected):
    assert shift_year(date.fromisoformat(day)) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("_case", "day", "expected"),
    [
        ("working_day", "2022-05-16", "2023-05-16"),
        ("saturday", "2022-09-30", "2023-10-02"),
        ("sunday", "2022-07-16", "2023-07-17"),
        ("sunday_at_the_end_of_the_year", "2022-12-31", "2023-12-31"),
        ("saturday_before_the_last_sunday", "2022-12-30", "2023-12-30"),
        ("complementary_sunday", "2023-01-21", "2024-01-22"),
    ],
)
def test_weekend_moves_to_monday_within_its_exercice(_case, day, expected):
    shifted = shift_invoice_date(
        date.fromisoformat(day), date(2023, 12, 31), date(2024, 1, 31)
    )
    assert shifted == date.fromisoformat(expected)


def test_invoice_date_never_passes_complementary_days_made_shorter():
    shifted = shift_invoice_date(
        date(2023, 1, 30), date(2023, 12, 31), date(2024, 1, 15)
    )
    assert shifted == date(2024, 1, 15)


def test_complementary_sunday_stays_when_monday_passes_the_end():
    # 2027-01-31 is a Sunday
    shifted = shift_invoice_date(
        date(2026, 1, 31), date(2026, 12, 31), date(2027, 1, 31)
    )
    assert shifted == date(2027, 1, 31)


@given(days)
def test_shift_keeps_the_order_of_the_calendar(day):
    next_day = date.fromordinal(day.toordinal() + 1)
    assert shift_year(day) <= shift_year(next_day)


@given(days)
def test_working_day_is_at_most_two_days_later_and_never_in_a_weekend(day):
    moved = next_working_day(day)
    assert 0 <= (moved - day).days <= 2
    assert moved.weekday() < 5


@given(st.integers(1950, 2100), st.integers(0, 395))
def test_copied_date_stays_in_its_exercice(year, offset):
    day = date.fromordinal(date(year, 1, 1).toordinal() + offset)
    year_end, cutoff = date(year + 1, 12, 31), date(year + 2, 1, 31)
    moved = shift_invoice_date(day, year_end, cutoff)
    assert date(year + 1, 1, 1) <= moved <= cutoff
    if day <= date(year, 12, 31):
        assert moved <= year_end


# Names


@pytest.mark.parametrize(
    ("_case", "name", "expected"),
    [
        ("year_in_the_middle", "Mai 2022 - adhésion", "Mai 2023 - adhésion"),
        ("two_years", "Saison 2022-2023", "Saison 2023-2024"),
        ("year_before", "Régularisation 2021 (2022)", "Régularisation 2022 (2023)"),
        ("no_year", "Nouveaux contrats", "Nouveaux contrats"),
        ("part_of_a_number", "Lot 20221", "Lot 20221"),
        ("another_year", "Tarif 1998", "Tarif 1998"),
    ],
)
def test_year_in_the_name_goes_up(_case, name, expected):
    assert shift_name(name, 2022) == expected


# Scopes


def test_empty_families_and_authorities_mean_all():
    march = Period(date(2022, 3, 1), date(2022, 3, 31))
    assert scope("2022-03-31").takes(None, ANNONAY, march)
    assert not scope("2022-03-31", families=[]).takes(HOSTING, ANNONAY, march)
    assert not scope("2022-03-31", partners=[BURZET]).takes(HOSTING, ANNONAY, march)


def test_periods_taken_begin_by_the_end_and_end_after_the_beginning():
    second_quarter = Period(date(2022, 4, 1), date(2022, 6, 30))
    assert scope("2022-04-01").takes_period(second_quarter)
    assert not scope("2022-03-31").takes_period(second_quarter)
    assert scope("2022-12-31", since="2022-06-30").takes_period(second_quarter)
    assert not scope("2022-12-31", since="2022-07-01").takes_period(second_quarter)


def test_narrower_scope_never_takes_another_authority():
    assert scope("2022-03-31").narrow([BURZET]).partners == {BURZET}
    assert not scope("2022-03-31", partners=[ANNONAY]).narrow([BURZET]).partners


def test_month_after_month_is_no_repetition():
    march, april = scope("2022-03-31", [HOSTING]), scope("2022-04-30", [HOSTING])
    assert not april.bills_again(march)
    assert march.bills_again(april)


@pytest.mark.parametrize(
    ("_case", "mine", "earlier", "expected"),
    [
        ("same_family", {"families": [GDPR]}, {"families": [GDPR]}, True),
        ("all_after_one", {}, {"families": [GDPR]}, True),
        ("other_family", {"families": [GDPR]}, {"families": [HOSTING]}, False),
        ("nothing_of_its_own", {"families": []}, {}, False),
        ("other_authority", {"partners": [ANNONAY]}, {"partners": [BURZET]}, False),
        ("one_authority_of_all", {"partners": [ANNONAY]}, {}, True),
    ],
)
def test_repetition_needs_a_family_and_an_authority_in_common(
    _case, mine, earlier, expected
):
    later = scope("2022-12-31", **mine)
    assert later.bills_again(scope("2022-12-31", **earlier)) is expected


# Coverage


@pytest.mark.parametrize(
    ("_case", "kind", "scopes", "expected"),
    [
        ("no_campaign", "year", [], ["2022-01-01"]),
        ("yearly_service", "year", [scope("2022-01-01", [HOSTING])], []),
        ("other_family", "year", [scope("2022-12-31", [GDPR])], ["2022-01-01"]),
        ("all_families", "month", [scope("2022-12-31")], []),
        (
            "some_authorities",
            "year",
            [scope("2022-12-31", [HOSTING], [ANNONAY])],
            ["2022-01-01"],
        ),
        (
            "stops_in_september",
            "quarter",
            [scope("2022-09-30", [HOSTING])],
            ["2022-10-01"],
        ),
        (
            "hole_in_the_middle",
            "quarter",
            [
                scope("2022-03-31", [HOSTING]),
                scope("2022-12-31", [HOSTING], since="2022-07-01"),
            ],
            ["2022-04-01"],
        ),
        (
            "month_after_month",
            "half_year",
            [scope("2022-06-30"), scope("2022-12-31", since="2022-07-01")],
            [],
        ),
    ],
)
def test_periods_that_no_campaign_takes(_case, kind, scopes, expected):
    missing = missing_periods(HOSTING, kind, YEAR, scopes)
    assert [period.first.isoformat() for period in missing] == expected


def test_only_the_periods_in_which_the_services_run_are_missing():
    span = Period(date(2022, 11, 5), date(2022, 12, 31))
    missing = missing_periods(HOSTING, "month", span, [])
    assert [period.first.month for period in missing] == [11, 12]
