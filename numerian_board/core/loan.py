# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What a loan costs: its schedule, its total, its annual percentage rate.

Conventions of French banks for a fixed rate
-------------------------------------------
* The rate of a period is proportional: annual rate / periods of the year.
* The instalment is rounded once, half up, to the cent; so is the interest of each
  period, on what remains due; the **last instalment balances**.
* The periods of a deferred start belong to the duration: 60 months of which 6 deferred
  are 6 instalments of interest alone, then 54.
* Amounts in euros; rates are ratios (0.0185 for 1.85 %).

Worked example, the loan of the minutes of 7 June 2022 (item 5): 300 000.00 over 60
months at 1.85 % gives 59 × 5 238.67 + 5 238.35 = 314 319.88, of which 14 319.88 of
interest. (The minutes say "5 238 euros" and round the total to 314 000.)
"""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from itertools import zip_longest
from typing import NamedTuple

CENT = Decimal("0.01")
EXACT = Context(prec=50)  # of the intermediate results
KINDS = ("instalment", "principal")
YEARLY_PERIODS = (1, 2, 4, 12)


class InvalidLoan(ValueError):
    """Terms that no bank can offer."""


class Loan(NamedTuple):
    """The terms of an offer.

    ``kind``: constant ``instalment`` or constant ``principal``; ``periods``: number of
    instalments, those deferred included; ``fees``: paid on the first day.
    """

    principal: Decimal
    annual_rate: Decimal
    periods: int
    yearly_periods: int = 12
    kind: str = "instalment"
    deferred: int = 0
    fees: Decimal = Decimal(0)


class Instalment(NamedTuple):
    """What is paid at the end of a period, and what remains due after it."""

    rank: int
    interest: Decimal
    principal: Decimal
    balance: Decimal

    @property
    def amount(self) -> Decimal:
        return self.interest + self.principal


class Difference(NamedTuple):
    """A line of the bank's schedule that is not ours; 0 where a line is missing."""

    rank: int
    ours: Decimal
    theirs: Decimal


def check_loan(loan: Loan) -> None:
    """Refuse terms that mean nothing.

    :raises InvalidLoan: nothing lent, a negative rate or fee, fees above the principal,
        no instalment left after those deferred, an unknown kind
    """
    if loan.principal <= 0 or loan.principal != _cents(loan.principal):
        raise InvalidLoan(f"principal: {loan.principal}")
    if not 0 <= loan.annual_rate < 1:
        raise InvalidLoan(f"annual rate out of [0, 1[: {loan.annual_rate}")
    if not 0 <= loan.deferred < loan.periods:
        raise InvalidLoan(f"{loan.deferred} deferred of {loan.periods} periods")
    if loan.kind not in KINDS or loan.yearly_periods not in YEARLY_PERIODS:
        raise InvalidLoan(f"unknown: {loan.kind}, {loan.yearly_periods} a year")
    if not 0 <= loan.fees < loan.principal:
        raise InvalidLoan(f"fees out of [0, principal[: {loan.fees}")


def instalment(loan: Loan) -> Decimal:
    """Return the constant instalment after the deferred ones, in whole cents.

    ``P × i / (1 − (1 + i)^−n)``; without interest, the principal in equal parts.
    """
    check_loan(loan)
    number = loan.periods - loan.deferred
    with localcontext(EXACT):
        rate = _period_rate(loan)
        if not rate:
            return _cents(loan.principal / number)
        return _cents(loan.principal * rate / (1 - (1 + rate) ** -number))


def schedule(loan: Loan) -> list[Instalment]:
    """Return all instalments; their principals add up to what was lent."""
    check_loan(loan)
    balance, found = loan.principal, []
    constant = _constant_part(loan)
    with localcontext(EXACT):
        for rank in range(1, loan.periods + 1):
            interest = _cents(balance * _period_rate(loan))
            capital = _capital(loan, rank, constant, interest, balance)
            balance -= capital
            found.append(Instalment(rank, interest, capital, balance))
    return found


def _constant_part(loan: Loan) -> Decimal:
    if loan.kind == "instalment":
        return instalment(loan)
    return _cents(loan.principal / (loan.periods - loan.deferred))


def _capital(loan, rank, constant, interest, balance) -> Decimal:
    if rank <= loan.deferred:
        return Decimal(0)
    if rank == loan.periods:
        return balance
    due = constant - interest if loan.kind == "instalment" else constant
    return min(due, balance)  # a few cents over many periods: paid before the end


def total(loan: Loan) -> Decimal:
    """Return the euros paid in all, fees included."""
    return sum((line.amount for line in schedule(loan)), loan.fees)


def cost(loan: Loan) -> Decimal:
    """Return what the loan costs: interest and fees, in euros."""
    return total(loan) - loan.principal


def period_rate(loan: Loan) -> Decimal:
    """Return the rate at which the instalments are worth what is really received.

    A ratio for one period, exact to 12 decimals: the internal rate of the schedule,
    fees deducted from the principal.
    """
    amounts = [line.amount for line in schedule(loan)]
    received = loan.principal - loan.fees
    low, high = Decimal(0), Decimal(1)
    with localcontext(EXACT):
        while _worth(amounts, high) > received:
            high *= 2
        while high - low > Decimal("1E-13"):
            middle = (low + high) / 2
            above = _worth(amounts, middle) > received
            low, high = (middle, high) if above else (low, middle)
        return ((low + high) / 2).quantize(Decimal("1E-12"))


def annual_percentage_rate(loan: Loan) -> Decimal:
    """Return the TAEG: a ratio, rounded half up to 0.01 %.

    Actuarial, as the Code de la consommation, art. R314-3, has it for consumers; a bank
    quotes the proportional rate (``proportional_rate``) to a public body.
    """
    with localcontext(EXACT):
        yearly = (1 + period_rate(loan)) ** loan.yearly_periods - 1
        return yearly.quantize(Decimal("0.0001"), ROUND_HALF_UP)


def proportional_rate(loan: Loan) -> Decimal:
    """Return the TEG: the period's rate × periods of the year; to 0.01 %.

    The rate due to who borrows for its activity (Code de la consommation, art. R314-2).
    """
    yearly = period_rate(loan) * loan.yearly_periods
    return yearly.quantize(Decimal("0.0001"), ROUND_HALF_UP)


def differences(
    ours: Sequence[Decimal],
    theirs: Sequence[Decimal],
    tolerance: Decimal = CENT,
) -> list[Difference]:
    """Compare the amounts of our schedule with the bank's own, which is the truth.

    :param tolerance: euros; a line that differs by no more is the same
    """
    zero = Decimal(0)
    pairs = enumerate(zip_longest(ours, theirs, fillvalue=zero), start=1)
    return [
        Difference(rank, our, their)
        for rank, (our, their) in pairs
        if abs(our - their) > tolerance
    ]


def _period_rate(loan: Loan) -> Decimal:
    return loan.annual_rate / loan.yearly_periods


def _worth(amounts: Sequence[Decimal], rate: Decimal) -> Decimal:
    """Return the value today of amounts paid at the end of each period."""
    worth = Decimal(0)
    for amount in reversed(amounts):
        worth = (worth + amount) / (1 + rate)
    return worth


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)
