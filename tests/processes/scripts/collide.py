"""A worker goes on with an image of the database older than what another one billed.

``SCENARIO``:

* ``overlap``: they run two campaigns over the same contracts; no lock is shared;
* ``no_lock``: they run the same campaign, and nothing locks its lines;
* ``no_index``: they run the same campaign, and no index forbids to bill twice;
* ``launch``: the later one has only looked at its campaign, which is not started yet.
"""

import os

import odoo_workers as workers

SCENARIO = os.environ["SCENARIO"]
CAMPAIGN = workers.CAMPAIGN
conflicts = set()


def listen():
    is_concurrency_error = CAMPAIGN._is_concurrency_error

    def heard(self, error):
        found = is_concurrency_error(self, error)
        if found:
            conflicts.add(type(error).__name__)
        return found

    CAMPAIGN._is_concurrency_error = heard


def lock_nothing(self):
    return self._get_planned_lines()[: workers.run.BATCH_SIZE]


with workers.environment() as env:
    first = second = workers.make_campaign(env, 6, "Mai 2022")
    if SCENARIO in ("overlap", "launch"):
        second = workers.make_campaign(env, 6, "Juin 2022")
    if SCENARIO != "launch":
        (first | second).state = "running"
    if SCENARIO == "no_index":
        env.cr.execute(f"DROP INDEX {workers.run.SLOT_INDEX}")
    env.cr.commit()
if SCENARIO == "no_lock":
    CAMPAIGN._lock_next_lines = lock_nothing
listen()
with workers.environment() as early, workers.environment() as late:
    waiting = second.with_env(late)
    waiting.line_ids.mapped("state")  # from now on PostgreSQL shows this image
    first.with_env(early).action_run()
    waiting.action_run() if SCENARIO == "launch" else waiting._run()
workers.report(conflicts=sorted(conflicts))
