"""Plan and start a campaign over ``COUNT`` communes, which a worker then runs."""

import os

import odoo_workers as workers

with workers.environment() as env:
    workers.make_campaign(env, int(os.environ["COUNT"]))._start()
    env.cr.commit()
