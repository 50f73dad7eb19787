"""Two workers on one campaign, and a worker killed: nothing twice, nothing missing.

Forty communes owe 4 months of two services at 345.00 a year: 2 x 115.00 each.
"""

import os
import re
import signal
import time

from conftest import finish

INVOICES = """
    SELECT partner_id, amount_untaxed, state FROM account_move
     WHERE billing_campaign_id IS NOT NULL
"""
SLOTS_BILLED_TWICE = """
    SELECT contract_line_id, billing_period_start FROM account_move_line
     WHERE billing_period_start IS NOT NULL AND parent_state != 'cancel'
     GROUP BY 1, 2 HAVING COUNT(*) > 1
"""
NUMBERS = """
    SELECT sequence_number FROM account_move
     WHERE billing_campaign_id IS NOT NULL ORDER BY 1
"""
STATES = """
    SELECT campaign.state, ARRAY_AGG(DISTINCT line.state)
      FROM numerian_billing_campaign campaign
      JOIN numerian_billing_campaign_line line ON line.campaign_id = campaign.id
     GROUP BY 1
"""


def check_all_billed_once(database):
    invoices = database.rows(INVOICES)
    assert len(invoices) == 40
    assert len({partner for partner, _amount, _state in invoices}) == 40
    assert {(str(amount), state) for _, amount, state in invoices} == {
        ("230.00", "posted")
    }
    assert database.rows(SLOTS_BILLED_TWICE) == []
    numbers = [number for (number,) in database.rows(NUMBERS)]
    assert numbers == list(range(numbers[0], numbers[0] + 40))
    assert database.rows(STATES) == [("done", ["done"])]


def billed_by(output):
    return int(re.search(r"BILLED (\d+)", output).group(1))


def test_two_workers(database, tmp_path):
    database.run("make_campaign.py")
    start = tmp_path / "start"
    workers = [database.start("run_due.py", START_SIGNAL=str(start)) for _ in range(2)]
    time.sleep(12)  # both have loaded Odoo, and wait
    start.touch()
    shares = [billed_by(finish(worker)) for worker in workers]
    check_all_billed_once(database)
    assert sum(shares) == 40
    assert min(shares) > 0, f"one worker did nothing: {shares}"


def test_killed_worker(database):
    database.run("make_campaign.py")
    worker = database.start("run_due.py")
    deadline = time.monotonic() + 120
    while len(database.rows(INVOICES)) < 8:
        assert time.monotonic() < deadline, "the worker bills nothing"
        time.sleep(0.05)
    os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()
    worker.stdout.close()
    kept = len(database.rows(INVOICES))
    assert 8 <= kept < 40
    assert billed_by(database.run("run_due.py")) == 40 - kept
    check_all_billed_once(database)
    assert billed_by(database.run("run_due.py")) == 0
