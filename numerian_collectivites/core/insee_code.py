# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Codes of French communes in the *Code officiel géographique* (COG) of INSEE.

No ORM, no clock. A code has five characters, letters in 2A and 2B alone, a leading
zero in the first nine départements: it is text, never a number. What is known stands
in ``data/communes.csv``: the 34,969 communes of 1 January 2026 (overseas collectivities
included) with their SIREN and municipal population, and 4,285 codes that are not, or no
longer, those of a commune (merged communes, districts of Paris, Lyon, Marseille), each
with the code of the commune that holds it today.

Source: INSEE and DGCL, through the package @etalab/decoupage-administratif 6.0.0
(9 March 2026), data under Licence Ouverte / Open Licence (Etalab). Rebuilt every year
by ``setup/lib/build_communes.py``.

Worked example: ``find_commune("7045")`` is Burzet, 07045, SIREN 210700456.

The SIREN is read, not computed: the rule "21, département, 0, commune, key" gives a
wrong number for one commune in six (shifted numbers, merged communes).
"""

from bisect import bisect_left
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

COMMUNES_FILE = Path(__file__).parents[1] / "data" / "communes.csv"
POPULATION_YEAR = 2023  # legal populations in force on 1 January 2026
CODE_LENGTH = 5


class Commune(NamedTuple):
    """A line of the list; ``current_code`` is set on a code no longer in use.

    ``siren`` and ``name`` may be empty, ``population`` is 0 when not published.
    """

    code: str
    name: str
    siren: str = ""
    population: int = 0
    current_code: str = ""


def normalise(code: str) -> str:
    """Return the code as INSEE writes it: no space, capitals, its leading zero.

    A spreadsheet turns 07045 into 7045: four digits can only be that.
    """
    compact = "".join(code.split()).upper()
    if len(compact) == CODE_LENGTH - 1 and compact.isdigit():
        return f"0{compact}"
    return compact


def is_well_formed(code: str) -> bool:
    """Tell whether a normalised code has the shape of a commune's code."""
    digits = code[0:1] + code[2:] if code[1:2] in ("A", "B") else code
    return (
        len(code) == CODE_LENGTH
        and digits.isascii()
        and digits.isdigit()
        and (digits == code or code[0] == "2")
    )


def departement_of(code: str) -> str:
    """Return the département of a normalised code: 07, 2A, or 971 and up overseas."""
    return code[:3] if code[:2] in ("97", "98") else code[:2]


def find_commune(code: str) -> Commune | None:
    """Return the commune of a code, in any writing; ``None`` if INSEE has none."""
    wanted = normalise(code)
    if not is_well_formed(wanted):
        return None
    lines = _lines()
    index = bisect_left(lines, f"{wanted};")
    if index == len(lines) or not lines[index].startswith(f"{wanted};"):
        return None
    code, name, siren, population, current_code = lines[index].split(";")
    return Commune(code, name, siren, int(population or 0), current_code)


@lru_cache(maxsize=1)
def _lines() -> list[str]:
    """Read the list once, without its header: it is sorted by code."""
    return COMMUNES_FILE.read_text(encoding="utf-8").splitlines()[1:]
