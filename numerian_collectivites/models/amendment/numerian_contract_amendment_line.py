# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..selections import PRICE_PERIODS

ACTIONS = [
    ("change", "New quantity or price"),
    ("add", "Added service"),
    ("remove", "Removed service"),
]


class NumerianContractAmendmentLine(models.Model):
    """One service that an amendment changes, adds or removes. Euros excl. VAT."""

    _name = "numerian.contract.amendment.line"
    _description = "Contract Amendment Line"
    _order = "amendment_id, sequence, id"

    amendment_id = fields.Many2one(
        "numerian.contract.amendment", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="amendment_id.company_id", store=True)
    contract_id = fields.Many2one(related="amendment_id.contract_id")
    sequence = fields.Integer(default=10)
    action = fields.Selection(ACTIONS, required=True, default="change")
    contract_line_id = fields.Many2one(
        "contract.line",
        string="Service under Contract",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('contract_id', '=', contract_id), ('display_type', '=', False),"
        " ('is_canceled', '=', False)]",
    )
    product_id = fields.Many2one(
        "product.product",
        string="Service",
        compute="_compute_from_line",
        store=True,
        precompute=True,
        readonly=False,
    )
    quantity_before = fields.Float(compute="_compute_before", store=True)
    price_before = fields.Float(
        compute="_compute_before",
        store=True,
        digits=(16, 6),
        min_display_digits=2,
    )
    quantity = fields.Float(
        compute="_compute_from_line",
        store=True,
        precompute=True,
        readonly=False,
        digits=(16, 2),
    )
    price_unit = fields.Float(
        string="Unit Price",
        compute="_compute_from_line",
        store=True,
        precompute=True,
        readonly=False,
        digits=(16, 6),
        min_display_digits=2,
        help="Excluding VAT.",
    )
    price_period = fields.Selection(
        PRICE_PERIODS,
        compute="_compute_from_line",
        store=True,
        precompute=True,
        readonly=False,
        required=True,
    )

    @api.depends("contract_line_id", "amendment_id.effective_date")
    def _compute_before(self):
        """The terms on the first day, as they were; neither changes once in force."""
        for line in self:
            version = line._get_version_before()
            line.quantity_before = version.quantity if version else 0.0
            line.price_before = version.price_unit if version else 0.0

    def _get_version_before(self):
        day = self.amendment_id.effective_date
        if not self.contract_line_id or not day:
            return None
        return self.contract_line_id._get_version_at(day)

    @api.depends("contract_line_id", "product_id")
    def _compute_from_line(self):
        for line in self:
            held, version = line.contract_line_id, line._get_version_before()
            if held:
                line.product_id = held.product_id
                line.price_period = held.price_period
                line.quantity = version.quantity if version else held.quantity
                line.price_unit = version.price_unit if version else held.price_unit
                continue
            line.price_period = line.price_period or "year"
            line.quantity = line.quantity or 1.0
            line.price_unit = line.price_unit or line.product_id.lst_price

    @api.constrains("quantity", "price_unit", "action")
    def _check_amounts(self):
        for line in self:
            if line.quantity < 0 or line.price_unit < 0:
                raise ValidationError(
                    self.env._("Neither the quantity nor the price goes below zero.")
                )
            if line.action == "change" and not line.quantity:
                raise ValidationError(
                    self.env._("A service that goes down to zero is removed: say so.")
                )

    @api.constrains("contract_line_id", "action", "product_id")
    def _check_service(self):
        for line in self:
            if line.action == "add":
                if not line.product_id or line.contract_line_id:
                    raise ValidationError(self.env._("Say which service is added."))
            elif not line.contract_line_id:
                raise ValidationError(
                    self.env._("Choose the service of the contract that changes.")
                )
            elif line.contract_line_id.contract_id != line.contract_id:
                raise ValidationError(
                    self.env._("That service belongs to another contract.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.amendment_id._check_draft()
        return lines

    def write(self, vals):
        self.amendment_id._check_draft()
        result = super().write(vals)
        self.amendment_id._check_draft()  # nor moved to one that is in force
        return result

    def unlink(self):
        self.amendment_id._check_draft()
        return super().unlink()

    def _get_service_name(self):
        self.ensure_one()
        name = self.contract_line_id.name or self.product_id.display_name or ""
        return name.partition("\n")[0]
