"""Measure quotes made for many authorities, and one tick, in an Odoo shell.

Run by ``setup/bench --quotes`` with ``env`` in scope; the number of quotes is in
``SIZE``. The floor is Odoo's own creation of orders with the same lines. A tick is what
the server does for the page: the choice, the totals, the answer to show.
"""

import gc
import statistics
import time
from datetime import date

TICKS = 100
START = date(2022, 9, 1)


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

    def show(self, label):
        each = 1000 * self.seconds / SIZE
        print(
            f"  {label:<34}{self.seconds:7.2f} s {each:8.2f} ms"
            f" {self.queries / SIZE:7.2f} requêtes par devis"
        )


def make_authorities():
    return env["res.partner"].create(
        [
            {
                "name": f"Commune {number}",
                "is_local_authority": True,
                "email": f"mairie{number}@example.com",
                "staff_count": 5 + number % 60,
                "mailbox_count": 8 + number % 60,
            }
            for number in range(SIZE)
        ]
    )


def make_quotes(authorities, tariff):
    """One quote each, the vault and the mail ticked."""
    services = env["numerian.cyber.service"].search([])
    wanted = services.filtered(lambda s: s.code in ("MIB", "COFFRE")) or services[:2]
    choices = [
        (0, 0, {"service_id": service.id, "is_selected": service in wanted})
        for service in services
    ]
    return env["sale.order"].create(
        [
            {
                "partner_id": authority.id,
                "is_cyber_quote": True,
                "cyber_start_date": START,
                "pricelist_id": tariff.id,
                "cyber_choice_ids": choices,
            }
            for authority in authorities
        ]
    )


def make_bare_orders(quotes, tariff):
    """The same lines, as Odoo makes them."""
    return env["sale.order"].create(
        [
            {
                "partner_id": quote.partner_id.id,
                "pricelist_id": tariff.id,
                "order_line": [
                    (
                        0,
                        0,
                        {
                            "product_id": line.product_id.id,
                            "name": line.name,
                            "product_uom_qty": line.product_uom_qty,
                            "price_unit": line.price_unit,
                        },
                    )
                    for line in quote.order_line
                ],
            }
            for quote in quotes
        ]
    )


def measure_ticks(quote):
    """Return the median, the 95th percentile, in milliseconds."""
    choice = quote.cyber_choice_ids.filtered("is_selected")[:1]
    declared = quote.cyber_choice_ids.service_id.prerequisite_ids.ids
    quote._apply_cyber_choices({"prerequisites": declared})
    times = []
    for number in range(TICKS):
        env.invalidate_all()
        asked = {"selected": number % 2 == 0, "quantity": 5 + number}
        start = time.perf_counter()
        answer = quote._apply_cyber_choices(
            {"services": {str(choice.service_id.id): asked}}
        )
        quote._get_portal_answer({})
        env.flush_all()
        times.append(1000 * (time.perf_counter() - start))
        assert answer["applied"], answer
    return statistics.median(times), statistics.quantiles(times, n=20)[-1]


env = env(user=env.ref("base.user_admin"))
tariff = env.ref("numerian_cyber.pricelist_voted")
authorities = make_authorities()
make_quotes(authorities[:5], tariff)  # Odoo and PostgreSQL warm up
with Meter() as ours:
    quotes = make_quotes(authorities, tariff)
with Meter() as bare:
    make_bare_orders(quotes, tariff)
print(f"{len(quotes)} devis de {len(quotes[:1].order_line)} lignes")
bare.show("plancher : commandes d'Odoo")
ours.show("devis à cocher")
print(f"  devis / plancher : {ours.seconds / bare.seconds:.2f}")
median, slow = measure_ticks(quotes[:1])
print(
    f"  une case cochée : {median:.0f} ms (médiane de {TICKS}), 95 % sous {slow:.0f} ms"
)
