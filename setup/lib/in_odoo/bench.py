"""Measure one campaign against Odoo's floor and OCA's cron, in an Odoo shell.

Run by ``setup/bench`` with ``env`` in scope, one process per size so that the memory
peak means something. The size (contracts of three lines) is in ``SIZE``.

* campaign: plan, then create and post by batches, each committed;
* floor: ``account.move.create`` and ``action_post`` of the very values that the
  campaign makes, same context keys, one batch, rolled back. Measured before the
  campaign and after OCA (the values of the next year), so that a machine that slows
  down or speeds up meanwhile does not tilt the ratios;
* OCA: its cron (drafts), then ``action_post`` in another transaction, as its users do,
  on as many contracts of its own type.

All lines are of one family, hence no section lines that OCA would not have.
"""

import gc
import resource
import time
from datetime import date

from odoo.sql_db import db_connect

YEAR = 2022


class Meter:
    """Seconds and queries of a ``with`` block."""

    def __enter__(self):
        env.flush_all()
        env.invalidate_all()
        gc.collect()
        self.queries = env.cr.sql_log_count
        self.seconds = time.perf_counter()
        return self

    def __exit__(self, *args):
        env.flush_all()
        self.seconds = time.perf_counter() - self.seconds
        self.queries = env.cr.sql_log_count - self.queries


def make_products():
    tax = env["account.tax"].search(
        [("type_tax_use", "=", "sale"), ("amount", "=", 20)], limit=1
    )
    family = env["numerian.service.family"].search([], limit=1)
    return env["product.product"].create(
        [
            {
                "name": f"Service {number}",
                "type": "service",
                "service_family_id": family.id,
                "taxes_id": [(6, 0, tax.ids)],
            }
            for number in range(3)
        ]
    )


def make_contracts(products, count, generation_type):
    partners = env["res.partner"].create(
        [{"name": f"{generation_type} {n}", "lang": "fr_FR"} for n in range(count)]
    )
    quiet = env["contract.contract"].with_context(tracking_disable=True)
    return quiet.create(
        [
            {
                "name": f"Contrat {partner.name}",
                "partner_id": partner.id,
                "generation_type": generation_type,
                "contract_line_ids": [
                    (0, 0, make_line(product, number))
                    for number, product in enumerate(products)
                ],
            }
            for partner in partners
        ]
    )


def make_line(product, number):
    return {
        "product_id": product.id,
        "name": product.name,
        "quantity": number + 1,
        "price_unit": (345.0, 37.0, 120.0)[number],
        "date_start": f"{YEAR}-0{3 * number + 1}-01",
        "recurring_rule_type": "yearly",
    }


def make_campaign(year=YEAR):
    exercice = env["numerian.exercice"]._get_or_create(year, env.company)
    return env["numerian.billing.campaign"].create(
        {"name": f"Mesure {SIZE}", "exercice_id": exercice.id, "date": f"{year}-05-15"}
    )


def measure_floor(campaign):
    """The values of all invoices at once; what they cost is undone."""
    from odoo.addons.numerian_collectivites.models.campaign import (
        numerian_billing_campaign_run as run,
    )

    groups = campaign._get_groups(campaign._get_contracts())
    vals_list = []
    for line in campaign.line_ids:
        vals_list += line._prepare_documents_vals(groups[line._get_key()])
    moves = env["account.move"].with_context(**run.FAST_CONTEXT)
    savepoint = env.cr.savepoint(flush=False)
    with Meter() as create:
        moves = moves.create(vals_list)
    with Meter() as post:
        moves.action_post()
    env.invalidate_all(flush=False)
    savepoint.close(rollback=True)
    env.invalidate_all(flush=False)
    return create, post


def settle():
    """Sweep what was undone: PostgreSQL would read its dead rows, and believe that the
    tables are empty, which no autovacuum of a living database lets last."""
    env.cr.commit()
    with db_connect(env.cr.dbname).cursor() as cr:
        cr._cnx.autocommit = True
        cr.execute("VACUUM ANALYZE")


def measure_campaign(campaign):
    with Meter() as plan:
        campaign.action_plan()
    env.cr.commit()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with Meter() as run:
        campaign.action_run()
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert campaign.done_count == SIZE, campaign.line_ids.mapped("error")[:1]
    return plan, run, (after - before) / 1024


def measure_oca(contracts):
    contracts = contracts.with_env(env)  # as its cron runs: nothing switched off
    with Meter() as draft:
        contracts.cron_recurring_create_invoice(date_ref=date(YEAR, 12, 31))
    env.cr.commit()
    lines = contracts.contract_line_ids
    moves = (
        env["account.move.line"].search([("contract_line_id", "in", lines.ids)]).move_id
    )
    with Meter() as post:
        moves.action_post()
    env.cr.commit()
    return draft, post, len(moves)


def show(label, seconds, queries):
    print(
        f"  {label:<44} {seconds:7.2f} s {1000 * seconds / SIZE:7.1f} ms"
        f" {queries / SIZE:7.1f} requêtes par facture"
    )


env = env(user=env.ref("base.user_admin"))
products = make_products()
make_contracts(products, SIZE, "campaign")
oca_contracts = make_contracts(products, SIZE, "invoice")
env.cr.commit()
warm_up = make_campaign()
warm_up.partner_ids = env["res.partner"].search([("name", "=", "campaign 0")])
warm_up.action_plan()
measure_floor(warm_up)
warm_up.unlink()
campaign = make_campaign()
campaign.action_plan()
settle()
floors = [measure_floor(campaign)]
campaign.unlink()
settle()
plan, run, memory = measure_campaign(make_campaign())
settle()
oca_draft, oca_post, oca_count = measure_oca(oca_contracts)
campaign = make_campaign(YEAR + 1)
campaign.action_plan()
settle()
floors.append(measure_floor(campaign))
ours = plan.seconds + run.seconds
oca = (oca_draft.seconds + oca_post.seconds) * SIZE / oca_count
floor = sum(create.seconds + post.seconds for create, post in floors) / len(floors)
print(f"{SIZE} contrats de 3 lignes")
for moment, (create, post) in zip(("avant", "après"), floors, strict=True):
    show(f"plancher d'Odoo, {moment} : création", create.seconds, create.queries)
    show(f"plancher d'Odoo, {moment} : validation", post.seconds, post.queries)
show(f"campagne : plan ({plan.queries} requêtes en tout)", plan.seconds, plan.queries)
show("campagne : création et validation", run.seconds, run.queries)
show(f"OCA : brouillons ({oca_count} factures)", oca_draft.seconds, oca_draft.queries)
show("OCA : validation", oca_post.seconds, oca_post.queries)
print(
    f"  campagne / plancher : {ours / floor:.2f}    campagne / OCA : {ours / oca:.2f}"
)
print(f"  mémoire ajoutée par la campagne : {memory:.0f} Mo")
