# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class QueueJob(models.Model):
    """A job may work for a billing campaign."""

    _inherit = "queue.job"

    billing_campaign_id = fields.Many2one(
        "numerian.billing.campaign",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
