"""Make many contracts of three lines, and plan the campaign that bills them.

Run by ``setup/bench --scale`` after ``copies.py``, with ``env`` in scope; ``SIZE`` is
the number of contracts. One contract is made by its model, the others are copies of its
rows: ten thousand of them in seconds. Prints the seconds and queries of the planning.
"""

import time

YEAR = 2022


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
        }
    )


def make_contract():
    product = make_product()
    partner = env["res.partner"].create({"name": "Commune 0", "lang": "fr_FR"})
    lines = [make_line(product, *terms) for terms in ((345, 1), (37, 4), (120, 7))]
    return env["contract.contract"].create(
        {
            "name": "Contrat 0",
            "partner_id": partner.id,
            "generation_type": "campaign",
            "contract_line_ids": [(0, 0, line) for line in lines],
        }
    )


def make_line(product, price, month):
    return {
        "product_id": product.id,
        "name": product.name,
        "quantity": 1,
        "price_unit": price,
        "date_start": f"{YEAR}-0{month}-01",
    }


def copy_contract(contract):
    """Rows are made in the order of ``n``: each one's parent is its first id + n."""
    partner = copy_rows(
        "res_partner",
        contract.partner_id.id,
        SIZE - 1,
        name="'Commune ' || n",
        complete_name="'Commune ' || n",
        commercial_partner_id="NULL",
    )
    env.cr.execute(
        "UPDATE res_partner SET commercial_partner_id = id WHERE id = ANY(%s)",
        [partner],
    )
    of_partner = f"{partner[0] - 1} + n"
    contracts = copy_rows(
        "contract_contract",
        contract.id,
        SIZE - 1,
        name="'Contrat ' || n",
        partner_id=of_partner,
        invoice_partner_id=of_partner,
        commercial_partner_id=of_partner,
        access_token="NULL",
    )
    for line in contract.contract_line_ids:
        copy_line(line, f"{contracts[0] - 1} + n")


def copy_line(line, of_contract):
    lines = copy_rows("contract_line", line.id, SIZE - 1, contract_id=of_contract)
    for version in line.price_version_ids:
        copy_rows(
            "numerian_contract_line_price",
            version.id,
            SIZE - 1,
            contract_line_id=f"{lines[0] - 1} + n",
        )


def plan():
    exercice = env["numerian.exercice"]._get_or_create(YEAR, env.company)
    campaign = env["numerian.billing.campaign"].create(
        {"name": f"Mesure {SIZE}", "exercice_id": exercice.id, "date": f"{YEAR}-05-15"}
    )
    env.flush_all()
    env.invalidate_all()
    queries, seconds = env.cr.sql_log_count, time.perf_counter()
    campaign.action_plan()
    env.flush_all()
    seconds = time.perf_counter() - seconds
    print(seconds, env.cr.sql_log_count - queries, len(campaign.line_ids))


env = env(user=env.ref("base.user_admin"))
contract = make_contract()
env.flush_all()
copy_contract(contract)
env.invalidate_all()
env.cr.execute("ANALYZE")
plan()
env.cr.commit()
