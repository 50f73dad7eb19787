# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date

import pytest
from numerian_collectivites.core.notice import last_notice_day


@pytest.mark.parametrize(
    ("term", "months", "expected"),
    [
        (date(2026, 12, 31), 3, date(2026, 9, 30)),
        (date(2026, 12, 31), 0, date(2026, 12, 31)),
        (date(2026, 5, 30), 3, date(2026, 2, 27)),  # 31 May -> 28 February, the eve
        (date(2027, 2, 28), 12, date(2026, 2, 28)),
    ],
)
def test_last_day_leaves_whole_months(term, months, expected):
    assert last_notice_day(term, months) == expected
