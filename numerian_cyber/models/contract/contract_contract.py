# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class ContractContract(models.Model):
    """A contract that a signed quote of cybersecurity services became."""

    _inherit = "contract.contract"

    cyber_order_id = fields.Many2one(
        "sale.order",
        string="Signed quote",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )

    _cyber_order_uniq = models.UniqueIndex(
        "(cyber_order_id) WHERE cyber_order_id IS NOT NULL",
        "This quote has its contract already.",
    )

    def action_view_cyber_order(self):
        self.ensure_one()
        return self.cyber_order_id.get_formview_action()
