# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Reading the results of a phishing test: the CSV files that GoPhish exports.

Two files. *Results*: one line a person, ``email``, ``status`` (the last step reached),
``reported``. *Raw events*: one line an event, ``email``, ``message``. A step reached
implies those before it: who clicked has opened. A report is apart: one may report
without opening, or after a click. Lines of one address count once, all together.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple, Protocol

EVENTS, RESULTS = "message", "status"  # the column that tells one file from the other
STEPS = ("Email Sent", "Email Opened", "Clicked Link", "Submitted Data")
REPORTED = "Email Reported"
# Nothing was received: the person does not count.
NOTHING = ("Scheduled", "Sending", "Retrying", "Error", "Error Sending Email")
OTHER_EVENTS = ("Campaign Created",)
LEVELS = {name: level for level, name in enumerate(STEPS, start=1)}
LEVELS |= {name: 0 for name in (*NOTHING, REPORTED)}
ADDRESS = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]+")
# Where anybody has an address: it tells nothing of an authority.
PUBLIC_DOMAINS = frozenset(
    {
        "bbox.fr",
        "free.fr",
        "gmail.com",
        "gmx.fr",
        "hotmail.com",
        "hotmail.fr",
        "icloud.com",
        "laposte.net",
        "live.com",
        "live.fr",
        "msn.com",
        "neuf.fr",
        "numericable.fr",
        "orange.fr",
        "outlook.com",
        "outlook.fr",
        "proton.me",
        "protonmail.com",
        "sfr.fr",
        "wanadoo.fr",
        "yahoo.com",
        "yahoo.fr",
        "ymail.com",
    }
)


class Person(NamedTuple):
    """What one address did; ``number``: its first line, ``errors``: bad columns."""

    number: int
    email: str
    name: str
    position: str
    level: int
    reported: bool
    errors: tuple[str, ...]

    @property
    def sent(self) -> bool:
        return self.level >= 1 or self.reported

    @property
    def opened(self) -> bool:
        return self.level >= 2

    @property
    def clicked(self) -> bool:
        return self.level >= 3

    @property
    def submitted(self) -> bool:
        return self.level >= 4


class Row(Protocol):
    """A line of a file, see ``csv_reading.Row`` of numerian_collectivites."""

    number: int

    def get(self, name: str) -> str: ...


def read(rows: Iterable[Row], column: str) -> list[Person]:
    """Return one person for each address, and one for each line that is unreadable.

    :param column: ``EVENTS`` or ``RESULTS``
    """
    found = {}
    for row in rows:
        if row.get(column) in OTHER_EVENTS:
            continue
        person = _read_person(row, column)
        key = person.number if person.errors else person.email
        found[key] = _join(found[key], person) if key in found else person
    return list(found.values())


def _read_person(row: Row, column: str) -> Person:
    email, status = row.get("email").lower(), row.get(column)
    wrong = {
        "email": not ADDRESS.fullmatch(email),
        column: status not in LEVELS,
        "reported": row.get("reported").lower() not in ("", "true", "false"),
    }
    return Person(
        row.number,
        email,
        " ".join(filter(None, (row.get("first"), row.get("last")))),
        row.get("position"),
        LEVELS.get(status, 0),
        status == REPORTED or row.get("reported").lower() == "true",
        tuple(name for name, is_wrong in wrong.items() if is_wrong),
    )


def _join(one: Person, other: Person) -> Person:
    return one._replace(
        name=one.name or other.name,
        position=one.position or other.position,
        level=max(one.level, other.level),
        reported=one.reported or other.reported,
    )


def domain_of(email: str) -> str | None:
    """Return the domain of an address, if it may tell whose it is."""
    domain = email.rpartition("@")[2].strip().lower()
    return domain if domain and domain not in PUBLIC_DOMAINS else None


def rate(count: int, sent: int) -> float:
    """Return a share of those who received the message, in [0, 1]; 0 without any."""
    return round(count / sent, 4) if sent else 0.0
