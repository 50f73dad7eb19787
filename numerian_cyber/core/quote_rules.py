# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What a quote refuses: quantities that mean nothing, services that lack another one.

No ORM, no clock. A refusal is a code, which the models put in words; the rules are the
same whoever chooses: the authority on its page, an officer, a signature.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

NUMBER = re.compile(r"[+-]?[0-9]{1,18}([.,][0-9]{1,18})?")
# Codes of refusals
NOT_A_NUMBER = "not_a_number"
NEGATIVE = "negative"
FRACTIONAL = "fractional"
TOO_MANY = "too_many"
NO_QUANTITY = "no_quantity"
NO_PRICE = "no_price"
PREREQUISITE = "prerequisite"
REQUIREMENT = "requirement"
QUANTITY_CODES = (NOT_A_NUMBER, NEGATIVE, FRACTIONAL, TOO_MANY)


class InvalidQuantity(ValueError):
    """Not a number of units; ``code`` says why."""

    def __init__(self, code: str, value: Any):
        super().__init__(f"{code}: {value!r}")
        self.code = code


class Rules(NamedTuple):
    """What a service asks for.

    ``required``: services to be chosen or held too; ``prerequisites``: what the
    authority declares; ``most``: the most units that a quote may hold; ``priced``:
    whether the tariff has a price for it.
    """

    required: frozenset[int] = frozenset()
    prerequisites: frozenset[int] = frozenset()
    most: int = 10_000
    priced: bool = True


class Wish(NamedTuple):
    """One service of a quote: ticked or not, and how many units, kept unticked too."""

    selected: bool
    quantity: int


class Problem(NamedTuple):
    """Why a quote cannot stand: a code, the service, and what is missing if any.

    ``about``: a required service, a prerequisite, or the most units allowed.
    """

    code: str
    service: int
    about: int | None = None


def parse_quantity(value: Any, most: int) -> int:
    """Return the number of units that somebody typed; nothing typed is 0.

    :param most: the most units that a quote may hold
    :raises InvalidQuantity: not a number, below zero, not whole, above the bound
    """
    if value is None or value == "" or value is False:
        return 0
    text = "" if value is True else re.sub(r"[\s\u00a0\u202f]", "", str(value))
    if len(text) > 40 or not NUMBER.fullmatch(text):
        raise InvalidQuantity(NOT_A_NUMBER, value)
    number = Decimal(text.replace(",", "."))
    if number < 0:
        raise InvalidQuantity(NEGATIVE, value)
    if number != int(number):
        raise InvalidQuantity(FRACTIONAL, value)
    if number > most:
        raise InvalidQuantity(TOO_MANY, value)
    return int(number)


def find_problems(
    rules: Mapping[int, Rules],
    wishes: Mapping[int, Wish],
    declared: Collection[int],
    held: Collection[int] = (),
) -> list[Problem]:
    """Return why the ticked services cannot be ordered, service by service, in order.

    :param rules: of every service of the quote
    :param declared: prerequisites that the authority declares
    :param held: services that the authority has under contract
    """
    available = {key for key, wish in wishes.items() if wish.selected} | set(held)
    found = []
    for key, wish in wishes.items():
        if wish.selected:
            found += _problems_of(key, rules[key], wish, declared, available)
    return found


def _problems_of(key, rules, wish, declared, available) -> Iterable[Problem]:
    if not rules.priced:
        yield Problem(NO_PRICE, key)
    if wish.quantity <= 0:
        yield Problem(NO_QUANTITY, key)
    elif wish.quantity > rules.most:
        yield Problem(TOO_MANY, key, rules.most)
    for prerequisite in sorted(rules.prerequisites - set(declared)):
        yield Problem(PREREQUISITE, key, prerequisite)
    for service in sorted(rules.required - available):
        yield Problem(REQUIREMENT, key, service)
