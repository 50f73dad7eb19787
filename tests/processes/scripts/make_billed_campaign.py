"""Twelve communes billed, with an address, and a mail server; Odoo shell."""

import os

env["ir.mail_server"].search([]).active = False  # noqa: F821 (given by the shell)
env["ir.mail_server"].create(  # noqa: F821
    {
        "name": "Fake",
        "smtp_host": "127.0.0.1",
        "smtp_port": int(os.environ["SMTP_PORT"]),
        "smtp_encryption": "none",
    }
)
env.company.email = "facturation@syndicat.test"  # noqa: F821
tax = env["account.tax"].search(  # noqa: F821
    [("type_tax_use", "=", "sale"), ("amount", "=", 20)], limit=1
)
product = env["product.product"].create(  # noqa: F821
    {"name": "Maintenance", "type": "service", "taxes_id": [(6, 0, tax.ids)]}
)
communes = env["res.partner"].create(  # noqa: F821
    [
        {
            "name": f"Commune {n:02}",
            "is_local_authority": True,
            "email": f"mairie{n:02}@commune.test",
        }
        for n in range(12)
    ]
)
line = {"product_id": product.id, "price_unit": 345.0, "date_start": "2022-01-01"}
env["contract.contract"].create(  # noqa: F821
    [
        {
            "name": f"Contrat {commune.name}",
            "partner_id": commune.id,
            "generation_type": "campaign",
            "contract_line_ids": [(0, 0, line)],
        }
        for commune in communes
    ]
)
exercice = env["numerian.exercice"]._get_or_create(2022, env.company)  # noqa: F821
campaign = env["numerian.billing.campaign"].create(  # noqa: F821
    {"name": "Mai 2022", "exercice_id": exercice.id, "date": "2022-05-15"}
)
campaign.action_run()
campaign.delivery = "mail"
env.cr.commit()  # noqa: F821
