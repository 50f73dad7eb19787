# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Are the translation files those of the code, and is the French complete?

Runs in the virtual environment (it needs polib): ``translations.py check|merge DIR``,
where DIR holds a fresh ``MODULE.pot`` of each module, as Odoo has exported it.
"""

import re
import sys
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[2]
_DATES = ("POT-Creation-Date", "PO-Revision-Date")
_PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\{.*?\}\}")


def check(fresh: Path) -> list[str]:
    """Compare the committed files of a module with a fresh export."""
    module, folder = fresh.stem, ROOT / fresh.stem / "i18n"
    committed, french = folder / fresh.name, folder / "fr.po"
    missing = [path for path in (committed, french) if not path.exists()]
    if missing:
        return [f"{path} manque" for path in missing]
    found = []
    if _body(committed) != _body(fresh):
        found.append(f"{module}.pot n'est pas celui du code")
    source, translated = _entries(fresh), _entries(french)
    found += [
        f"fr.po de {module}, absent : {text!r}" for text in source.keys() - translated
    ]
    found += [
        f"fr.po de {module}, en trop : {text!r}"
        for text in translated.keys() - source.keys()
    ]
    found += [
        f"fr.po de {module}, {problem} : {text!r}"
        for text, entry in translated.items()
        if (problem := _problem(entry))
    ]
    return found


def merge(fresh: Path):
    """Bring the committed files up to date; keep the translations that still serve."""
    folder = ROOT / fresh.stem / "i18n"
    folder.mkdir(exist_ok=True)
    french = folder / "fr.po"
    known = _entries(french) if french.exists() else {}
    (folder / fresh.name).write_bytes(fresh.read_bytes())
    merged = polib.pofile(str(fresh), wrapwidth=78)
    merged.metadata |= {"Language": "fr", "Plural-Forms": "nplurals=2; plural=(n > 1);"}
    for entry in merged:
        if entry.msgid in known:
            entry.msgstr = known[entry.msgid].msgstr
            entry.flags = known[entry.msgid].flags
    merged.save(str(french))
    missing = len(merged.untranslated_entries())
    print(f"{fresh.stem} : {len(merged)} textes, {missing} à traduire")


def _entries(path: Path) -> dict:
    return {
        entry.msgid: entry for entry in polib.pofile(str(path)) if not entry.obsolete
    }


def _problem(entry) -> str:
    if entry.fuzzy:
        return "à revoir (fuzzy)"
    if not entry.translated():
        return "non traduit"
    if sorted(_PLACEHOLDER.findall(entry.msgid)) != sorted(
        _PLACEHOLDER.findall(entry.msgstr)
    ):
        return "paramètres différents"
    return ""


def _body(path: Path) -> list[str]:
    lines = path.read_text().splitlines()
    return [
        line for line in lines if not line.startswith(tuple(f'"{d}' for d in _DATES))
    ]


def main() -> int:
    action, directory = sys.argv[1:]
    exports = sorted(Path(directory).glob("*.pot"))
    if action == "merge":
        for fresh in exports:
            merge(fresh)
        return 0
    found = [problem for fresh in exports for problem in check(fresh)]
    if found:
        print("\n".join(found))
        print("« ./setup/i18n » met les fichiers à jour ; il reste à traduire fr.po.")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
