# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ...core import indexation as core
from ...core.proration import to_decimal
from .numerian_price_index_value import number_text

MANAGER = "numerian_collectivites.group_manager"
ROUNDINGS = [
    ("0.01", "To the cent"),
    ("0.0001", "To 4 decimals (small prices)"),
    ("0.1", "To 10 cents"),
    ("1", "To the euro"),
]
# What the preview was computed from: frozen as soon as there is one.
TERM_FIELDS = {
    "base_value_id",
    "cap_rate",
    "company_id",
    "date_from",
    "family_ids",
    "floor_rate",
    "has_cap",
    "has_floor",
    "index_id",
    "method",
    "new_value_id",
    "percentage",
    "product_ids",
    "rounding",
    "source",
    "update_list_price",
}


class NumerianPriceIndexation(models.Model):
    """A rise of the prices of some families from a day on, by a rate or an index.

    Previewed line by line first; applied, it adds a dated price version to each
    contract line. What is billed is never touched. Prices in euros excl. VAT.
    """

    _name = "numerian.price.indexation"
    _description = "Price Indexation"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_from desc, id desc"
    _check_company_auto = True

    name = fields.Char(
        required=True, tracking=True, default=lambda self: self._get_default_name()
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_from = fields.Date(
        string="New Prices From",
        required=True,
        default=lambda self: self._get_default_date_from(),
        tracking=True,
        help="First day of a month, 1 January as a rule.",
    )
    family_ids = fields.Many2many(
        "numerian.service.family",
        string="Service Families",
        check_company=True,
        tracking=True,
        help="Only these families; empty: all of them.",
    )
    product_ids = fields.Many2many(
        "product.product",
        string="Services",
        check_company=True,
        domain="[('service_family_id', '!=', False)]",
        help="These services, besides those of the families.",
    )
    method = fields.Selection(
        [("percentage", "Percentage"), ("index", "Index")],
        required=True,
        default="percentage",
        tracking=True,
    )
    percentage = fields.Float(
        string="Rise (%)", digits=(16, 4), min_display_digits=2, tracking=True
    )
    index_id = fields.Many2one(
        "numerian.price.index", check_company=True, ondelete="restrict", tracking=True
    )
    base_value_id = fields.Many2one(
        "numerian.price.index.value",
        string="Base Month",
        domain="[('index_id', '=', index_id)]",
        ondelete="restrict",
        tracking=True,
    )
    new_value_id = fields.Many2one(
        "numerian.price.index.value",
        string="New Month",
        domain="[('index_id', '=', index_id)]",
        ondelete="restrict",
        tracking=True,
    )
    has_floor = fields.Boolean(string="At least", tracking=True)
    floor_rate = fields.Float(
        string="Floor (%)", digits=(16, 4), min_display_digits=2, tracking=True
    )
    has_cap = fields.Boolean(string="At most", tracking=True)
    cap_rate = fields.Float(
        string="Cap (%)", digits=(16, 4), min_display_digits=2, tracking=True
    )
    rate = fields.Float(
        string="Rate Applied (%)",
        digits=(16, 4),
        min_display_digits=2,
        aggregator=False,
        compute="_compute_rate",
        help="Within the floor and the cap.",
    )
    rounding = fields.Selection(
        ROUNDINGS,
        string="Rounding of Prices",
        required=True,
        default="0.01",
        help="To the cent, a small price (per inhabitant, per mailbox) moves away from "
        "the rate: 4 decimals keep it.",
    )
    update_list_price = fields.Boolean(
        string="Update the Catalogue",
        tracking=True,
        help="Also raises the sales price of the services, at once: new contracts "
        "start from it.",
    )
    source = fields.Char(
        string="Decision or Source",
        tracking=True,
        help="Deliberation, clause, publication: kept on each new price.",
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("previewed", "Previewed"),
            ("applied", "Applied"),
            ("cancelled", "Cancelled"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
        group_expand=True,
    )
    line_ids = fields.One2many("numerian.price.indexation.line", "indexation_id")
    product_line_ids = fields.One2many(
        "numerian.price.indexation.product", "indexation_id"
    )
    version_ids = fields.One2many("numerian.contract.line.price", "indexation_id")

    @api.model
    def _get_default_date_from(self):
        return fields.Date.context_today(self) + relativedelta(years=1, month=1, day=1)

    @api.model
    def _get_default_name(self):
        year = self._get_default_date_from().year
        return self.env._("Indexation %(year)s", year=year)

    @api.depends(
        *("method", "percentage", "base_value_id.value", "new_value_id.value"),
        *("has_floor", "floor_rate", "has_cap", "cap_rate"),
    )
    def _compute_rate(self):
        for indexation in self:
            try:
                factor = indexation._get_factor()
            except core.InvalidIndexation:  # a form being typed; the preview will tell
                factor = 1
            indexation.rate = float(core.rate_of(factor))

    def _get_factor(self):
        """Return the exact factor of the prices, within the floor and the cap.

        :raises InvalidIndexation: without a value of the index, or if impossible
        """
        if self.method == "percentage":
            factor = core.factor_from_percentage(to_decimal(self.percentage))
        else:
            values = self.base_value_id | self.new_value_id
            if len(values) != 2:
                raise core.InvalidIndexation("two months of the index are needed")
            factor = core.factor_from_index(
                *(to_decimal(v.value) for v in (self.base_value_id, self.new_value_id))
            )
        return core.bounded(
            factor,
            to_decimal(self.floor_rate) if self.has_floor else None,
            to_decimal(self.cap_rate) if self.has_cap else None,
        )

    def _get_rate_text(self):
        sign = "+" if self.rate > 0 else ""
        return f"{sign}{number_text(self.env, self.rate)} %"

    @api.constrains("date_from")
    def _check_date_from(self):
        if any(indexation.date_from.day != 1 for indexation in self):
            raise ValidationError(
                self.env._(
                    "New prices start on the first day of a month: within a month, "
                    "they would only count from the next one."
                )
            )

    @api.constrains("percentage", "floor_rate", "cap_rate", "has_floor", "has_cap")
    def _check_rates(self):
        for indexation in self:
            rates = (indexation.percentage, indexation.floor_rate, indexation.cap_rate)
            if min(rates) <= -100:
                raise ValidationError(self.env._("A price cannot lose 100 % or more."))
            if (
                indexation.has_floor
                and indexation.has_cap
                and indexation.floor_rate > indexation.cap_rate
            ):
                raise ValidationError(
                    self.env._("The floor of the rate is above its cap.")
                )

    @api.constrains("index_id", "base_value_id", "new_value_id")
    def _check_months(self):
        for indexation in self:
            base, new = indexation.base_value_id, indexation.new_value_id
            if (base | new).index_id - indexation.index_id:
                raise ValidationError(
                    self.env._("Choose two months of the index of the indexation.")
                )
            if base and new and base.date >= new.date:
                raise ValidationError(
                    self.env._("The new month comes after the base month.")
                )

    @api.constrains("state")
    def _check_applied_by_manager(self):
        if "applied" in self.mapped("state") and not self.env.user.has_group(MANAGER):
            raise AccessError(self.env._("Only a manager applies an indexation."))

    def write(self, vals):
        if TERM_FIELDS & set(vals):
            self._check_draft()
        return super().write(vals)

    def _check_draft(self):
        if set(self.mapped("state")) - {"draft"}:
            raise UserError(
                self.env._(
                    "What is previewed or applied rests on these terms: put the "
                    "indexation back to draft to change them."
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_applied(self):
        if "applied" in self.mapped("state"):
            raise UserError(
                self.env._("An indexation that is applied is kept: cancel it.")
            )

    @api.onchange("index_id")
    def _onchange_index_id(self):
        if (self.base_value_id | self.new_value_id).index_id - self.index_id:
            self.base_value_id = self.new_value_id = False
