# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Powers that an assembly delegates: for some subjects, within amounts and dates.

Conventions
-----------
* Both dates are included. A delegation ends with the mandate of the delegate, and the
  day before the assembly is renewed, whatever its own end says.
* Amounts are euros excl. VAT, taken without their sign. A ceiling is reached, not
  exceeded: 4,000.00 may be decided under a ceiling of 4,000.00.
* ``ceiling`` binds one decision, ``total`` all those of the delegation together; the
  total already decided is what was decided before, this decision left out.

Worked example: 4,000 a decision, 10,000 in all, 8,000 decided already: a decision of
2,500 stays below the first ceiling and exceeds the second.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

TOO_EARLY, ENDED = "too_early", "ended"
OTHER_SUBJECT = "other_subject"
ABOVE_CEILING, ABOVE_TOTAL = "above_ceiling", "above_total"


class Delegation(NamedTuple):
    """What may be decided without the assembly.

    ``last``: ``None`` without end; ``ceiling`` and ``total``: ``None`` without limit.
    """

    first: date
    last: date | None = None
    ceiling: Decimal | None = None
    total: Decimal | None = None
    subjects: frozenset = frozenset()


def last_day(ends: Iterable[date | None], renewals: Iterable[date | None] = ()):
    """Return the last day of a delegation, ``None`` when nothing ends it.

    :param ends: last days, included: of the delegation, of the delegate's mandate
    :param renewals: days on which an assembly was renewed: it ends the day before
    """
    days = [end for end in ends if end]
    days += [renewal - timedelta(days=1) for renewal in renewals if renewal]
    return min(days, default=None)


def problems(
    delegation: Delegation, day: date, amount: Decimal, subject, decided: Decimal
) -> list[str]:
    """Return why a decision exceeds the delegation: codes, none when it does not.

    :param day: the day of the decision
    :param decided: euros excl. VAT already decided by this delegation, others only
    """
    amount = abs(amount)
    checks = {
        TOO_EARLY: day < delegation.first,
        ENDED: delegation.last is not None and day > delegation.last,
        OTHER_SUBJECT: subject not in delegation.subjects,
        ABOVE_CEILING: delegation.ceiling is not None and amount > delegation.ceiling,
        ABOVE_TOTAL: (
            delegation.total is not None and decided + amount > delegation.total
        ),
    }
    return [code for code, is_broken in checks.items() if is_broken]
