# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The demonstration in figures, as ``setup/run`` prints it. Amounts excluding VAT."""

from odoo.tools.misc import formatLang

from .entries import USERS
from .records import MODULE

# Login, which is also the password -> what the person does, in French.
LOGINS = {login: name for login, (name, _group) in USERS.items()}
DOCUMENTS = {"out_invoice": "Factures", "out_refund": "Avoirs"}


def get_logins(env):
    """Return ``{login: what the person does}`` of the users of all our stories."""
    records = env["ir.model.data"].search(
        [("module", "=", MODULE), ("model", "=", "res.users")], order="id"
    )
    users = env["res.users"].browse(records.mapped("res_id")).exists()
    return {user.login: user.name for user in users}


def summary(env):
    """Return rows ``(French label, value)``, ready to print."""
    env = env(context=dict(env.context, lang="fr_FR"))
    return [
        *_get_counts(env),
        *_get_documents(env),
        *_get_discrepancies(env),
        *_get_credit_notes(env),
        *_get_year(env),
    ]


def _get_counts(env):
    contracts = env["contract.contract"].search_count(
        [("generation_type", "=", "campaign")]
    )
    lines = env["contract.line"].search_count([("generation_type", "=", "campaign")])
    authorities = env["res.partner"].search_count([("is_local_authority", "=", True)])
    return [
        ("Collectivités", str(authorities)),
        ("Contrats", str(contracts)),
        ("Lignes de contrat", str(lines)),
    ]


def _get_documents(env):
    """Posted invoices and credit notes by exercice."""
    groups = env["account.move"]._read_group(
        [("move_type", "in", list(DOCUMENTS)), ("state", "=", "posted")],
        ["invoice_date:year", "move_type"],
        ["__count", "amount_untaxed:sum"],
        order="invoice_date:year, move_type",
    )
    return [
        (f"{DOCUMENTS[move_type]} {day.year}", _count_and_amount(env, count, amount))
        for day, move_type, count, amount in groups
    ]


def _get_discrepancies(env):
    review = env["numerian.billing.discrepancy"]
    labels = dict(review._fields["kind"]._description_selection(env))
    groups = review._read_group([], ["kind"], ["__count", "amount:sum"])
    return [
        (f"Anomalies : {labels[kind].lower()}", _count_and_amount(env, count, amount))
        for kind, count, amount in groups
    ]


def _get_credit_notes(env):
    """Draft credit notes, with the invoice that each one corrects."""
    credit_notes = env["account.move"].search(
        [
            ("move_type", "=", "out_refund"),
            ("state", "=", "draft"),
            ("reversed_entry_id", "!=", False),
        ],
        order="partner_id, id",
    )
    return [
        (
            f"Avoir préparé : {note.partner_id.name}, {_get_origin_text(note)}",
            _amount(env, note.amount_untaxed),
        )
        for note in credit_notes
    ]


def _get_year(env):
    """Titres issued, and what is billed, of each exercice that has any."""
    exercices = env["numerian.exercice"].search(
        [("company_id", "=", env.company.id)], order="year"
    )
    rows = []
    for exercice in exercices:
        titres = exercice.bordereau_ids.filtered("is_issued").move_ids
        if titres:
            rows.append(
                (f"Titres et réductions émis {exercice.year}", str(len(titres)))
            )
        if exercice.due_amount:
            share = f"{exercice.target_billed_share:.1%}".replace(".", ",")
            share = share.replace("%", " %")
            rows.append((f"Facturé fin octobre {exercice.year}", share))
    return rows


def _get_origin_text(credit_note):
    origin = credit_note.reversed_entry_id
    return origin.titre_reference or origin.name


def _count_and_amount(env, count, amount):
    return f"{count} ({_amount(env, amount)})"


def _amount(env, amount):
    return f"{formatLang(env, amount, currency_obj=env.company.currency_id)} HT"
