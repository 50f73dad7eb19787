# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Results of a phishing test, whatever the file of GoPhish and its order."""

from hypothesis import given
from hypothesis import strategies as st
from numerian_collectivites.core.csv_reading import read_rows
from numerian_cyber.core.gophish import (
    EVENTS,
    LEVELS,
    RESULTS,
    STEPS,
    domain_of,
    rate,
    read,
)

RESULTS_HEADER = "id,status,ip,send_date,reported,email,first_name,last_name,position"


def results(*lines):
    text = "\n".join((RESULTS_HEADER, *lines))
    return read(read_rows(text.encode(), ("email", "status")), RESULTS)


def events(*lines):
    text = "\n".join(("campaign_id,email,time,message,details", *lines))
    return read(read_rows(text.encode(), ("email", "message")), EVENTS)


def steps(person):
    return (person.sent, person.opened, person.clicked, person.submitted)


def test_a_line_of_results():
    (person,) = results(
        'aB1,Clicked Link,1.2.3.4,2022-10-03,true,A@Brossainc.FR,Anne,"Le, B",DGS'
    )
    assert (person.email, person.name, person.position) == (
        "a@brossainc.fr",
        "Anne Le, B",
        "DGS",
    )
    assert steps(person) == (True, True, True, False)
    assert person.reported
    assert person.errors == ()


def test_events_of_one_person_are_one_person():
    (person,) = events(
        "7,,2022-10-03,Campaign Created,",
        "7,a@b.fr,2022-10-03,Email Sent,",
        "7,a@b.fr,2022-10-03,Submitted Data,{}",
        "7,a@b.fr,2022-10-03,Email Opened,",
    )
    assert steps(person) == (True, True, True, True)
    assert not person.reported


def test_a_report_without_opening():
    (person,) = events("7,a@b.fr,t,Email Sent,", "7,a@b.fr,t,Email Reported,")
    assert steps(person) == (True, False, False, False)
    assert person.reported


def test_who_received_nothing_is_not_counted():
    for status in ("Error", "Scheduled", "Sending"):
        (person,) = results(f"x,{status},,,false,a@b.fr,,,")
        assert not person.sent


def test_what_cannot_be_read_is_named():
    people = results(
        "x,Clicked,,,false,a@b.fr,,,",
        "x,Email Sent,,,perhaps,a@b.fr,,,",
        "x,Email Sent,,,false,not an address,,,",
        "x,Email Sent,,,false,,,,",
    )
    assert [person.errors for person in people] == [
        ("status",),
        ("reported",),
        ("email",),
        ("email",),
    ]
    assert [person.number for person in people] == [2, 3, 4, 5]


@given(st.lists(st.sampled_from(sorted(LEVELS)), min_size=1, max_size=8), st.randoms())
def test_the_order_of_events_does_not_matter(messages, random):
    lines = [f"7,a@b.fr,t,{message}," for message in messages]
    shuffled = random.sample(lines, len(lines))
    assert [p._replace(number=0) for p in events(*lines)] == [
        p._replace(number=0) for p in events(*shuffled)
    ]


@given(st.sampled_from(STEPS))
def test_a_step_implies_those_before(status):
    reached = steps(results(f"x,{status},,,false,a@b.fr,,,")[0])
    assert list(reached) == sorted(reached, reverse=True)


def test_domains_that_tell_an_authority():
    assert domain_of("a@Brossainc.fr") == "brossainc.fr"
    assert domain_of("mairie.brossainc@orange.fr") is None
    assert domain_of("") is None


@given(st.integers(0, 500), st.integers(0, 500))
def test_a_rate_is_a_share(count, others):
    assert 0 <= rate(count, count + others) <= 1


def test_rates():
    assert rate(3, 8) == 0.375
    assert rate(0, 0) == 0.0
