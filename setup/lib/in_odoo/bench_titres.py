"""Measure the issuing of one bordereau of many titres, in an Odoo shell.

Run by ``setup/bench --titres`` with ``env`` in scope; the number of titres is in
``SIZE``. Invoices of two lines, one commune each. Their posting by Odoo is measured
too: what a titre costs before it has a number.
"""

import gc
import resource
import time

from stdnum import luhn

YEAR = 2022


class Meter:
    """Seconds, processor seconds and queries of a ``with`` block."""

    def __enter__(self):
        env.flush_all()
        env.invalidate_all()
        gc.collect()
        self.queries = env.cr.sql_log_count
        self.seconds, self.processor = time.perf_counter(), time.process_time()
        return self

    def __exit__(self, *args):
        env.flush_all()
        self.processor = time.process_time() - self.processor
        self.seconds = time.perf_counter() - self.seconds
        self.queries = env.cr.sql_log_count - self.queries


def make_siret(number):
    """Return a number that passes the check of a SIRET, its SIREN too."""
    siren = f"{21070000 + number:08}"
    siren += luhn.calc_check_digit(siren)
    return siren + "0001" + luhn.calc_check_digit(siren + "0001")


def make_communes(count):
    return env["res.partner"].create(
        [
            {
                "name": f"Commune {number}",
                "is_company": True,
                "is_local_authority": True,
                "company_registry": make_siret(number),
                "street": "Mairie",
                "zip": "07000",
                "city": f"Commune {number}",
                "country_id": env.ref("base.fr").id,
            }
            for number in range(count)
        ]
    )


def make_product():
    tax = env["account.tax"].search(
        [("type_tax_use", "=", "sale"), ("amount", "=", 20)], limit=1
    )
    return env["product.product"].create(
        {
            "name": "Maintenance",
            "type": "service",
            "service_family_id": env["numerian.service.family"].search([], limit=1).id,
            "taxes_id": [(6, 0, tax.ids)],
            "titre_imputation": "7068",
        }
    )


def make_invoices(count):
    product = make_product()
    lines = [
        (0, 0, {"product_id": product.id, "quantity": 1, "price_unit": price})
        for price in (345.0, 37.0)
    ]
    return env["account.move"].create(
        [
            {
                "move_type": "out_invoice",
                "partner_id": commune.id,
                "invoice_date": f"{YEAR}-05-15",
                "invoice_line_ids": lines,
            }
            for commune in make_communes(count)
        ]
    )


def show(label, meter):
    print(
        f"  {label:<32} {meter.seconds:7.2f} s {1000 * meter.seconds / SIZE:7.2f} ms"
        f" (processeur {1000 * meter.processor / SIZE:.2f})"
        f" {meter.queries / SIZE:6.2f} requêtes par titre, {meter.queries} en tout"
    )


env = env(user=env.ref("base.user_admin"), context={"lang": "fr_FR"})
env.company.titre_issuer_capacity = "Président"
moves = make_invoices(SIZE)
env.cr.commit()
with Meter() as post:
    moves.action_post()
env.cr.commit()
bordereau = env["numerian.bordereau"].create(
    {"exercice_id": moves.titre_exercice_id.id, "date": f"{YEAR}-05-31"}
)
with Meter() as gather:
    bordereau.action_add_moves()
env.cr.commit()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
with Meter() as issue:
    bordereau.action_issue()
env.cr.commit()
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
assert sorted(moves.mapped("titre_number")) == list(range(1, SIZE + 1))
print(f"un bordereau de {SIZE} titres de 2 lignes")
show("plancher : validation par Odoo", post)
show("bordereau : factures ajoutées", gather)
show("bordereau : émission", issue)
print(f"  émission / validation : {issue.seconds / post.seconds:.2f}")
print(f"  mémoire ajoutée par l'émission : {(after - before) / 1024:.0f} Mo")
