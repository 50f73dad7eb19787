"""A campaign over ``COUNT`` communes, handed over to the jobs of queue_job."""

import os

from odoo_workers import environment, make_campaign, make_communes

COUNT = int(os.environ["COUNT"])
with environment() as env:
    make_communes(env, COUNT)
    campaign = make_campaign(env, COUNT)
    campaign._begin()
    campaign._run_unattended()
