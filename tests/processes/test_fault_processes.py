# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""PostgreSQL killed while a campaign runs: nothing lost, nothing twice."""

import os
import signal
import time

import pytest
from asserts import check_billed_once
from cluster import cluster_with
from conftest import COMMUNES, Database, read_connection

POSTED = "SELECT COUNT(*) FROM account_move WHERE billing_campaign_id IS NOT NULL"
DEATHS = (15, 60, 120)  # invoices posted when the server dies


@pytest.fixture
def apart(communes, monkeypatch):
    """Yield a cluster of its own, and the database of the communes in it."""
    with cluster_with(communes, read_connection()) as (cluster, reach, conf):
        monkeypatch.setenv("ODOO_RC", str(conf))
        yield cluster, Database(communes, **reach)


def wait_for(database, count, worker):
    """Wait until that many invoices are committed; return how many there are."""
    deadline = time.monotonic() + 120
    while (found := database.rows(POSTED)[0][0]) < count:
        assert worker.poll() is None, worker.stderr.read()
        assert time.monotonic() < deadline, "the worker bills nothing"
        time.sleep(0.01)
    return found


def test_postgresql_killed_during_a_campaign(apart):
    cluster, database = apart
    database.run("plan_campaign.py", COUNT=COMMUNES)
    for count in DEATHS:
        worker = database.start("run_due.py", BATCH_SIZE=3)
        committed = wait_for(database, count, worker)
        cluster.kill()
        os.killpg(worker.pid, signal.SIGKILL)  # the machine goes down, Odoo with it
        worker.communicate()
        cluster.start()
        kept = database.rows(POSTED)[0][0]
        print(f"killed at {committed}, {kept} kept")
        assert committed <= kept < COMMUNES
    database.run("run_due.py", BATCH_SIZE=3)
    check_billed_once(database, COMMUNES, [("done", COMMUNES)])


def test_odoo_outlives_postgresql(apart):
    """A worker that stays fails by itself, and what comes after goes on."""
    cluster, database = apart
    database.run("plan_campaign.py", COUNT=COMMUNES)
    worker = database.start("run_due.py", BATCH_SIZE=3)
    wait_for(database, 15, worker)
    cluster.kill()
    worker.communicate(timeout=120)
    cluster.start()
    database.run("run_due.py", BATCH_SIZE=3)
    check_billed_once(database, COMMUNES, [("done", COMMUNES)])
