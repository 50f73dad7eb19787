# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The lines of a titre: one for each imputation of an invoice. Euros, exact decimals.

An invoice has a line for each service; a titre has one for each imputation (account at
the finest level, local product code, rate of VAT). Lines of one imputation add up, so
that a deduction netted on the invoice lowers what it is deducted from.

The VAT of the invoice, rounded once, is shared by cumulative rounding: the lines add up
to it. Example: 10.10 and 10.10 at 20 % on two imputations, VAT of the invoice 4.04:
2.02 and 2.02; 0.12 and 0.12, VAT 0.05: 0.03 and 0.02.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from .proration import round_cents

ZERO = Decimal(0)


class InvalidTitre(ValueError):
    """Lines that no titre can hold."""


class InvoiceLine(NamedTuple):
    """What a titre needs of a line; ``untaxed`` excludes VAT, ``vat_rate`` is in %."""

    imputation: str
    product_code: str
    vat_rate: Decimal
    untaxed: Decimal
    label: str = ""


class TitreLine(NamedTuple):
    """One imputation of a titre: ``untaxed`` and ``vat`` in euros, whole cents."""

    number: int
    imputation: str
    product_code: str
    vat_rate: Decimal
    untaxed: Decimal
    vat: Decimal
    label: str = ""


def group_lines(lines: Iterable[InvoiceLine], vat: Decimal) -> list[TitreLine]:
    """Return the lines of the titre, numbered from 1, in the order of the invoice.

    :param vat: VAT of the whole invoice, euros, whole cents
    :raises InvalidTitre: if there is VAT to share and no line bears any
    """
    groups: dict[tuple[str, str, Decimal], list[InvoiceLine]] = {}
    for line in lines:
        key = (line.imputation, line.product_code, line.vat_rate)
        groups.setdefault(key, []).append(line)
    sums = [sum((line.untaxed for line in group), ZERO) for group in groups.values()]
    rates = [rate for _account, _code, rate in groups]
    shares = share_vat(
        vat, [base * rate for base, rate in zip(sums, rates, strict=True)]
    )
    return [
        TitreLine(number, *key, untaxed, share, group[0].label)
        for number, ((key, group), untaxed, share) in enumerate(
            zip(groups.items(), sums, shares, strict=True), 1
        )
    ]


def share_vat(vat: Decimal, weights: list[Decimal]) -> list[Decimal]:
    """Share an amount in proportion to weights; the parts add up to it.

    :raises InvalidTitre: if the weights are all zero and the amount is not
    """
    total = sum(weights, ZERO)
    if not total:
        if vat:
            raise InvalidTitre(f"no line bears the VAT: {vat}")
        return [ZERO for _weight in weights]
    shares, before, reached = [], ZERO, ZERO
    for weight in weights:
        reached += weight
        upto = round_cents(vat * reached / total)
        shares.append(upto - before)
        before = upto
    return shares


def bad_lines(lines: Iterable[TitreLine]) -> list[TitreLine]:
    """Return the lines that the accountant's software refuses: zero or negative."""
    return [line for line in lines if line.untaxed <= 0 or line.vat < 0]


class ImputationTotal(NamedTuple):
    """What titres book on one imputation, at one rate of VAT (in %); euros."""

    imputation: str
    product_code: str
    vat_rate: Decimal
    untaxed: Decimal
    vat: Decimal


def sum_by_imputation(lines: Iterable[TitreLine]) -> list[ImputationTotal]:
    """Add up the lines of several titres; in the order of the imputations."""
    totals: dict[tuple[str, str, Decimal], tuple[Decimal, Decimal]] = {}
    for line in lines:
        key = (line.imputation, line.product_code, line.vat_rate)
        untaxed, vat = totals.get(key, (ZERO, ZERO))
        totals[key] = (untaxed + line.untaxed, vat + line.vat)
    return [ImputationTotal(*key, *totals[key]) for key in sorted(totals)]
