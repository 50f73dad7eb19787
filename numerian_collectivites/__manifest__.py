# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

{
    "name": "Numérian Collectivités",
    "summary": "Local authorities, prorated contracts and billing campaigns",
    "version": "19.0.1.0.0",
    "category": "Accounting",
    "author": "Numérian",
    "website": "https://github.com/numerian/odoo-addons",
    "license": "AGPL-3",
    "application": True,
    "depends": [
        "account_invoice_start_end_dates",
        "contract_termination",
        "l10n_fr_account",
        "l10n_fr_siret",
    ],
    "data": [
        "security/numerian_collectivites_groups.xml",
        "security/ir.model.access.csv",
        "security/numerian_collectivites_rules.xml",
        "views/numerian_collectivites_menus.xml",
    ],
}
