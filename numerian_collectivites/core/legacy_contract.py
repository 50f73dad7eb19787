# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Reading the contracts of a former software, and what it had billed of them.

A CSV, one line a service. Columns: ``reference`` (of the contract, the same on each of
its lines), ``collectivite`` (SIRET, INSEE code or name), ``service`` (reference or name
of the product), ``prix`` (of one unit, excluding VAT), ``debut``; and if need be
``contrat`` (its name), ``libelle``, ``quantite``, ``tarif`` (what the price is for: an,
mois), ``facturation`` (an, semestre, trimestre, mois), ``fin``, ``facture`` (last day
that the former software billed).
"""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from .csv_reading import Row, read_rows, to_amount, to_day
from .proration import Period, Terms, year_dues

REQUIRED = ("reference", "collectivite", "service", "prix", "debut")
COLUMNS = (
    *("reference", "contrat", "collectivite", "service", "libelle", "quantite"),
    *("prix", "tarif", "facturation", "debut", "fin", "facture"),
)
PERIODS = {
    "": "year",
    **dict.fromkeys(("an", "annee", "année", "annuel", "annuelle"), "year"),
    **dict.fromkeys(("semestre", "semestriel", "semestrielle"), "half_year"),
    **dict.fromkeys(("trimestre", "trimestriel", "trimestrielle"), "quarter"),
    **dict.fromkeys(("mois", "mensuel", "mensuelle"), "month"),
}
PRICE_PERIODS = ("year", "month")


class Service(NamedTuple):
    """A line of the file; ``errors`` names the columns that cannot be read."""

    number: int
    reference: str
    contract: str
    authority: str
    service: str
    label: str
    quantity: Decimal | None
    price: Decimal | None
    price_period: str | None
    billing_period: str | None
    first: date | None
    last: date | None
    billed_until: date | None
    errors: tuple[str, ...]


def read(content: bytes) -> list[Service]:
    """Return the services of the file.

    :raises csv_reading.UnreadableFile: if it lacks a column
    """
    return [_read_row(row) for row in read_rows(content, REQUIRED)]


def _read_row(row: Row) -> Service:
    first = to_day(row.get("debut"))
    service = Service(
        number=row.number,
        reference=row.get("reference"),
        contract=row.get("contrat"),
        authority=row.get("collectivite"),
        service=row.get("service"),
        label=row.get("libelle"),
        quantity=to_amount(row.get("quantite") or "1"),
        price=to_amount(row.get("prix")),
        price_period=PERIODS.get(row.get("tarif").lower()),
        billing_period=PERIODS.get(row.get("facturation").lower()),
        first=first,
        last=to_day(row.get("fin")),
        billed_until=to_day(row.get("facture")),
        errors=(),
    )
    return service._replace(errors=_get_errors(row, service))


def _get_errors(row: Row, service: Service) -> tuple[str, ...]:
    """Return the columns that cannot be read."""
    wrong = {
        **{name: not row.get(name) for name in REQUIRED[:3]},
        "quantite": service.quantity is None or service.quantity < 0,
        "prix": service.price is None or service.price < 0,
        "tarif": service.price_period not in PRICE_PERIODS,
        "facturation": service.billing_period is None,
        "debut": service.first is None,
        "fin": _is_wrong_day(row.get("fin"), service.last, service.first),
        "facture": _is_wrong_day(
            row.get("facture"), service.billed_until, service.first
        ),
    }
    return tuple(name for name, is_wrong in wrong.items() if is_wrong)


def _is_wrong_day(text: str, day: date | None, first: date | None) -> bool:
    """Whether a day is unreadable, or before the service starts; none is right."""
    return bool(text) and (day is None or (first is not None and day < first))


def openings(
    terms: Terms, until: date, since: date | None = None
) -> dict[Period, Decimal]:
    """Return what was billed elsewhere until a day, by civil period, zero left out.

    As the ledger would have billed it: a period cut by that day counts its months until
    then, and its rest is due here.

    :param until: last day billed by the former software, included
    :param since: periods that end before are not looked at
    :return: euros excl. VAT in whole cents
    """
    cut = terms._replace(last=min(terms.last or until, until))
    if cut.last < cut.first:
        return {}
    first = max(cut.first, since or cut.first)
    years = range(first.year, cut.last.year + 1)
    return {
        period: amount
        for year in years
        for period, amount in year_dues(cut, year).items()
        if amount and not (since and period.last < since)
    }


def oca_terms(rule: str, interval: int) -> tuple[str, str, int] | None:
    """Return how a campaign bills what OCA billed by a rule and an interval.

    :return: billing period, price period, and how many of OCA's prices make one of that
        price period; ``None`` where no civil period fits
    """
    months = {"monthly": 1, "monthlylastday": 1, "quarterly": 3, "semesterly": 6}
    count = (12 if rule == "yearly" else months.get(rule, 0)) * interval
    return {
        1: ("month", "month", 1),
        3: ("quarter", "year", 4),
        6: ("half_year", "year", 2),
        12: ("year", "year", 1),
    }.get(count)
