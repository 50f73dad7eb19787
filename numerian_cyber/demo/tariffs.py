# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The tariff first proposed on 7 June 2022, and set-up fees.

Source: minutes of 7 June 2022, item 3. They give no figure for the tiers of Mail in
Black and of the vault, nor for the set-up of any service: those here are invented for
the demonstration (``INVENTED``), and say so on screen.
"""

from odoo import Command

from odoo.addons.numerian_collectivites.demo.records import create_missing, find_record

INVENTED = "montants de démonstration : le procès-verbal du 7 juin 2022 n'en donne pas."
NOTE = f"Mail in Black, coffre-fort : {INVENTED}"
TIERS = (1, 25, 75)  # first unit of each tier, which its price holds from
PRICES = {  # a month and a unit, excl. VAT
    "mib": (1.20, 1.10, 1.00),  # invented
    "vault": (0.90, 0.80, 0.70),  # invented
    "edr": (4.20, 4.00, 3.80),
    "theft": (3.60, 3.40, 3.20),
}
LICENCES = {"theft_cryhod": 90.00, "theft_zonecentral": 130.00}
SETUPS = {"mib": 250.00, "vault": 150.00, "edr": 300.00, "theft": 400.00}  # invented


def load(env):
    """Load the first proposal and the set-up fees, or what is missing of them."""
    if not find_record(env, "tariff_proposal"):
        vals = {"tariff_proposal": _prepare(env)}
        tariff = create_missing(env, "product.pricelist", vals)["tariff_proposal"]
        tariff.message_post(body=NOTE)
    for name, price in SETUPS.items():
        product = env.ref(f"numerian_cyber.product_{name}_setup")
        if not product.list_price:
            product.write({"list_price": price, "description": INVENTED.capitalize()})


def _prepare(env):
    rules = [
        (name, first, price)
        for name, prices in PRICES.items()
        for first, price in zip(TIERS, prices, strict=True)
    ]
    rules += [(name, 0, price) for name, price in LICENCES.items()]
    return {
        "name": "Première proposition du 7 juin 2022",
        "is_cyber_tariff": True,
        "company_id": env.company.id,
        "currency_id": env.company.currency_id.id,
        "item_ids": [Command.create(_prepare_rule(env, *rule)) for rule in rules],
    }


def _prepare_rule(env, name, first, price):
    return {
        "product_id": env.ref(f"numerian_cyber.product_{name}").id,
        "compute_price": "fixed",
        "min_quantity": first if first > 1 else 0,
        "fixed_price": price,
    }
