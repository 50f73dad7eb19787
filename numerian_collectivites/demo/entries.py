# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What people entered: users, catalogue, authorities, contracts, campaigns."""

from odoo.fields import Command

from .records import (
    create_missing,
    find_record,
    get_record,
    read_rows,
    to_date,
    without_blanks,
)

USERS = {  # login, which is also the password -> what the person does, group
    "lecteur": ("Lecteur", "group_reader"),
    "contrats": ("Chargé des contrats", "group_contract_officer"),
    "facturation": ("Agent de facturation", "group_billing_clerk"),
    "responsable": ("Responsable", "group_manager"),
}

PAYMENT_TERM = "account.account_payment_term_30days"
COUNTS = {  # column of authorities.csv -> field
    "population": "population",
    "population_year": "population_year",
    "staff": "staff_count",
    "mailboxes": "mailbox_count",
    "workstations": "workstation_count",
    "servers": "server_count",
}


def create_users(env):
    """One user for each group of the module."""
    vals = {
        f"user_{login}": {
            "name": name,
            "login": login,
            "password": login,
            "email": f"{login}@example.com",
            "lang": "fr_FR",
            "tz": "Europe/Paris",
            "company_id": env.company.id,
            "company_ids": [Command.set(env.company.ids)],
            "group_ids": [Command.set(_own(env, group).ids)],
        }
        for login, (name, group) in USERS.items()
    }
    return create_missing(env, "res.users", vals)


def create_products(env):
    """The catalogue: services with VAT at 20 %, prices excluding VAT."""
    tax = _chart(env, "tva_normale_encaissement") or env.company.account_sale_tax_id
    vals = {
        product_name(row["code"]): without_blanks(
            {
                "name": row["name"],
                "default_code": row["code"],
                "type": "service",
                "list_price": float(row["price"]),
                "taxes_id": [Command.set(tax.ids)],
                "purchase_ok": False,
                "service_family_id": _family(env, row["family"]).id,
                "billing_period": row["billing_period"],
                "price_period": row["price_period"],
                "proration": row["proration"],
            }
        )
        for row in read_rows("catalogue.csv")
    }
    return create_missing(env, "product.product", vals)


def create_authorities(env):
    """The EPCI first: the communes belong to them."""
    rows = read_rows("authorities.csv")
    for of_epci in (True, False):
        vals = {
            authority_name(row["key"]): _prepare_authority_vals(env, row)
            for row in rows
            if (row["kind"] == "epci") == of_epci
        }
        create_missing(env, "res.partner", vals)


def _prepare_authority_vals(env, row):
    epci = row["epci"] and get_record(env, authority_name(row["epci"])).id
    return without_blanks(
        {
            "name": row["name"],
            "is_local_authority": True,
            "authority_kind": row["kind"],
            "insee_code": row["insee_code"],
            "company_registry": row["siret"],
            "street": row["street"],
            "zip": row["zip"],
            "city": row["city"],
            "country_id": env.ref("base.fr").id,
            "lang": "fr_FR",
            "email": f"{row['key'].replace('_', '-')}@example.com",
            **{field: int(row[name] or 0) for name, field in COUNTS.items()},
            "epci_id": epci,
            "property_payment_term_id": env.ref(PAYMENT_TERM).id,
            "membership_since": to_date(row["member_since"]),
            "chorus_requirement": row["chorus"],
            "chorus_service_code": row["service_code"],
            "chorus_commitment_number": row["commitment"],
        }
    )


def create_contracts(env, rows):
    """Create contracts and their lines, as the rows enter them.

    :return: the lines
    """
    contracts = {
        _contract_name(row): {
            "name": row["contract"],
            "partner_id": get_record(env, authority_name(row["authority"])).id,
            "line_recurrence": True,
        }
        for row in rows
    }
    contracts = create_missing(env, "contract.contract", contracts)
    lines = {
        line_name(row["authority"], row["product"]): _prepare_line_vals(
            contracts[_contract_name(row)], row
        )
        for row in rows
    }
    lines = create_missing(env, "contract.line", lines)
    return env["contract.line"].union(*lines.values())


def _prepare_line_vals(contract, row):
    product = get_record(contract.env, product_name(row["product"]))
    return without_blanks(
        {
            "contract_id": contract.id,
            "product_id": product.id,
            "name": product.name,
            "quantity": float(row["quantity"]),
            "specific_price": float(row["price"] or product.list_price),
            "date_start": to_date(row["date_start"]),
            "date_end": to_date(row["date_end"]),
            "billing_period": row["billing_period"],
            "price_period": row["price_period"],
        }
    )


def create_campaign(env, row):
    """Create a campaign and plan it; one that exists is left as it is."""
    name = f"campaign_{row['key']}"
    known = find_record(env, name)
    if known:
        return known
    families = [_family(env, family) for family in row["families"].split(",") if family]
    partners = _get_territory(env, row["territories"])
    day = to_date(row["date"])
    exercice = env["numerian.exercice"]._get_or_create(day.year, env.company)
    vals = {
        "name": row["name"],
        "exercice_id": exercice.id,
        "date": day,
        "family_ids": [Command.set([family.id for family in families])],
        "partner_ids": [Command.set(partners.ids)],
        "regularise_from": to_date(row["regularise_from"]),
        "period_to": to_date(row["period_to"]),
        "minimum_amount": float(row["minimum"] or 0),
        "include_late": bool(row["late"]),
        "is_last": bool(row["is_last"]),
    }
    campaign = create_missing(env, "numerian.billing.campaign", {name: vals})[name]
    campaign.action_plan()
    return campaign


def _get_territory(env, names):
    """Return the EPCI of these names and their members."""
    epci = env["res.partner"]
    for name in filter(None, names.split(",")):
        epci |= get_record(env, authority_name(name))
    return epci | epci.epci_member_ids


def authority_name(key):
    return f"authority_{key}"


def line_name(authority, product):
    return f"line_{authority}_{_slug(product)}"


def _contract_name(row):
    return f"contract_{row['authority']}_{_slug(row['contract'])}"


def product_name(code):
    return f"product_{_slug(code)}"


def _slug(text):
    return text.lower().replace(" ", "_").replace("-", "_")


def _family(env, name):
    return _own(env, f"service_family_{name}")


def _own(env, name):
    return env.ref(f"numerian_collectivites.{name}")


def _chart(env, name):
    """Return what the chart of accounts calls by this name, or nothing."""
    return env.ref(f"account.{env.company.id}_{name}", raise_if_not_found=False)
