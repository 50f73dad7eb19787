# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The assemblies in figures, as ``setup/run`` prints them."""

from .session_2022 import USERS

# Login, which is also the password -> what the person does, in French.
LOGINS = {login: name for login, (name, _group) in USERS.items()}


def summary(env):
    """Return rows ``(French label, value)``, ready to print."""
    voted = env["numerian.deliberation"].search(
        [("company_id", "=", env.company.id), ("number", "!=", False)]
    )
    adopted = voted.filtered(lambda d: d.outcome == "adopted")
    ratified = adopted.filtered(lambda d: d.ratifying_body_id and not d.in_force_date)
    return [
        ("Délibérations adoptées", str(len(adopted))),
        ("Délibérations à entériner", str(len(ratified))),
    ]
