"""Short ways to write contract lines in the unit tests; dates as ISO strings."""

from datetime import date
from decimal import Decimal

from numerian_collectivites.core.billing_ledger import Billed, Line, link_chains
from numerian_collectivites.core.proration import Period, Terms, Version, year_dues

DAWN = "2000-01-01"


def day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None


def period(first: str, last: str) -> Period:
    return Period(day(first), day(last))


def version(since: str, price: str, quantity: str = "1", discount: str = "0"):
    return Version(day(since), Decimal(price), Decimal(quantity), Decimal(discount))


def terms(first: str, last: str | None = None, *versions: Version, **rules) -> Terms:
    """Terms at 1,200.00 a year (100.00 a month) unless versions are given."""
    versions = versions or (version(DAWN, "1200.00"),)
    return Terms(day(first), day(last), versions, **rules)


def succession(*chain: Terms, cancelled: tuple[int, ...] = ()) -> list[Line]:
    """Lines 1, 2, 3..., each the successor of the one before."""
    return [
        Line(number, member, number - 1 or None, number not in cancelled)
        for number, member in enumerate(chain, 1)
    ]


def chain_dues(lines: list[Line], year: int) -> dict[int, Decimal]:
    """What each live line owes for a year."""
    return {
        line_id: sum(year_dues(linked, year).values())
        for line_id, linked in link_chains(lines).items()
    }


def invoiced(amount: str, seq: int = 1) -> Billed:
    return Billed(Decimal(amount), seq)


def decimals(*amounts: str) -> list[Decimal]:
    return [Decimal(amount) for amount in amounts]
