# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...core.proration import Version, to_decimal

# Only code that has this object can correct what is billed: a context key that comes
# from outside (RPC) is a string or a number, never this.
CORRECTION = object()


class NumerianContractLinePrice(models.Model):
    """A dated version of the price and quantity of a contract line.

    The amount due reads, month by month, the version in force: a new price never
    touches a month that is past. Prices in euros excl. VAT.
    """

    _name = "numerian.contract.line.price"
    _description = "Contract Line Price Version"
    _order = "contract_line_id, date_from"
    _rec_name = "date_from"

    contract_line_id = fields.Many2one(
        "contract.line", required=True, index=True, ondelete="cascade"
    )
    contract_id = fields.Many2one(related="contract_line_id.contract_id")
    company_id = fields.Many2one(related="contract_line_id.company_id", store=True)
    date_from = fields.Date(
        required=True,
        help="In force from the first month that begins on or after this day.",
    )
    price_unit = fields.Float(
        string="Unit Price",
        digits=(16, 6),
        min_display_digits=2,
        required=True,
        help="Excluding VAT.",
    )
    quantity = fields.Float(digits=(16, 2), required=True, default=1.0)
    discount = fields.Float(string="Discount (%)", digits="Discount")
    reason = fields.Char(help="Tariff voted, amendment, more workstations…")
    amendment_id = fields.Many2one("contract.modification", ondelete="restrict")

    _date_uniq = models.Constraint(
        "UNIQUE (contract_line_id, date_from)",
        "This line already has a price from that day on: change that one.",
    )

    @api.constrains("price_unit", "quantity", "discount")
    def _check_amounts(self):
        for version in self:
            if version.price_unit < 0 or version.quantity < 0:
                raise ValidationError(
                    self.env._(
                        "%(line)s: neither the price nor the quantity can be below "
                        "zero. To give money back, prepare a credit note.",
                        line=version.contract_line_id.name,
                    )
                )
            if not 0 <= version.discount <= 100:
                raise ValidationError(
                    self.env._("A discount lies between 0 and 100 %.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        versions = super().create(vals_list)
        versions._check_not_billed()
        versions.contract_line_id._mirror_price_version()
        return versions

    def write(self, vals):
        self._check_not_billed()
        result = super().write(vals)
        self._check_not_billed()
        self.contract_line_id._mirror_price_version()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_billed(self):
        self._check_not_billed()

    def unlink(self):
        lines = self.contract_line_id
        result = super().unlink()
        lines.exists()._mirror_price_version()
        return result

    def _check_not_billed(self):
        """Refuse a version that would change a month already billed.

        A correction (see ``contract.line._correct_billed``) goes through.
        """
        if self.env.context.get("billing_correction") is CORRECTION:
            return
        for version in self:
            last = version.contract_line_id.last_billed_day
            if last and version.date_from and version.date_from <= last:
                raise UserError(
                    self.env._(
                        "%(line)s is billed until %(date)s: a price from %(from)s "
                        "would change what is billed. Give a later date, or ask a "
                        "manager to use “Correct” on the line, which shows the "
                        "credit or the complement first.",
                        line=version.contract_line_id.name,
                        date=last.strftime("%d/%m/%Y"),
                        **{"from": version.date_from.strftime("%d/%m/%Y")},
                    )
                )

    def _to_version(self):
        """Return the version as the pure core wants it."""
        self.ensure_one()
        return Version(
            self.date_from,
            to_decimal(self.price_unit),
            to_decimal(self.quantity),
            to_decimal(self.discount),
        )
