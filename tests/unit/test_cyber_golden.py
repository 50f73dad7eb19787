"""The quotes of tests/golden/cyber against the pure core."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from dateutil.relativedelta import relativedelta
from numerian_collectivites.core.proration import Period, months_of_use
from numerian_cyber.core.quote import Component, Item, amounts_of, totals

GOLDEN = Path(__file__).parents[1] / "golden/cyber"
TARIFFS = yaml.safe_load((GOLDEN / "tariffs.yaml").read_text("utf-8"))
CASES = yaml.safe_load((GOLDEN / "quotes.yaml").read_text("utf-8"))
VAT = Decimal(20)


def components(tariff, service, quantity):
    """What a service bills at a number of units, at the prices of a tariff."""
    tiers = tariff["subscription"][service]
    price = tiers[max(first for first in tiers if first <= quantity)]
    found = [Component("subscription", Decimal(price), VAT)]
    for price in tariff["licence"].get(service, ()):
        found.append(Component("licence", Decimal(price), VAT))
    if service in tariff["setup"]:
        found.append(Component("setup", Decimal(tariff["setup"][service]), VAT))
    return found


def months_of(given):
    """The months of use of the three civil years from the first day on."""
    start = given["start"]
    term = relativedelta(months=given.get("commitment", 0), days=-1)
    span = Period(start, start + term if "commitment" in given else date.max)
    years = (start.year + n for n in range(3))
    return tuple(
        months_of_use(Period(date(year, 1, 1), date(year, 12, 31)), span)
        for year in years
    )


def items(given):
    months = months_of(given)
    held = given.get("held", {})
    return [
        Item(amounts_of(component, quantity, months, held.get(service, 0)), VAT)
        for service, quantity in given["services"].items()
        for component in components(TARIFFS[given["tariff"]], service, quantity)
    ]


def told(total):
    return {name: str(getattr(total, name)) for name in ("excl_vat", "vat", "incl_vat")}


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_golden_quote(case):
    found = totals(items(case["input"]))
    expected = case["expected"]
    assert told(found.month) == expected["month"]
    for number, total in enumerate(found.years, 1):
        assert told(total) == expected[f"year{number}"]
