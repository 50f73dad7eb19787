"""Forty communes with two services each, and a planned campaign; Odoo shell."""

tax = env["account.tax"].search(  # noqa: F821 (given by the shell)
    [("type_tax_use", "=", "sale"), ("amount", "=", 20)], limit=1
)
products = env["product.product"].create(  # noqa: F821
    [
        {"name": name, "type": "service", "taxes_id": [(6, 0, tax.ids)]}
        for name in ("Maintenance", "RGPD")
    ]
)
communes = env["res.partner"].create(  # noqa: F821
    [{"name": f"Commune {n:02}", "is_local_authority": True} for n in range(40)]
)
env["contract.contract"].create(  # noqa: F821
    [
        {
            "name": f"Contrat {commune.name}",
            "partner_id": commune.id,
            "generation_type": "campaign",
            "contract_line_ids": [
                (
                    0,
                    0,
                    {
                        "product_id": product.id,
                        "price_unit": 345.0,
                        "date_start": "2022-09-01",
                    },
                )
                for product in products
            ],
        }
        for commune in communes
    ]
)
exercice = env["numerian.exercice"]._get_or_create(2022, env.company)  # noqa: F821
campaign = env["numerian.billing.campaign"].create(  # noqa: F821
    {"name": "Mai 2022", "exercice_id": exercice.id, "date": "2022-05-15"}
)
campaign.action_plan()
env.cr.commit()  # noqa: F821
