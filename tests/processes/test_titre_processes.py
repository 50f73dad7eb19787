# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Two workers issue the titres of one exercice and roll some back: no gap, no double.

Each has 200 invoices of 10.00 and 20 reductions; 40 titres were imported before.
"""

from conftest import run_together

INVOICES, CREDITS = 400, 40
NUMBERS = """
    SELECT titre_number FROM account_move
     WHERE titre_number > 0 AND titre_type = '{kind}' ORDER BY 1
"""
BORDEREAUX = """
    SELECT number, move_count, cumulative_amount FROM numerian_bordereau
     WHERE state = 'issued' AND bordereau_type = '{kind}' ORDER BY 1
"""
COUNTERS = """
    SELECT series, last_number FROM numerian_titre_counter
     WHERE bordereau_type = '{kind}' AND last_number > 0 ORDER BY 1
"""


def test_two_workers_issue_titres(empty_database, tmp_path):
    database = empty_database
    database.run("make_titres.py", INVOICES=str(INVOICES), CREDITS=str(CREDITS))
    results = run_together(
        database, "issue_titres.py", tmp_path, [{"SHARE": 0}, {"SHARE": 1}]
    )
    assert [result["issued"] for result in results] == [220, 220]
    assert all(result["rolled_back"] > 0 for result in results)
    check_series(database, "01", imported=CREDITS, titres=INVOICES)
    check_series(database, "02", imported=0, titres=CREDITS)


def check_series(database, kind, imported, titres):
    numbers = [number for (number,) in database.rows(NUMBERS.format(kind=kind))]
    assert numbers == list(range(1, imported + titres + 1))
    bordereaux = database.rows(BORDEREAUX.format(kind=kind))
    assert [row[0] for row in bordereaux] == list(range(1, len(bordereaux) + 1))
    reached = 0
    for _number, count, cumulative in bordereaux:  # 10.00 each, in the order of issue
        reached += 10 * count
        assert cumulative == reached
    assert reached == 10 * titres
    assert database.rows(COUNTERS.format(kind=kind)) == [
        ("bordereau", len(bordereaux)),
        ("titre", imported + titres),
    ]
