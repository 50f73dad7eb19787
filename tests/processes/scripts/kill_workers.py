"""Kill workers at random points until ``KILLS`` of them have died, then finish.

``WORKERS`` start at once each time. One in two dies at a random moment, the other one
at a step, each step in its turn.
"""

import os
import random
import signal
import time
from collections import Counter
from itertools import count, cycle

import odoo_workers as workers

COUNT, KILLS = int(os.environ["COUNT"]), int(os.environ["KILLS"])
WORKERS = int(os.environ["WORKERS"])
# What a worker does, by the last method that it has called.
STEPS = [
    ("numerian.billing.campaign", "_cron_run_due"),
    ("numerian.billing.campaign", "_start"),
    ("numerian.billing.campaign", "_lock_next_lines"),
    ("numerian.billing.campaign", "_get_groups"),
    ("account.move", "create"),
    ("account.move", "_post"),
    ("numerian.billing.campaign", "_commit_batch"),
]
board = workers.Board()
chance = random.Random(20220607)
numbers, fatal_steps = count(), cycle(range(1, len(STEPS) + 1))


def watch(place, fatal):
    """Show the step under way; die at the fatal one, if any."""
    for number, (model, name) in enumerate(STEPS, 1):

        def notice(*_args, number=number, **_kwargs):
            board[place] = number
            if number == fatal:
                os.kill(os.getpid(), signal.SIGKILL)

        workers.before(model, name, notice)


def watched(place, fatal):
    watch(place, fatal)
    workers.work()


def one_batch():
    with workers.environment() as env:
        campaign = env["numerian.billing.campaign"].search([])
        campaign._begin()
        campaign._bill_next()


def start():
    """Start the workers of a round; return them with the moments of their deaths."""
    found = []
    for place in range(WORKERS):
        board[place] = 0
        fatal = next(fatal_steps) if next(numbers) % 2 else None
        pid = workers.fork(lambda place=place, fatal=fatal: watched(place, fatal))
        delay = 4 if fatal else chance.uniform(0, 2.5)
        found.append((time.monotonic() + delay * batch_time, pid, place))
    return sorted(found)


def kill(death, pid, place):
    """Kill a worker, unless it ended before; return what it was doing."""
    ended, status = os.waitpid(pid, os.WNOHANG)
    while not ended and time.monotonic() < death:
        time.sleep(0.001)
        ended, status = os.waitpid(pid, os.WNOHANG)
    if not ended:
        os.kill(pid, signal.SIGKILL)
        _pid, status = os.waitpid(pid, 0)
    if os.WIFSIGNALED(status):
        return STEPS[board[place] - 1][1] if board[place] else "connect"
    assert status == 0, f"a worker ended with status {status}"
    return None


with workers.environment() as env:
    campaign = workers.make_campaign(env, COUNT)
    env.cr.commit()
    # What workers need in memory, they inherit: a batch is short, deaths are dense.
    campaign._bill(campaign._get_planned_lines()[:1])
    env.cr.rollback()
clock = time.monotonic()
workers.wait(workers.fork(one_batch))
batch_time = time.monotonic() - clock
steps = Counter()
survivors = 0
while steps.total() < KILLS and survivors < 3 * WORKERS:
    for worker in start():
        step = kill(*worker)
        if step:
            steps[step] += 1
        else:
            survivors += 1
workers.wait_for_dead_workers()
with workers.environment() as env:
    kept = env["account.move"].search_count([("billing_campaign_id", "!=", False)])
workers.wait(workers.fork(workers.work))
workers.report(kills=steps.total(), steps=steps, kept=kept, batch_time=batch_time)
