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
        "data/mail_activity_type.xml",
        "data/ir_cron.xml",
        "report/sale_order_templates.xml",
        "views/quote_portal_templates.xml",
        "views/quote_portal_choices.xml",
        "views/numerian_cyber_menus.xml",
        "views/numerian_cyber_service_views.xml",
        "views/product_pricelist_views.xml",
        "views/sale_order_form_views.xml",
        "views/sale_order_views.xml",
        "views/numerian_cyber_licence_views.xml",
        "views/contract_line_wizard_views.xml",
        "views/res_partner_views.xml",
        "views/res_config_settings_views.xml",
    ],
    "assets": {
        "web.assets_frontend": [
            "numerian_cyber/static/src/interactions/*.js",
            "numerian_cyber/static/src/scss/*.scss",
        ],
        "web.assets_tests": ["numerian_cyber/static/tests/tours/*.js"],
    },
}
