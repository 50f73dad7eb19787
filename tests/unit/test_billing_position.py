from decimal import Decimal

import pytest
from contract_builders import DAWN, day, invoiced, period, terms, version
from hypothesis import given
from hypothesis import strategies as st
from numerian_collectivites.core.billing_calendar import Scope
from numerian_collectivites.core.billing_ledger import Billed, Line, deltas
from numerian_collectivites.core.billing_position import Round, Service, positions

SOFTWARE, HOSTING = 1, 2
BURZET, BROSSAINC = 10, 20
YEARLY = terms("2020-01-01")
QUARTERLY = YEARLY._replace(billing_period="quarter")
NEW_YEAR = day("2022-01-01")


def campaign(
    iso, families=None, authorities=None, since="2022-01-01", until="2022-12-31"
):
    own = Scope(
        families and frozenset(families),
        authorities and frozenset(authorities),
        day(since),
        day(until),
    )
    return Round(day(iso), own, (own,), NEW_YEAR)


MARCH = campaign("2022-03-14", families=[SOFTWARE])
OCTOBER = campaign("2022-10-10")


def standing(line_terms=YEARLY, billed=None, calendar=(), **service):
    """``[(first day, due, billed, open, planned on, next on)]`` of line 7 in 2022."""
    service = {"family": SOFTWARE, "authority": BURZET} | service
    found = positions(
        [Line(7, line_terms)],
        {7: billed or {}},
        {7: Service(**service)},
        calendar,
        2022,
    )
    return [
        (
            str(p.period.first),
            *(str(amount) for amount in (p.due, p.billed, p.open)),
            *(value and str(value) for value in (p.planned_on, p.next_on)),
        )
        for p in found
    ]


def test_nothing_billed_is_open_and_planned_by_its_family():
    assert standing(calendar=[MARCH, OCTOBER]) == [
        ("2022-01-01", "1200.00", "0", "1200.00", "2022-03-14", "2022-03-14")
    ]


def test_what_is_billed_is_no_longer_to_come():
    assert standing(billed={NEW_YEAR: invoiced("1200.00")}, calendar=[MARCH]) == [
        ("2022-01-01", "1200.00", "1200.00", "0.00", "2022-03-14", None)
    ]


def test_late_start_waits_for_the_campaign_of_late_starts():
    done = MARCH._replace(scopes=())
    nothing = OCTOBER.own._replace(families=frozenset())
    late = OCTOBER._replace(own=nothing, scopes=(nothing, MARCH.own))
    assert standing(calendar=[done, late])[0][4:] == ("2022-03-14", "2022-10-10")


def test_family_of_no_campaign_is_planned_nowhere():
    assert standing(calendar=[MARCH], family=HOSTING)[0][4:] == (None, None)


def test_authority_of_another_territory_is_not_covered():
    elsewhere = campaign("2022-03-14", authorities=[BROSSAINC])
    assert standing(calendar=[elsewhere, OCTOBER])[0][4] == "2022-10-10"


def test_each_quarter_is_planned_by_its_own_campaign():
    first = campaign("2022-03-31", until="2022-03-31")
    rest = campaign("2022-06-30", since="2022-04-01")
    assert [row[4] for row in standing(QUARTERLY, calendar=[first, rest])] == [
        "2022-03-31",
        "2022-06-30",
        "2022-06-30",
        "2022-06-30",
    ]


def test_credit_of_an_earlier_exercice_waits_for_no_campaign():
    line = terms("2021-09-01", None, version(DAWN, "345.00"))
    late = campaign("2022-03-14", since="2021-01-01")
    (found,) = positions(
        [Line(7, line)],
        {7: {day("2021-01-01"): invoiced("345.00")}},
        {7: Service(SOFTWARE, BURZET)},
        [late],
        2021,
    )
    assert (found.due, found.open) == (Decimal(115), Decimal(-230))
    assert (found.planned_on, found.next_on) == (day("2022-03-14"), None)


@pytest.mark.parametrize(
    ("_case", "held", "expected"),
    [
        ("favour", Billed(Decimal(900), 2, goodwill=Decimal(300)), ("900.00", "900")),
        ("written_off", Billed(waived=Decimal(1200)), None),
        ("written_off_in_part", Billed(waived=Decimal(200)), ("1000.00", "0")),
    ],
)
def test_what_is_given_up_is_no_longer_due(_case, held, expected):
    rows = [(row[1], row[2]) for row in standing(billed={NEW_YEAR: held})]
    assert rows == ([expected] if expected else [])


def test_closed_contract_owes_no_more_than_it_was_billed():
    billed = {NEW_YEAR: invoiced("300.00")}
    assert standing(billed=billed, closed=True)[0][1:4] == ("300.00", "300.00", "0.00")
    assert standing(closed=True) == []


def test_period_billed_in_another_software_is_not_looked_at():
    found = positions(
        [Line(7, QUARTERLY)],
        {},
        {7: Service(SOFTWARE, BURZET)},
        [],
        2022,
        floor=day("2022-07-01"),
    )
    assert [str(p.period.first) for p in found] == ["2022-07-01", "2022-10-01"]


def test_line_without_service_is_left_out():
    assert positions([Line(7, YEARLY)], {}, {}, [], 2022) == []


cents = st.decimals(min_value=0, max_value=2000, places=2)


@given(cents, cents, cents, st.sampled_from(["year", "half_year", "quarter", "month"]))
def test_due_is_billed_and_open_and_open_is_what_the_ledger_says(
    billed, waived, goodwill, kind
):
    line = Line(7, YEARLY._replace(billing_period=kind))
    held = {7: {NEW_YEAR: Billed(billed, 1, waived, goodwill)}}
    service = {7: Service(SOFTWARE, BURZET)}
    found = positions([line], held, service, [MARCH], 2022)
    assert all(p.due == p.billed + p.open for p in found)
    bounds = period("2022-01-01", "2022-12-31")
    owed = {d.period: d.amount for d in deltas([line], held, *bounds)}
    assert {p.period: p.open for p in found if p.open} == owed
