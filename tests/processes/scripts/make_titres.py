"""Posted invoices of 2022 and reductions of some of them, to be issued."""

import os

from odoo_workers import open_environment

INVOICES, CREDITS = int(os.environ["INVOICES"]), int(os.environ["CREDITS"])
env = open_environment()
env.company.titre_imputation = "7068"
tax = env["account.tax"].search(
    [("type_tax_use", "=", "sale"), ("amount", "=", 20)], limit=1
)
debtor = env["res.partner"].create(
    {
        "name": "Brossainc",
        "is_local_authority": True,
        "company_registry": "21070044900015",
    }
)
exercice = env["numerian.exercice"]._get_or_create(2022, env.company)
line = {"name": "Maintenance", "price_unit": 10.0, "tax_ids": [(6, 0, tax.ids)]}


def post(count, move_type, origins=None):
    moves = env["account.move"].create(
        [
            {
                "move_type": move_type,
                "partner_id": debtor.id,
                "invoice_date": "2022-06-30",
                "invoice_line_ids": [(0, 0, line)],
                "reversed_entry_id": origins[number].id if origins else False,
            }
            for number in range(count)
        ]
    )
    moves.action_post()
    return moves


# The titres that the reductions correct are there before, numbered elsewhere.
origins = post(CREDITS, "out_invoice")
env["account.move"]._import_titres(
    exercice, {move: number for number, move in enumerate(origins, 1)}
)
post(CREDITS, "out_refund", origins)
post(INVOICES, "out_invoice")
env.cr.commit()
