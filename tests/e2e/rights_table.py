# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Who may do what on which model, as Odoo says it, in a table that a person can read.

``docs/rights.md`` holds it; ``setup/rights`` writes it, and a test compares.
"""

OPERATIONS = {"read": "L", "create": "C", "write": "M", "unlink": "S"}
# Column: the group that one user has, with all that it implies.
ROLES = {
    "Public": "base.group_public",
    "Portail": "base.group_portal",
    "Employé": "base.group_user",
    "Lecteur": "numerian_collectivites.group_reader",
    "Juriste": "numerian_collectivites.group_legal_officer",
    "Contrats": "numerian_collectivites.group_contract_officer",
    "Facturation": "numerian_collectivites.group_billing_clerk",
    "Responsable": "numerian_collectivites.group_manager",
    "Cyber lecteur": "numerian_cyber.group_reader",
    "Cyber": "numerian_cyber.group_officer",
    "Cyber resp.": "numerian_cyber.group_manager",
    "Membre": "numerian_board.group_member",
    "Secrétaire": "numerian_board.group_secretary",
    "Resp. instances": "numerian_board.group_manager",
}
# Models of others on which our users work all day.
OTHERS = [
    "account.move",
    "account.move.line",
    "account.payment",
    "contract.contract",
    "contract.line",
    "contract.template",
    "contract.template.line",
    "product.pricelist",
    "product.pricelist.item",
    "product.template",
    "res.company",
    "res.partner",
    "sale.order",
    "sale.order.line",
]
HEAD = """# Qui peut faire quoi

Une ligne par modèle, une colonne par rôle ; **L** lire, **C** créer, **M** modifier,
**S** supprimer, **–** rien. Un utilisateur a un rôle et tous ceux que ce rôle comprend.
Ces droits sont ceux du modèle : les règles par société, par collectivité (portail) et
par état (un document émis ne se modifie plus) les restreignent encore.

Ce tableau est fait par `./setup/rights` d'après la base ; un test échoue tant que la
base et lui diffèrent : un droit ne change pas sans que quelqu'un l'ait relu ici.
"""


def table(env) -> str:
    """Return the whole page, from the access rights of this database."""
    users = _users(env)
    parts = [
        ("Les modèles de Numérian", _ours(env, transient=False)),
        ("Les modèles d'Odoo et de l'OCA où l'on travaille", OTHERS),
        ("Les assistants de Numérian", _ours(env, transient=True)),
    ]
    texts = [HEAD]
    for title, names in parts:
        texts.append(f"## {title}\n\n" + _part(env, users, names))
    return "\n".join(texts)


def _users(env) -> dict:
    """Make a user per role, which the caller rolls back."""
    users = {}
    for number, (title, group) in enumerate(ROLES.items()):
        values = {
            "name": title,
            "login": f"rights-{number}",
            "group_ids": [(6, 0, env.ref(group).ids)],
        }
        users[title] = (
            env["res.users"].with_context(no_reset_password=True).create(values)
        )
    return users


def _ours(env, *, transient: bool) -> list[str]:
    return sorted(
        name
        for name, model in env.registry.items()
        if name.startswith("numerian.")
        and not model._abstract
        and model._transient == transient
    )


def _part(env, users: dict, names: list[str]) -> str:
    lines = [
        "| modèle | " + " | ".join(users) + " |",
        "|---|" + "---|" * len(users),
    ]
    for name in names:
        cells = [_letters(env[name].with_user(user)) for user in users.values()]
        lines.append(f"| `{name}` | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def _letters(model) -> str:
    allowed = [letter for op, letter in OPERATIONS.items() if model.has_access(op)]
    return "".join(allowed) or "–"
