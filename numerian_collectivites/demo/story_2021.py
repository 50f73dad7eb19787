# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The story of 2020-2022: three billing errors, found and put right by the ledger.

Everything goes through the methods of the models, in the order in which it happened:
the contracts as they were wrongly entered, the billing of 2020 and 2021, the truth,
the review that finds what was billed in excess, the draft credit notes, the calendar
of 2022, planned for the scheduled action to run. Amounts in euros excluding VAT.

Source: minutes of the board of 7 June 2022, item 2 (the errors), item 4 (the calendar).
"""

from datetime import date, timedelta

from .entries import (
    create_authorities,
    create_campaign,
    create_contracts,
    create_products,
    create_users,
    line_name,
    product_name,
)
from .portal_users import create_portal_users
from .records import get_record, read_rows, to_date
from .titres import get_invoice, import_titres

ODOO_SINCE = date(2020, 1, 1)  # before, another software billed
BOARD_SESSION = date(2022, 6, 7)
CALENDAR_2022_VOTED = date(2022, 5, 31)  # who joins later is billed in October
START_OF_COSOLUCE = date(2021, 9, 1)
END_OF_HOTSPOT = date(2017, 6, 30)
IMPUTATION = {  # plausible, not published
    "titre_imputation": "7068",
    "titre_product_code": "0107",
}
COSOLUCE_REASON = (
    "Logiciel pris en cours d'année : au contrat, maintenance de 2021 au prorata "
    "du nombre de mois d'utilisation. Signalé par la commune."
)
HOTSPOT_REASON = (
    "Commande annulée par courriel fin juin 2017, matériel repris : l'annulation "
    "n'avait pas été enregistrée."
)


def load(env):
    """Load the story, or what is missing of it: loading it again changes nothing."""
    env = env(context=dict(env.context, lang="fr_FR"))
    env.company.billing_start_date = env.company.billing_start_date or ODOO_SINCE
    for field, value in IMPUTATION.items():
        env.company[field] = env.company[field] or value
    create_users(env)
    create_products(env)
    create_authorities(env)
    create_portal_users(env)
    enter_contracts(env)
    bill(env, 2020)
    credit_burzet_2020(env)
    bill(env, 2021)
    import_titres(env)
    record_the_truth(env)
    prepare_credit_notes(env)
    close_earlier_exercices(env)
    apply_prices_of_2022(env)
    apply_amendments(env)
    plan_2022(env)


def get_line(env, authority, product):
    return get_record(env, line_name(authority, product))


def enter_contracts(env):
    """Take over the contracts, and what the former software billed."""
    lines = create_contracts(env, _get_contract_rows(joined_later=False))
    if env["numerian.billing.adjustment"].search_count(
        [("contract_line_id", "in", lines.ids)], limit=1
    ):
        return
    hotspot = get_line(env, "burzet", "HOTSPOT")
    env["numerian.billing.adjustment"].create(
        [
            {
                "contract_line_id": hotspot.id,
                "period_start": date(2017, 1, 1),
                "amount": 58.0,
                "reason": "2017, mai et juin : facturés dans l'ancien logiciel",
            },
            *_prepare_openings(lines),
        ]
    )


def _get_contract_rows(joined_later):
    later = {
        row["key"]
        for row in read_rows("authorities.csv")
        if to_date(row["member_since"]) > CALENDAR_2022_VOTED
    }
    return [
        row
        for row in read_rows("contracts.csv")
        if (row["authority"] in later) == joined_later
    ]


def _prepare_openings(lines):
    """What the former software still billed in 2020: everything but HotSpot."""
    deltas = lines.env["numerian.billing.ledger"]._get_deltas(
        lines.contract_id, ODOO_SINCE, date(2020, 12, 31)
    )
    internet = lines.env.ref("numerian_collectivites.service_family_internet")
    others = lines.filtered(lambda line: line.service_family_id != internet)
    return [
        {
            "contract_line_id": delta.line_id,
            "period_start": delta.period.first,
            "amount": float(delta.amount),
            "reason": "2020 : facturé dans l'ancien logiciel",
        }
        for delta in deltas
        if delta.line_id in others._ids
    ]


def bill(env, year):
    """Run the campaigns of a year, unless they are done."""
    for row in read_rows("campaigns.csv"):
        if to_date(row["date"]).year == year:
            campaign = create_campaign(env, row)
            if campaign.state in ("planned", "running"):
                campaign.action_run()


def credit_burzet_2020(env):
    """The syndicate credited 2020, and only 2020: the service went on being billed."""
    invoice = get_invoice(env, "2020_hotspot", "burzet")
    if invoice.reversal_move_ids:
        return
    reversal = (
        env["account.move.reversal"]
        .with_context(active_model="account.move", active_ids=invoice.ids)
        .create(
            {
                "journal_id": invoice.journal_id.id,
                "date": date(2020, 11, 16),
                "reason": "HotSpot Cigale : réclamation de la commune",
            }
        )
    )
    reversal.reverse_moves()
    reversal.new_move_ids.action_post()


def record_the_truth(env):
    """What the three communes had said all along, through explicit corrections."""
    for authority in ("brossainc", "saint_jacques_d_atticieux"):
        line = get_line(env, authority, "COSO")
        if line.date_start != START_OF_COSOLUCE:
            line._correct_billed({"date_start": START_OF_COSOLUCE}, COSOLUCE_REASON)
    hotspot = get_line(env, "burzet", "HOTSPOT")
    if not hotspot.date_end:
        hotspot.stop(END_OF_HOTSPOT)
        hotspot.contract_id.message_post(body=HOTSPOT_REASON)


def prepare_credit_notes(env):
    """Review what is past on the day of the session, prepare the draft credit notes."""
    review = env["numerian.billing.discrepancy"]
    lines = get_line(env, "burzet", "HOTSPOT")
    for authority in ("brossainc", "saint_jacques_d_atticieux"):
        lines |= get_line(env, authority, "COSO")
    domain = [("contract_line_id", "in", lines.ids)]
    if not review.search_count(domain, limit=1):
        review._refresh(env.company, until=BOARD_SESSION)
        found = review.search(domain)
        found.action_prepare_credit_notes()
        found.move_ids.invoice_date = BOARD_SESSION


def close_earlier_exercices(env):
    """2020 and 2021 are closed: their titres are cancelled by expense orders."""
    exercices = env["numerian.exercice"].search(
        [
            ("company_id", "=", env.company.id),
            ("year", "<", 2022),
            ("state", "!=", "closed"),
        ]
    )
    exercices.action_close()


def apply_prices_of_2022(env):
    """The tariff of 2022: a dated version of each line at the catalogue's price."""
    for row in read_rows("catalogue.csv"):
        product = get_record(env, product_name(row["code"]))
        price = float(row["price_2022"] or row["price"])
        if product.list_price == price:
            continue
        lines = env["contract.line"].search(
            [
                ("product_id", "=", product.id),
                ("specific_price", "=", float(row["price"])),
            ]
        )
        for line in lines:
            _add_version(line, date(2022, 1, 1), "Tarifs 2022", price_unit=price)
        product.list_price = price


def _add_version(line, day, reason, **changes):
    """Change the price or the quantity of a line from a day on."""
    current = line._get_version_at(day)
    vals = {"price_unit": current.price_unit, "quantity": current.quantity}
    if current.date_from != day:
        line.env["numerian.contract.line.price"].create(
            vals
            | changes
            | {"contract_line_id": line.id, "date_from": day, "reason": reason}
        )


def apply_amendments(env):
    """One line with more workstations, one stopped, one replaced by a successor."""
    for row in read_rows("amendments.csv"):
        line = get_line(env, row["authority"], row["product"])
        day = to_date(row["date"])
        if row["kind"] == "version":
            _add_version(line, day, row["reason"], quantity=float(row["quantity"]))
        elif not line.date_end:
            _end(line, day, row)
            line.contract_id.message_post(body=row["reason"])


def _end(line, day, row):
    if row["kind"] == "stop":
        line.stop(day)
        return
    line.stop(day - timedelta(days=1))
    successor = line.plan_successor(day, False, False)
    successor.price_version_ids.write(
        {
            "price_unit": float(row["price"]),
            "quantity": float(row["quantity"]),
            "reason": row["reason"],
        }
    )


def plan_2022(env):
    """Plan the calendar; who joins after its vote is billed by the October campaign.

    Nobody tells October whom: it takes what arrived late, whoever owes it.
    """
    for row in read_rows("campaigns.csv"):
        if row["key"].startswith("2022"):
            create_campaign(env, row)
    create_contracts(env, _get_contract_rows(joined_later=True))
