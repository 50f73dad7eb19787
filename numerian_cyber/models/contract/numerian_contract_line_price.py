# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class NumerianContractLinePrice(models.Model):
    """A version of price and quantity that a signed quote brought about."""

    _inherit = "numerian.contract.line.price"

    cyber_order_id = fields.Many2one(
        "sale.order",
        string="Signed quote",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
