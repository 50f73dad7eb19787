# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from numerian_collectivites.core.titre_lines import (
    InvalidTitre,
    InvoiceLine,
    bad_lines,
    group_lines,
    share_vat,
    sum_by_imputation,
)


def invoice_line(account, untaxed, rate="20", code="0107", label="Service"):
    return InvoiceLine(account, code, Decimal(rate), Decimal(untaxed), label)


def test_one_line_for_each_imputation_in_the_order_of_the_invoice():
    lines = group_lines(
        [
            invoice_line("7068", "345.00", label="Maintenance"),
            invoice_line("70878", "100.00"),
            invoice_line("7068", "-45.00"),
        ],
        Decimal("80.00"),
    )
    assert [(x.number, x.imputation, x.untaxed, x.vat, x.label) for x in lines] == [
        (1, "7068", Decimal("300.00"), Decimal("60.00"), "Maintenance"),
        (2, "70878", Decimal("100.00"), Decimal("20.00"), "Service"),
    ]


def test_vat_rounded_once_is_shared_whole():
    lines = group_lines(
        [invoice_line("7068", "0.12"), invoice_line("70878", "0.12")], Decimal("0.05")
    )
    assert [line.vat for line in lines] == [Decimal("0.03"), Decimal("0.02")]


def test_line_without_vat_takes_none():
    lines = group_lines(
        [invoice_line("756", "50.00", rate="0"), invoice_line("7068", "10.00")],
        Decimal("2.00"),
    )
    assert [line.vat for line in lines] == [Decimal("0.00"), Decimal("2.00")]


def test_vat_that_no_line_bears_is_refused():
    with pytest.raises(InvalidTitre, match="no line bears"):
        group_lines([invoice_line("756", "50.00", rate="0")], Decimal("2.00"))


def test_zero_and_negative_lines_are_bad():
    lines = group_lines(
        [
            invoice_line("7068", "10.00"),
            invoice_line("756", "0.00"),
            invoice_line("70878", "-3.00"),
        ],
        Decimal("1.40"),
    )
    assert [line.imputation for line in bad_lines(lines)] == ["756", "70878"]


cents = st.decimals(min_value=0, max_value=10**6, places=2)


@given(cents, st.lists(st.integers(1, 10**6).map(Decimal), min_size=1, max_size=8))
def test_shares_add_up_and_stay_within_a_cent(vat, weights):
    shares = share_vat(vat, weights)
    assert sum(shares) == vat
    for share, weight in zip(shares, weights, strict=True):
        assert share == share.quantize(Decimal("0.01"))
        assert abs(share - vat * weight / sum(weights)) <= Decimal("0.01")


def test_titres_add_up_by_imputation_product_code_and_rate():
    first = group_lines(
        [invoice_line("7068", "345.00"), invoice_line("70878", "100.00")],
        Decimal("89.00"),
    )
    second = group_lines([invoice_line("7068", "348.00")], Decimal("69.60"))
    exempt = group_lines([invoice_line("7068", "5.00", rate="0")], Decimal(0))
    other = group_lines([invoice_line("7068", "1.00", code="0109")], Decimal("0.20"))
    assert [
        tuple(map(str, t)) for t in sum_by_imputation(first + second + exempt + other)
    ] == [
        ("7068", "0107", "0", "5.00", "0"),
        ("7068", "0107", "20", "693.00", "138.60"),
        ("7068", "0109", "20", "1.00", "0.20"),
        ("70878", "0107", "20", "100.00", "20.00"),
    ]


@given(
    st.lists(
        st.lists(
            st.tuples(
                st.sampled_from(["7068", "70878"]),
                st.integers(1, 10**6),
                st.sampled_from(["0", "5.5", "20"]),
            ),
            min_size=1,
            max_size=4,
        ),
        max_size=5,
    )
)
def test_totals_by_imputation_are_those_of_the_titres(titres):
    lines = [
        line
        for titre in titres
        for line in group_lines(
            [invoice_line(a, Decimal(c) / 100, rate) for a, c, rate in titre],
            Decimal("0.50")
            if any(rate != "0" for _a, _c, rate in titre)
            else Decimal(0),
        )
    ]
    totals = sum_by_imputation(lines)
    assert sum(t.untaxed for t in totals) == sum(x.untaxed for x in lines)
    assert sum(t.vat for t in totals) == sum(x.vat for x in lines)
    assert len({t[:3] for t in totals}) == len(totals)
