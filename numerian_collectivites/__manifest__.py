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
        "base_import",
        "contract_termination",
        "l10n_fr_account",
        "l10n_fr_siret",
    ],
    "data": [
        "security/numerian_collectivites_groups.xml",
        "security/ir.model.access.csv",
        "security/numerian_collectivites_rules.xml",
        "data/base_import_mapping.xml",
        "data/ir_cron.xml",
        "data/numerian_service_family.xml",
        "views/numerian_collectivites_menus.xml",
        "views/numerian_service_family_views.xml",
        "views/product_template_views.xml",
        "views/res_config_settings_views.xml",
        "views/res_partner_views.xml",
    ],
}
