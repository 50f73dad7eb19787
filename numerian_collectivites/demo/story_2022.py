# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What follows the billing of 2022: bordereaux, and what the accountant received.

To be loaded after the scheduled billing. The year is seen from its end of October: the
campaigns up to September are issued and sent, those of October wait for a signature;
two titres out of five are paid late. Nothing is invented that a method does not check.
"""

import base64
from datetime import date, timedelta

from ..core.csv_text import write
from .records import get_record, read_rows, to_date

SENT_UNTIL = date(2022, 9, 30)
ISSUED_UNTIL = date(2022, 10, 12)
PREPARED_UNTIL = date(2022, 11, 30)
PAID_UNTIL = date(2022, 10, 31)
PAID_FROM = 400.0  # incl. VAT; the small ones are late: loading stays short
IN_DISPUTE = (2452, 2518, 1412)  # the accountant waits for the credit notes
COLUMNS = ("exercice", "titre", "montant", "date", "reference")


def load(env):
    """Load the story, or what is missing of it: loading it again changes nothing."""
    env = env(context=dict(env.context, lang="fr_FR"))
    issue_bordereaux(env)
    register_payments(env)


def issue_bordereaux(env):
    """Put each campaign of 2022 on its bordereau, as far as the year has gone."""
    for row in read_rows("campaigns.csv"):
        day = to_date(row["date"])
        if day.year != 2022 or day > PREPARED_UNTIL:
            continue
        moves = get_record(env, f"campaign_{row['key']}").move_ids
        moves = moves.filtered(lambda move: move.titre_state == "to_issue")
        for bordereau in env["numerian.bordereau"]._create_for(moves):
            bordereau.date = max(bordereau.move_ids.mapped("invoice_date"))
            bordereau.issuer_id = get_record(env, "user_responsable")
            if day <= ISSUED_UNTIL:
                bordereau.action_issue()
            if day <= SENT_UNTIL:
                bordereau.action_send()


def register_payments(env):
    """Import the accountant's file of the payments received by the end of October."""
    rows = _get_payment_rows(env)
    bank = env["account.journal"].search(
        [("type", "=", "bank"), ("company_id", "=", env.company.id)], limit=1
    )
    if not rows or not bank:
        return
    env["numerian.titre.payment.import"].create(
        {
            "file": base64.b64encode(write(COLUMNS, rows)),
            "file_name": "retour-comptable-2022.csv",
            "journal_id": bank.id,
        }
    ).action_apply()


def _get_payment_rows(env):
    titres = env["account.move"].search(
        [
            ("company_id", "=", env.company.id),
            ("titre_type", "=", "01"),
            ("titre_number", ">", 0),
            ("titre_number", "not in", IN_DISPUTE),
            ("payment_state", "=", "not_paid"),
            ("titre_exercice_id.year", ">=", 2021),
            ("amount_total", ">=", PAID_FROM),
        ],
        order="invoice_date, titre_number",
    )
    rows = []
    for titre in titres:
        day = titre.invoice_date_due + timedelta(days=_get_delay(titre))
        if day <= PAID_UNTIL:
            year, number = titre.titre_exercice_id.year, titre.titre_number
            amount = f"{titre.amount_residual:.2f}".replace(".", ",")
            rows.append([year, number, amount, day, f"VIR {year}-{number}"])
    return rows


def _get_delay(titre):
    """Return the days between the due date and the payment, before it or after."""
    late = titre.titre_number % 5 < 2
    return 10 + titre.titre_number % 20 if late else titre.titre_number % 9 - 8
