# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Which line of a chain of successors owes a month that two of them share.

No ORM, no clock; dates are inclusive. The month belongs to the predecessor: a service
at 1,200.00 a year replaced on 16 June by one at 1,500.00 owes 6 months of the first,
600.00, and 6 of the second, 750.00; June counts once.
"""

from datetime import date

from .proration import DAY, Terms, civil_period, used_months


def chained(chain: list[Terms]) -> list[Terms]:
    """Share out the months of a chain of lines, each the successor of the one before.

    :param chain: terms in order of succession
    :return: the same terms with ``free_from`` and ``runs_until`` set
    """
    linked: list[Terms] = []
    for index, terms in enumerate(chain):
        claims = [_claims_until(predecessor, terms) for predecessor in linked]
        claimed = max(claims, default=date.min)
        free_from = min(claimed, date.max - DAY) + DAY
        linked.append(
            terms._replace(
                free_from=free_from if claimed > date.min else None,
                runs_until=_runs_until(chain[index:]),
            )
        )
    return linked


def _claims_until(terms: Terms, successor: Terms) -> date:
    """Return the last day that the successor may not owe again.

    A line claims what it owes: the month in which it ends, unless its rule leaves that
    month unpaid; a line that never ran claims nothing.
    """
    last = terms.last or date.max
    if last < terms.first:
        return date.min
    if terms.proration == "none":
        return civil_period(last, terms.billing_period).last
    if terms.proration == successor.proration == "day":
        return last
    month = civil_period(last, "month")
    if terms.proration == "full_month" and not used_months(terms, month):
        return month.first - DAY
    return month.last


def _runs_until(chain: list[Terms]) -> date:
    """Return the last day of the service that goes on without a gap."""
    last = chain[0].last or date.max
    for terms in chain[1:]:
        if last == date.max or terms.first != last + DAY:
            break
        last = terms.last or date.max
    return last
