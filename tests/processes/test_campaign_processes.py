"""Workers killed, or two at once, on one campaign: nothing twice, nothing missing."""

import pytest
from asserts import check_billed_once
from conftest import COMMUNES

KILLS = 36
STEPS = {
    "_start",
    "_lock_next_lines",
    "_get_groups",
    "create",
    "_post",
    "_commit_batch",
}


@pytest.mark.parametrize("workers", [1, 2])
def test_workers_killed_at_random_points(database, workers):
    found = database.run(
        "kill_workers.py", COUNT=COMMUNES, KILLS=KILLS, WORKERS=workers, BATCH_SIZE=3
    )
    print(found)
    assert found["kills"] >= KILLS
    # Death has struck everywhere, and what was committed before it has been kept.
    assert found["steps"].keys() >= STEPS
    assert 10 <= found["kept"] < COMMUNES
    check_billed_once(database, COMMUNES, [("done", COMMUNES)])


def test_two_workers_bill_999_of_1000(empty_database):
    """The tax of one commune, included in its price, is the reason of its error."""
    database = empty_database
    found = database.run("two_workers.py", COUNT=1000)
    print(found)
    check_billed_once(database, 999, [("done", 999), ("error", 1)])
    assert sum(found["shares"]) == 1000
    assert min(found["shares"]) >= 100, "one worker did nothing"
    [(name, error)] = database.rows(
        "SELECT partner.name, line.error FROM numerian_billing_campaign_line line"
        " JOIN res_partner partner ON partner.id = line.partner_id"
        " WHERE line.state = 'error'"
    )
    assert name == "Commune 0999"
    assert "95,83" in error  # 115.00 / 1.2
    assert "115,00" in error
    activities = database.rows("SELECT COUNT(*) FROM mail_activity")
    assert activities == [(1,)]
