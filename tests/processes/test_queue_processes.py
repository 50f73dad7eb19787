"""A real server with two workers and OCA's job runner; one worker is killed."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

from asserts import check_billed_once

COUNT, BATCH_SIZE = 200, 5
JOBS_DONE = """
    SELECT worker_pid, COUNT(*) FROM queue_job
     WHERE state = 'done' AND method_name = '_job_bill' GROUP BY 1
"""
AT_WORK = "SELECT worker_pid FROM queue_job WHERE state = 'started'"


def free_ports(number):
    probes = [socket.create_server(("127.0.0.1", 0)) for _ in range(number)]
    ports = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return ports


def configuration(folder):
    """Write what the administration guide says: a section for queue_job."""
    http, gevent = free_ports(2)
    text = Path(os.environ["ODOO_RC"]).read_text()
    text = text.replace("max_cron_threads = 1", "max_cron_threads = 0") + (
        f"http_port = {http}\n"
        f"gevent_port = {gevent}\n"
        "workers = 2\n"
        "server_wide_modules = base,web,queue_job\n"
        "[queue_job]\n"
        "channels = root:2,root.numerian:2\n"
    )
    path = folder / "odoo.conf"
    path.write_text(text)
    return path


@contextmanager
def server(database, folder):
    """Run Odoo with two workers; yield its log."""
    conf, log = configuration(folder), folder / "odoo.log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "odoo", "server", "-d", database.name, "-c", conf],
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            env=os.environ | {"ODOO_RC": str(conf)},
        )
    try:
        yield log
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


def wait_until(found, log, seconds=300):
    deadline = time.monotonic() + seconds
    while not (value := found()):
        assert time.monotonic() < deadline, log.read_text()[-5000:]
        time.sleep(0.1)
    return value


def test_two_workers_share_the_jobs_and_one_is_killed(queue_database, tmp_path):
    database = queue_database
    database.run("launch_jobs.py", COUNT=COUNT, BATCH_SIZE=BATCH_SIZE)
    assert database.rows("SELECT COUNT(*) FROM queue_job") == [(41,)]

    def both_have_worked():
        shares = dict(database.rows(JOBS_DONE))
        return len(shares) == 2 and min(shares.values()) >= 4 and shares

    def is_over():
        # The runner looks for dead jobs when it is told something.
        database.rows("NOTIFY queue_job, 'look'")
        return database.rows("SELECT state FROM numerian_billing_campaign") == [
            ("done",)
        ]

    with server(database, tmp_path) as log:
        shares = wait_until(both_have_worked, log)
        [(victim,), *_] = wait_until(lambda: database.rows(AT_WORK), log)
        os.kill(victim, signal.SIGKILL)
        wait_until(is_over, log)
    assert victim in shares
    check_billed_once(database, COUNT, [("done", COUNT)])
    assert database.rows("SELECT DISTINCT state FROM queue_job") == [("done",)]
    assert database.rows("SELECT COUNT(*) FROM queue_job WHERE retry > 1") != [(0,)]
    print({"before": shares, "after": dict(database.rows(JOBS_DONE))})
