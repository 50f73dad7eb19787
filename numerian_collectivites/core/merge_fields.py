# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Fields in the text of a clause: ``{{collectivite.nom}}``; no ORM, no clock.

The list is closed: a name that is not in it is refused when the clause is written, so
that no contract leaves with a hole. Values are escaped: a name is never markup.
"""

import re
from html import escape

FIELDS = (
    "collectivite.nom",
    "collectivite.siret",
    "collectivite.adresse",
    "syndicat.nom",
    "syndicat.siret",
    "contrat.nom",
    "contrat.reference",
    "contrat.debut",
    "contrat.fin",
    "contrat.duree_mois",
    "contrat.preavis_mois",
)
_FIELD = re.compile(r"\{\{\s*(.*?)\s*\}\}", re.DOTALL)


def unknown(text: str) -> list[str]:
    """Return the fields of a text that are in no list, once each, in their order."""
    names = dict.fromkeys(_FIELD.findall(text))
    return [name for name in names if name not in FIELDS]


def has_stray_braces(text: str) -> bool:
    """Return whether braces remain that open or close no field."""
    rest = _FIELD.sub("", text)
    return "{{" in rest or "}}" in rest


def merge(text: str, values: dict[str, str]) -> str:
    """Return a text of HTML with each field replaced by its value, escaped.

    :param values: by name, every field of the text at least
    :raises KeyError: for a field without a value
    """
    return _FIELD.sub(lambda found: escape(values[found.group(1)]), text)
