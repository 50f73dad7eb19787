# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

{
    "name": "Numérian Cyber",
    "summary": "Cybersecurity services quoted on the portal, with their subsidies",
    "version": "19.0.1.0.0",
    "category": "Sales",
    "author": "Numérian",
    "website": "https://github.com/numerian/odoo-addons",
    "license": "AGPL-3",
    "application": True,
    "depends": ["numerian_collectivites", "sale"],
    "data": [
        "security/numerian_cyber_groups.xml",
        "security/ir.model.access.csv",
        "security/numerian_cyber_rules.xml",
        "data/product_product.xml",
        "data/numerian_cyber_service.xml",
        "data/product_pricelist.xml",
        "views/numerian_cyber_menus.xml",
    ],
}
