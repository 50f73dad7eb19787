"""Workers on campaigns, forked from one process that has loaded Odoo: in milliseconds.

``PGDATABASE`` names the database, ``ODOO_RC`` the configuration. A script imports this,
does its scenario and prints one line of JSON: what its test asserts.
"""

import functools
import json
import mmap
import os
import sys
import time
import traceback
from contextlib import contextmanager
from pathlib import Path

from odoo import SUPERUSER_ID, Command, api, sql_db
from odoo.modules.registry import Registry
from odoo.service.server import load_server_wide_modules
from odoo.tools import config

NAME = os.environ["PGDATABASE"]
LAST_TAX = "TVA de la dernière commune"
config.parse_config(
    ["--database", NAME, "--no-http", "--log-level=critical"], setup_logging=True
)
load_server_wide_modules()
REGISTRY = Registry(NAME)
CAMPAIGN = REGISTRY["numerian.billing.campaign"]

from odoo.addons.numerian_collectivites.models.campaign import (  # noqa: E402
    numerian_billing_campaign_run as run,
)

run.BATCH_SIZE = int(os.environ.get("BATCH_SIZE", run.BATCH_SIZE))


@contextmanager
def environment():
    with REGISTRY.cursor() as cursor:
        yield api.Environment(cursor, SUPERUSER_ID, {})


def open_environment():
    """Return the administrator's environment, on a cursor as long as the process."""
    env = api.Environment(REGISTRY.cursor(), SUPERUSER_ID, {})
    return env(user=env.ref("base.user_admin").id)


def make_communes(env, count):
    """Communes with one service at 345.00 a year from September 2022: 115.00 each.

    The last one has a product and a tax of its own.
    """
    communes = env["res.partner"].create(
        [{"name": f"Commune {n:04}", "is_local_authority": True} for n in range(count)]
    )
    tax = env["account.tax"].search(
        [("type_tax_use", "=", "sale"), ("amount", "=", 20)], limit=1
    )
    products = [make_product(env, tax)] * (count - 1)
    products.append(make_product(env, tax.copy({"name": LAST_TAX})))
    env["contract.contract"].with_context(tracking_disable=True).create(
        [prepare_contract_vals(*pair) for pair in zip(communes, products, strict=True)]
    )


def make_product(env, tax):
    return env["product.product"].create(
        {
            "name": "Maintenance",
            "type": "service",
            "taxes_id": [Command.set(tax.ids)],
        }
    )


def prepare_contract_vals(commune, product):
    service = {
        "product_id": product.id,
        "name": product.name,
        "price_unit": 345.0,
        "date_start": "2022-09-01",
    }
    return {
        "name": f"Contrat {commune.name}",
        "partner_id": commune.id,
        "generation_type": "campaign",
        "contract_line_ids": [Command.create(service)],
    }


def make_campaign(env, count, name="Mai 2022"):
    """Plan what the first communes owe."""
    communes = env["res.partner"].search(
        [("name", "=like", "Commune %")], order="name", limit=count
    )
    exercice = env["numerian.exercice"]._get_or_create(2022, env.company)
    campaign = env["numerian.billing.campaign"].create(
        {
            "name": name,
            "exercice_id": exercice.id,
            "date": "2022-05-15",
            "partner_ids": [Command.set(communes.ids)],
        }
    )
    campaign.action_plan()
    return campaign


def fork(work):
    """Start a worker. No connection may be open: both would speak on it."""
    sql_db.close_all()
    pid = os.fork()
    if pid:
        return pid
    try:
        work()
    except BaseException:  # noqa: B036 (a worker never comes back to the scenario)
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(1)
    os._exit(0)


def work():
    """Do what the scheduled action does."""
    with environment() as env:
        env["numerian.billing.campaign"]._cron_run_due()


def wait_for_start():
    """Say that this worker is ready, and wait for the others."""
    signal = Path(os.environ["START_SIGNAL"])
    signal.with_suffix(f".{os.getpid()}").touch()
    while not signal.exists():
        time.sleep(0.01)


def wait(pid):
    _pid, status = os.waitpid(pid, 0)
    assert status == 0, f"the worker ended with status {status}"


def wait_for_dead_workers():
    """PostgreSQL notices a client that is gone after the statement under way."""
    with environment() as env:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            env.cr.execute(
                "SELECT COUNT(*) FROM pg_stat_activity"
                " WHERE datname = %s AND pid != PG_BACKEND_PID()"
                " AND backend_type = 'client backend'",
                [NAME],
            )
            if env.cr.fetchone() == (0,):
                return
            time.sleep(0.05)
    raise AssertionError("a dead worker still holds its connection")


class Board:
    """Memory that workers write and their parent reads, whatever becomes of them."""

    def __init__(self):
        self.cells = mmap.mmap(-1, mmap.PAGESIZE)

    def __getitem__(self, place):
        return int.from_bytes(self.cells[place * 4 : place * 4 + 4], "big")

    def __setitem__(self, place, value):
        self.cells[place * 4 : place * 4 + 4] = value.to_bytes(4, "big")


def before(model, name, notice):
    """Call ``notice(*args)`` before each call of a method."""
    method = getattr(REGISTRY[model], name)

    @functools.wraps(method)
    def noticed(self, *args, **kwargs):
        notice(*args, **kwargs)
        return method(self, *args, **kwargs)

    setattr(REGISTRY[model], name, noticed)


def report(**facts):
    print(json.dumps(facts), flush=True)
