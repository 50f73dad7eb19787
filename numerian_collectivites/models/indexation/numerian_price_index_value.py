# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import format_date, formatLang

from ...core.proration import to_decimal


def number_text(env, value, places=4):
    """Write a number as people do: no useless zero, the comma of the language."""
    number = to_decimal(value, places).normalize()
    return formatLang(env, value, digits=max(0, -number.as_tuple().exponent))


class NumerianPriceIndexValue(models.Model):
    """The value of an index for a month, and where it was read."""

    _name = "numerian.price.index.value"
    _description = "Price Index Value"
    _inherit = ["mail.thread"]
    _order = "index_id, date desc"

    index_id = fields.Many2one(
        "numerian.price.index", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="index_id.company_id", store=True)
    date = fields.Date(
        string="Month",
        required=True,
        tracking=True,
        help="Any day of the month: the first one is kept.",
    )
    value = fields.Float(
        digits=(16, 4),
        min_display_digits=1,
        required=True,
        tracking=True,
        aggregator=False,
    )
    published_on = fields.Date(tracking=True)
    source = fields.Char(help="Where the value was read.", tracking=True)

    _month_uniq = models.Constraint(
        "UNIQUE (index_id, date)",
        "This index already has a value for that month: change that one.",
    )
    _value_above_zero = models.Constraint(
        "CHECK (value > 0)", "The value of an index is above zero."
    )

    @api.depends("index_id.name", "date", "value")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for value in self:
            value.display_name = " ".join(
                filter(None, [value.index_id.name, value._get_month_text()])
            )

    def _get_month_text(self):
        """Return the month and the value: "08/2022 (290.1)"."""
        self.ensure_one()
        if not self.date:
            return ""
        month = format_date(self.env, self.date, date_format="MM/yyyy")
        return f"{month} ({number_text(self.env, self.value)})"

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._to_month(vals) for vals in vals_list])

    def write(self, vals):
        if {"date", "value", "index_id"} & set(vals):
            self._check_unused()
        return super().write(self._to_month(vals))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        self._check_unused()

    def _to_month(self, vals):
        day = fields.Date.to_date(vals.get("date"))
        return vals | {"date": day.replace(day=1)} if day else vals

    def _check_unused(self):
        """The figures that prices rest on stay as they were."""
        # sudo: a value may serve a company that the user does not see.
        used = (
            self.env["numerian.price.indexation"]
            .sudo()
            .search(
                [
                    ("state", "in", ("previewed", "applied")),
                    "|",
                    ("base_value_id", "in", self.ids),
                    ("new_value_id", "in", self.ids),
                ],
                limit=1,
            )
        )
        if used:
            raise UserError(
                self.env._(
                    "“%(indexation)s” rests on this value: put it back to draft, or "
                    "cancel it, first.",
                    indexation=used.name,
                )
            )
