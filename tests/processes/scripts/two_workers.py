"""Two workers start at once on ``COUNT`` communes; the tax of the last one is wrong."""

import os
import time

import odoo_workers as workers

board = workers.Board()
COUNT = int(os.environ["COUNT"])
GO, SHARES = 0, (1, 2)


def compete(place):
    def add(processed=0, remaining=None):
        board[place] += processed

    workers.before("numerian.billing.campaign", "_commit_batch", add)
    with workers.environment() as env:  # ready, then wait for the other one
        env["numerian.billing.campaign"].search_count([])
        env.cr.rollback()
        while not board[GO]:
            time.sleep(0.001)
        env["numerian.billing.campaign"]._cron_run_due()


with workers.environment() as env:
    workers.make_communes(env, COUNT)
    workers.make_campaign(env, COUNT)
    tax = env["account.tax"].search([("name", "=", workers.LAST_TAX)])
    tax.price_include_override = "tax_included"
    env.cr.commit()
pids = [workers.fork(lambda place=place: compete(place)) for place in SHARES]
time.sleep(0.5)
started = time.monotonic()
board[GO] = 1
for pid in pids:
    workers.wait(pid)
workers.report(
    shares=[board[place] for place in SHARES], seconds=time.monotonic() - started
)
