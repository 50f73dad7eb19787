"""Make ``COUNT`` communes with one contract each."""

import os

from odoo_workers import environment, make_communes

with environment() as env:
    make_communes(env, int(os.environ["COUNT"]))
    env.cr.commit()
