"""Twelve communes billed, with an address, and a mail server."""

import os

from odoo_workers import environment

with environment() as env:
    env["ir.mail_server"].search([]).active = False
    env["ir.mail_server"].create(
        {
            "name": "Fake",
            "smtp_host": "127.0.0.1",
            "smtp_port": int(os.environ["SMTP_PORT"]),
            "smtp_encryption": "none",
        }
    )
    env.company.email = "facturation@syndicat.test"
    tax = env["account.tax"].search(
        [("type_tax_use", "=", "sale"), ("amount", "=", 20)], limit=1
    )
    product = env["product.product"].create(
        {"name": "Maintenance", "type": "service", "taxes_id": [(6, 0, tax.ids)]}
    )
    communes = env["res.partner"].create(
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
    env["contract.contract"].create(
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
    exercice = env["numerian.exercice"]._get_or_create(2022, env.company)
    campaign = env["numerian.billing.campaign"].create(
        {"name": "Mai 2022", "exercice_id": exercice.id, "date": "2022-05-15"}
    )
    campaign.action_run()
    campaign.delivery = "mail"
    env.cr.commit()
