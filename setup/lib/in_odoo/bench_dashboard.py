"""Measure the dashboard on 10 exercices of many contracts, in an Odoo shell.

Run after ``copies.py``, with ``env`` in scope; the size (contracts of three lines) is
in ``SIZE``. One contract, its campaign and its invoice are made by Odoo, then copied by
SQL: as many contracts, one campaign an exercice, one posted invoice a contract and
exercice. What is timed reads with an empty cache, as the web client does.
"""

import time

LAST_YEAR = 2022
YEARS = list(range(LAST_YEAR - 9, LAST_YEAR + 1))
FIRST = 1_000_000  # ids of the copies begin there
MODULE = "numerian_collectivites"
NUMBER = "{:,}".format


def make_products():
    tax = env["account.tax"].search(
        [("type_tax_use", "=", "sale"), ("amount", "=", 20)], limit=1
    )
    families = env["numerian.service.family"].search([], limit=3)
    common = {"type": "service", "taxes_id": [(6, 0, tax.ids)]}
    return env["product.product"].create(
        [
            common | {"name": family.name, "service_family_id": family.id}
            for family in families
        ]
    )


def make_contract():
    partner = env["res.partner"].create({"name": "Commune", "lang": "fr_FR"})
    lines = [
        {
            "product_id": product.id,
            "name": product.name,
            "price_unit": 345.0,
            "date_start": f"{YEARS[0]}-01-01",
        }
        for product in make_products()
    ]
    return env["contract.contract"].create(
        {
            "name": "Contrat",
            "partner_id": partner.id,
            "generation_type": "campaign",
            "contract_line_ids": [(0, 0, line) for line in lines],
        }
    )


def make_campaign(year):
    exercice = env["numerian.exercice"]._get_or_create(year, env.company)
    return env["numerian.billing.campaign"].create(
        {"name": str(year), "exercice_id": exercice.id, "date": f"{year}-05-16"}
    )


def copy_contracts(contract):
    copy_rows("res_partner", contract.partner_id.id, SIZE, **partner_values())
    own = {"id": f"{FIRST} + n", "partner_id": f"{FIRST} + n"}
    own |= {"commercial_partner_id": f"{FIRST} + n"}
    own |= {"invoice_partner_id": f"{FIRST} + n", "access_token": "NULL"}
    copy_rows("contract_contract", contract.id, SIZE, **own)
    for rank, line in enumerate(contract.contract_line_ids):
        copy_rows(
            "contract_line",
            line.id,
            SIZE,
            id=f"{FIRST} + 3 * n + {rank}",
            contract_id=f"{FIRST} + n",
            commercial_partner_id=f"{FIRST} + n",
        )


def partner_values():
    own = f"{FIRST} + n"
    return {"id": own, "commercial_partner_id": own, "name": "'Commune ' || n"}


def copy_invoices(move, year, campaign):
    """One invoice a contract, posted and not paid."""
    base = FIRST + (year - YEARS[0]) * SIZE
    days = {"date": f"'{year}-05-16'", "invoice_date": f"'{year}-05-16'"}
    own = {"partner_id": f"{FIRST} + n", "commercial_partner_id": f"{FIRST} + n"}
    number = {
        "name": f"'BENCH/{year}/' || n",
        "sequence_prefix": f"'BENCH/{year}/'",
        "sequence_number": "n",
        "access_token": "NULL",
    }
    links = {
        "billing_campaign_id": str(campaign.id),
        "billing_campaign_line_id": "NULL",
    }
    values = own | number | links | days
    copy_rows("account_move", move.id, SIZE, id=f"{base} + n", **values)
    for rank, line in enumerate(move.line_ids):
        values = {"id": f"({base} + n) * 16 + {rank}", "move_id": f"{base} + n"}
        values |= get_slot_values(line, year) | days
        copy_rows("account_move_line", line.id, SIZE, **values)


def get_slot_values(line, year):
    """What makes a product line that of another contract and year."""
    service = line.contract_line_id
    if not service:
        return {}
    rank = service.contract_id.contract_line_ids.ids.index(service.id)
    return {
        "contract_line_id": f"{FIRST} + 3 * n + {rank}",
        "billing_period_start": f"'{year}-01-01'",
    }


def copy_positions(source, target):
    """The positions of an exercice, in the same months of another one."""
    shift = f" - INTERVAL '{source.year - target.year} years'"
    env.cr.execute(
        "SELECT attname, atttypid = 'date'::regtype FROM pg_attribute"
        " WHERE attrelid = 'numerian_billing_position'::regclass"
        " AND attnum > 0 AND NOT attisdropped AND attname != 'id'"
    )
    values = {
        name: f'"{name}"{shift}' if is_date else f'"{name}"'
        for name, is_date in env.cr.fetchall()
    } | {"exercice_id": str(target.id)}
    names = ", ".join(f'"{name}"' for name in values)
    env.cr.execute(
        f"INSERT INTO numerian_billing_position ({names})"
        f" SELECT {', '.join(values.values())} FROM numerian_billing_position"
        " WHERE exercice_id = %s",
        [source.id],
    )


def commit_and_analyse():
    env.cr.commit()
    env.cr.execute("ANALYZE")
    env.cr.commit()
    env.invalidate_all()


class Meter:
    """Milliseconds and queries of a ``with`` block that starts with an empty cache."""

    def __init__(self, label):
        self.label = label

    def __enter__(self):
        env.flush_all()
        env.invalidate_all()
        self.queries = env.cr.sql_log_count
        self.start = time.perf_counter()
        return self

    def __exit__(self, *args):
        self.milliseconds = 1000 * (time.perf_counter() - self.start)
        queries = env.cr.sql_log_count - self.queries
        print(f"  {self.label:<52} {self.milliseconds:8.0f} ms {queries:5} requêtes")


def read_form(exercice):
    """What the form asks for, as the web client writes it."""
    view = env.ref(f"{MODULE}.numerian_exercice_view_form_dashboard")
    models = env["numerian.exercice"].get_view(view.id, "form")["models"]
    names = set(models["numerian.exercice"]) - {"family_report_ids"}
    families = {name: {} for name in models["numerian.billing.family.report"]}
    specification = {name: {} for name in names}
    specification["family_report_ids"] = {"fields": families}
    return exercice.web_read(specification)


def read_graph(model, domain, groupby, measure):
    model = env[f"numerian.billing.{model}.report"]
    return model.formatted_read_group(domain, groupby, ["__count", measure])


def measure(exercice):
    own = [("exercice_id", "=", exercice.id)]
    with Meter("menu : choix de l'exercice") as menu:
        env["numerian.exercice"]._action_open_dashboard()
    with Meter("formulaire : chiffres, familles, graphique") as form:
        read_form(exercice)
    with Meter("facturé et dû par mois"):
        read_graph("progress", own, ["month", "kind"], "amount:sum")
    with Meter("facturé et dû par mois, dix exercices"):
        read_graph("progress", [], ["month", "kind"], "amount:sum")
    with Meter("part cumulée"):
        read_graph("share", own, ["month", "series"], "percent:avg")
    with Meter("prévision d'encaissement"):
        read_graph("cash", own, ["date:month", "kind"], "amount:sum")
    with Meter("prévision d'encaissement, dix exercices"):
        read_graph("cash", [], ["date:month", "kind"], "amount:sum")
    with Meter("liste des dix exercices"):
        exercices = env["numerian.exercice"].search([])
        exercices.web_read({name: {} for name in ("due_amount", "billed_share")})
    return menu.milliseconds + form.milliseconds


env = env(user=env.ref("base.user_admin"))
contract, campaign = make_contract(), make_campaign(LAST_YEAR)
campaign.action_run()
campaigns = [campaign if y == LAST_YEAR else make_campaign(y) for y in YEARS]
env.flush_all()
with references_unchecked():
    copy_contracts(contract)
    for own_campaign, year in zip(campaigns, YEARS, strict=True):
        copy_invoices(campaign.move_ids, year, own_campaign)
commit_and_analyse()
exercices = env["numerian.exercice"].search([], order="year")
print(f"{len(exercices)} exercices de {NUMBER(SIZE)} contrats de 3 lignes")
with Meter(f"mise à jour des positions de {LAST_YEAR}"):
    exercices[-1]._refresh_positions()
with Meter("la même encore, rien n'a changé"):
    exercices[-1]._refresh_positions()
for exercice in exercices[:-1]:
    copy_positions(exercices[-1], exercice)
commit_and_analyse()
positions = env["numerian.billing.position"].search_count([])
print(f"  {NUMBER(positions)} positions")
measure(exercices[-1])  # PostgreSQL and Odoo warm up
print("  mesure")
total = measure(exercices[-1])
print(f"  ouverture du tableau de bord : {total:.0f} ms")
