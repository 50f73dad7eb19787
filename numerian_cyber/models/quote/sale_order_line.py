# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...core.quote import YEARS, ZERO, Amounts, Item, to_decimal

SYNC = object()  # not a value that a client could send
GUARDED_FIELDS = {
    "cyber_choice_id",
    "cyber_component_id",
    "cyber_monthly_price",
    "cyber_months",
    "discount",
    "name",
    "price_unit",
    "product_id",
    "product_uom_id",
    "product_uom_qty",
    "tax_ids",
    "technical_price_unit",
}


class SaleOrderLine(models.Model):
    """A line that a service of a quote makes: only its choice changes it.

    The subscription is billed by the campaigns, from the contract: never by the order.
    """

    _inherit = "sale.order.line"

    cyber_choice_id = fields.Many2one(
        "numerian.cyber.choice",
        copy=False,
        index="btree_not_null",
        ondelete="cascade",
        readonly=True,
    )
    cyber_component_id = fields.Many2one(
        "numerian.cyber.component",
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        readonly=True,
    )
    cyber_kind = fields.Selection(related="cyber_component_id.kind", store=True)
    cyber_monthly_price = fields.Float(
        string="Price per Unit and Month",
        digits=(16, 6),
        min_display_digits=2,
        copy=False,
        readonly=True,
        help="Excluding VAT.",
    )
    cyber_months = fields.Integer(string="Months of Year 1", copy=False, readonly=True)

    @api.model_create_multi
    def create(self, vals_list):
        if any(vals.get("cyber_choice_id") for vals in vals_list):
            self._check_sync()
        return super().create(vals_list)

    def write(self, vals):
        if GUARDED_FIELDS & set(vals):
            self.filtered("cyber_choice_id")._check_guarded(vals)
        return super().write(vals)

    def _check_guarded(self, vals):
        guarded = {name: vals[name] for name in GUARDED_FIELDS if name in vals}
        if any(line._get_changes(guarded) for line in self):
            self._check_sync()

    def _get_changes(self, vals):
        """Return the values that differ from those of the line."""
        self.ensure_one()
        return {
            name: value
            for name, value in vals.items()
            if self._fields[name].convert_to_write(self[name], self) != value
        }

    @api.ondelete(at_uninstall=False)
    def _unlink_except_cyber(self):
        if self.filtered("cyber_choice_id"):
            self._check_sync()

    def _check_sync(self):
        """Refuse to change by hand what the choices of the quote decide.

        :raises UserError: says where to change it
        """
        if self.env.context.get("cyber_sync") is not SYNC:
            raise UserError(
                self.env._(
                    "The lines of the services follow the ticks: change them in the "
                    "tab “Cybersecurity” of the quote. Once it is signed, make a new "
                    "quote."
                )
            )

    # Their price is that of the tariff times the months, kept since the choice.

    def _compute_price_unit(self):
        return super(
            SaleOrderLine, self.filtered(lambda ln: not ln.cyber_choice_id)
        )._compute_price_unit()

    def _compute_discount(self):
        ours = self.filtered("cyber_choice_id")
        ours.discount = 0.0
        return super(SaleOrderLine, self - ours)._compute_discount()

    # The contract bills the subscription

    def _filter_subscriptions(self):
        return self.filtered(lambda line: line.cyber_kind == "subscription")

    @api.depends("cyber_kind")
    def _compute_qty_to_invoice(self):
        ours = self._filter_subscriptions()
        ours.qty_to_invoice = 0.0
        return super(SaleOrderLine, self - ours)._compute_qty_to_invoice()

    @api.depends("cyber_kind")
    def _compute_invoice_status(self):
        """Nothing is left to the order to invoice: it counts as done once confirmed."""
        ours = self._filter_subscriptions()
        for line in ours:
            line.invoice_status = "invoiced" if line.state == "sale" else "no"
        return super(SaleOrderLine, self - ours)._compute_invoice_status()

    @api.depends("cyber_kind")
    def _compute_untaxed_amount_to_invoice(self):
        ours = self._filter_subscriptions()
        ours.untaxed_amount_to_invoice = 0.0
        return super(SaleOrderLine, self - ours)._compute_untaxed_amount_to_invoice()

    @api.depends("cyber_kind")
    def _compute_amount_to_invoice(self):
        ours = self._filter_subscriptions()
        ours.amount_to_invoice = 0.0
        return super(SaleOrderLine, self - ours)._compute_amount_to_invoice()

    def _get_cyber_other_item(self):
        """Return a line that is not of a service as paid once, in year 1.

        :rtype: quote.Item
        """
        self.ensure_one()
        amount = to_decimal(self.price_subtotal, 2)
        rate = sum(tax.amount for tax in self.tax_ids)
        years = (amount, *(ZERO for _year in range(YEARS - 1)))
        return Item(Amounts(ZERO, years), to_decimal(rate))
