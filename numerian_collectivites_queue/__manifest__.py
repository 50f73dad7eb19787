# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

{
    "name": "Numérian Collectivités: Job Queue",
    "summary": "Billing campaigns worked at by several workers and hosts",
    "version": "19.0.1.0.0",
    "category": "Accounting",
    "author": "Numérian",
    "website": "https://github.com/numerian/odoo-addons",
    "license": "AGPL-3",
    "auto_install": True,
    "depends": ["numerian_collectivites", "queue_job"],
    "data": [
        "data/queue_job.xml",
        "views/numerian_billing_campaign_views.xml",
    ],
}
