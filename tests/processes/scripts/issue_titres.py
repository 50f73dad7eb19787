"""Issue the bordereaux of a share of the documents, some rolled back."""

import os
import random

from odoo_workers import open_environment, report, wait_for_start
from psycopg2.errors import SerializationFailure

SHARE = int(os.environ["SHARE"])  # 0 or 1: one document in two
chance = random.Random(SHARE)
env = open_environment()
exercice = env["numerian.exercice"].search([("year", "=", 2022)])
waiting = env["account.move"].search(
    [("titre_exercice_id", "=", exercice.id), ("titre_number", "in", (0, False))],
    order="id",
)
mine = {
    kind: moves.ids[SHARE::2]
    for kind, moves in waiting.grouped(lambda move: move._get_titre_type()).items()
}
wait_for_start()
issued = rolled_back = conflicts = 0


def restart():
    env.cr.rollback()
    env.invalidate_all()


while any(mine.values()):
    kind = chance.choice([kind for kind, ids in mine.items() if ids])
    batch = mine[kind][: chance.randint(1, 12)]
    try:
        bordereau = env["numerian.bordereau"].create(
            {"exercice_id": exercice.id, "date": "2022-06-30", "bordereau_type": kind}
        )
        bordereau._add_moves(env["account.move"].browse(batch))
        bordereau.action_issue()
        if chance.random() < 0.3:
            rolled_back += 1
            restart()
            continue
        env.cr.commit()
    except SerializationFailure:  # as Odoo's server does: roll back, start again
        conflicts += 1
        restart()
        continue
    mine[kind] = mine[kind][len(batch) :]
    issued += len(batch)
report(issued=issued, rolled_back=rolled_back, conflicts=conflicts)
