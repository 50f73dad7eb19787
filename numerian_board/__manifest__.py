# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

{
    "name": "Numérian Board",
    "summary": "Sessions, deliberations and votes, and the acts they authorise",
    "version": "19.0.1.0.0",
    "category": "Accounting",
    "author": "Numérian",
    "website": "https://github.com/numerian/odoo-addons",
    "license": "AGPL-3",
    "application": True,
    "depends": ["numerian_collectivites"],
    "data": [
        "security/numerian_board_groups.xml",
        "security/ir.model.access.csv",
        "security/numerian_board_rules.xml",
        "data/numerian_regime.xml",
        "report/numerian_board_reports.xml",
        "report/numerian_session_templates.xml",
        "report/numerian_deliberation_templates.xml",
        "views/numerian_board_menus.xml",
        "views/numerian_regime_views.xml",
        "views/numerian_body_views.xml",
        "views/numerian_mandate_views.xml",
        "wizards/numerian_authorised_override_views.xml",
        "wizards/numerian_decision_add_views.xml",
        "wizards/numerian_deliberation_withdraw_views.xml",
        "views/numerian_session_views.xml",
        "views/numerian_agenda_item_views.xml",
        "views/numerian_deliberation_views.xml",
        "views/numerian_decision_views.xml",
        "views/numerian_loan_offer_views.xml",
        "views/numerian_titre_cancellation_views.xml",
    ],
    "assets": {
        "web.assets_tests": ["numerian_board/static/tests/tours/*.js"],
    },
}
