# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""The last day to give notice before a term. No ORM, no clock; dates included.

Worked example: a term that ends on 31 December 2026, with a notice of 3 months, is
denounced on 30 September 2026 at the latest.
"""

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta


def last_notice_day(term: date, months: int) -> date:
    """Return the last day on which notice leaves whole months before the next term."""
    after = term + timedelta(days=1)
    return after - relativedelta(months=months) - timedelta(days=1)
