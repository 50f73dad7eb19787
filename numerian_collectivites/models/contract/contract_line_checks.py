# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools.misc import format_date

from .contract_line import PRICE_FIELDS
from .numerian_contract_line_price import CORRECTION

FROZEN_FIELDS = PRICE_FIELDS | {
    "automatic_price",
    "billing_period",
    "contract_id",
    "date_start",
    "is_canceled",
    "price_period",
    "product_id",
    "proration",
    "recurring_rule_type",
}


class ContractLine(models.Model):
    """What a campaign line refuses, and what it says to do instead."""

    _inherit = "contract.line"

    @api.constrains("proration", "billing_period", "predecessor_contract_line_id")
    def _check_succession(self):
        """Days and months of one service cannot be told apart: 12 months could pass."""
        for line in self._filter_campaign().filtered("predecessor_contract_line_id"):
            before = line.predecessor_contract_line_id
            rules = {line.proration, before.proration}
            periods = {line.billing_period, before.billing_period}
            if "day" in rules and (len(rules) > 1 or len(periods) > 1):
                raise ValidationError(
                    self.env._(
                        "%(line)s succeeds a line prorated otherwise: with a proration "
                        "by days, both need the same rule and the same billing period.",
                        line=line.name,
                    )
                )

    @api.constrains("successor_contract_line_id", "date_end")
    def _check_overlap_successor(self):
        for line in self._filter_campaign():
            line._check_overlap(line, line.successor_contract_line_id)
        return super()._check_overlap_successor()

    @api.constrains("predecessor_contract_line_id", "date_start")
    def _check_overlap_predecessor(self):
        for line in self._filter_campaign():
            line._check_overlap(line.predecessor_contract_line_id, line)
        return super()._check_overlap_predecessor()

    def _check_overlap(self, before, after):
        """Say which days overlap and what to do, where OCA says only that they do."""
        if before.date_end and after.date_start and before.date_end >= after.date_start:
            raise ValidationError(
                self.env._(
                    "%(line)s: the line before runs until %(end)s, the one that "
                    "succeeds it starts on %(start)s. End the first one before that "
                    "day, or start the second one later.",
                    line=self.name,
                    end=format_date(self.env, before.date_end),
                    start=format_date(self.env, after.date_start),
                )
            )

    @api.constrains("quantity", "specific_price", "recurring_interval", "product_id")
    def _check_campaign_terms(self):
        for line in self._filter_campaign():
            problem = line._get_terms_problem()
            if problem:
                raise ValidationError(problem)

    def _get_terms_problem(self):
        """Return why a campaign cannot bill these terms, or nothing."""
        self.ensure_one()
        if self.quantity < 0 or self.price_unit < 0:
            return self.env._(
                "%(line)s: neither the price nor the quantity can be below zero. To "
                "give money back, prepare a credit note.",
                line=self.name,
            )
        if self.recurring_interval != 1:
            return self.env._(
                "%(line)s: a campaign bills every period. Choose year, half-year, "
                "quarter or month instead of an interval of %(interval)s.",
                line=self.name,
                interval=self.recurring_interval,
            )
        if any(self._get_price_included_taxes()):
            return self.env._(
                "%(line)s: the product %(product)s has a tax included in its price. "
                "Contracts are excluding VAT: choose a tax that is added.",
                line=self.name,
                product=self.product_id.display_name,
            )
        return None

    def _get_price_included_taxes(self):
        taxes = self.product_id.taxes_id._filter_taxes_by_company(self.company_id)
        return taxes.filtered("price_include")

    @api.constrains("date_start", "date_end")
    def _check_start_end_dates(self):
        for line in self._filter_campaign():
            if line.date_end and line.date_start and line.date_end < line.date_start:
                raise ValidationError(
                    self.env._(
                        "%(line)s ends on %(end)s, before it starts on %(start)s: "
                        "correct one of the two dates.",
                        line=line.name,
                        end=format_date(self.env, line.date_end),
                        start=format_date(self.env, line.date_start),
                    )
                )
        return super()._check_start_end_dates()

    def _check_frozen(self, vals):
        """Refuse a direct change of what is billed; nothing is written.

        :raises UserError: names the line, the field and what to do instead
        """
        changed = FROZEN_FIELDS & set(vals)
        if not changed or self.env.context.get("billing_correction") is CORRECTION:
            return
        for line in self.filtered("is_billed"):
            names = [n for n in sorted(changed) if line._will_change(n, vals[n])]
            if names:
                raise UserError(line._get_frozen_message(names[0]))

    def _will_change(self, name, value):
        field = self._fields[name]
        new = field.convert_to_cache(value, self)
        return field.convert_to_record(new, self) != self[name]

    def _get_frozen_message(self, name):
        self.ensure_one()
        label = self._fields[name].get_description(self.env)["string"]
        return self.env._(
            "“%(line)s” is billed until %(date)s: its field “%(field)s” can no longer "
            "be changed here. For the future, add a price version from a later day; "
            "to put the past right, a manager uses “Correct”, which shows the credit "
            "or the complement first.",
            line=self.name,
            date=format_date(self.env, self.last_billed_day) or "?",
            field=label,
        )
