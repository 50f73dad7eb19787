# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.exceptions import UserError


class SaleAdvancePaymentInv(models.TransientModel):
    """No down payment on the subscriptions: the contract bills them."""

    _inherit = "sale.advance.payment.inv"

    def _create_invoices(self, sale_orders):
        subscriptions = sale_orders.order_line._filter_subscriptions()
        if self.advance_payment_method != "delivered" and subscriptions:
            raise UserError(
                self.env._(
                    "%(quotes)s: no down payment, the campaigns bill the "
                    "subscriptions. Choose the regular invoice: it holds what is paid "
                    "once.",
                    quotes=", ".join(subscriptions.order_id.mapped("name")),
                )
            )
        return super()._create_invoices(sale_orders)
