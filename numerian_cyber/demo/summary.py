# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The quotes of cybersecurity in figures, as ``setup/run`` prints them."""

from .quotes_2022 import USERS

# Login, which is also the password -> what the person does, in French.
LOGINS = {login: name for login, (name, _group) in USERS.items()}


def summary(env):
    """Return rows ``(French label, value)``, ready to print."""
    quotes = env["sale.order"].search(
        [("company_id", "=", env.company.id), ("is_cyber_quote", "=", True)]
    )
    signed = quotes.filtered(lambda quote: quote.state == "sale")
    return [("Devis cyber signés", f"{len(signed)} sur {len(quotes)}")]
