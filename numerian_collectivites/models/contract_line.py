# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools.misc import format_date

from ..proration import to_decimal
from .numerian_contract_line_price import CORRECTION

RULE_TYPES = {
    "year": "yearly",
    "half_year": "semesterly",
    "quarter": "quarterly",
    "month": "monthly",
}
PRICE_FIELDS = {"quantity", "price_unit", "specific_price", "discount"}
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
    """A service of a contract, billed by campaign from what is due less what is billed.

    Once a period is billed the terms are frozen: the future changes by a dated version
    of price and quantity, the past by an explicit correction of a manager.
    """

    _inherit = "contract.line"

    generation_type = fields.Selection(
        related="contract_id.generation_type", store=True, index=True
    )
    commercial_partner_id = fields.Many2one(
        related="contract_id.commercial_partner_id",
        string="Authority",
        store=True,
        index=True,
    )
    price_version_ids = fields.One2many(
        "numerian.contract.line.price", "contract_line_id", string="Price Versions"
    )
    adjustment_ids = fields.One2many(
        "numerian.billing.adjustment", "contract_line_id", string="Billing Adjustments"
    )
    is_billed = fields.Boolean(compute="_compute_billed")
    billed_amount = fields.Monetary(
        compute="_compute_billed",
        help="Live invoices, credit notes and adjustments, excluding VAT.",
    )
    last_billed_day = fields.Date(compute="_compute_billed", string="Billed Until")
    duplicate_line_ids = fields.Many2many(
        "contract.line",
        compute="_compute_duplicate_line_ids",
        string="Same Service over the Same Months",
    )

    def _filter_campaign(self):
        """Return the lines that campaigns bill."""
        return self.filtered(
            lambda line: (
                line.contract_id.generation_type == "campaign" and not line.display_type
            )
        )

    def _compute_billed(self):
        ledger = self.env["numerian.billing.ledger"]
        billed = ledger._read_billed(self)
        last_days = ledger._get_last_billed_days(self)
        for line in self:
            held = billed.get(line.id, {})
            line.is_billed = bool(held)
            line.billed_amount = float(sum(b.amount for b in held.values()))
            line.last_billed_day = last_days.get(line.id, False)

    @api.depends("product_id", "date_start", "date_end", "is_canceled", "partner_id")
    def _compute_duplicate_line_ids(self):
        for line in self:
            line.duplicate_line_ids = (
                line.search(line._get_duplicate_domain())
                if line.product_id and line.date_start and not line.is_canceled
                else False
            )

    def _get_duplicate_domain(self):
        """Live lines of the same authority and product over the same months."""
        authority = self.contract_id.commercial_partner_id
        first_month = self.date_start.replace(day=1)
        domain = [
            ("id", "!=", self._origin.id),
            ("contract_id.commercial_partner_id", "=", authority.id),
            ("product_id", "=", self.product_id.id),
            ("is_canceled", "=", False),
            ("id", "not in", self._get_chain_ids()),
            "|",
            ("date_end", "=", False),
            ("date_end", ">=", first_month),
        ]
        if self.date_end:
            domain.append(("date_start", "<=", self.date_end))
        return domain

    def _get_chain_ids(self):
        """A predecessor and a successor share a month without billing it twice."""
        chain = self._origin
        for link in ("predecessor_contract_line_id", "successor_contract_line_id"):
            line = self[link]
            while line and line not in chain:
                chain |= line
                line = line[link]
        return chain.ids

    @api.onchange("product_id", "date_start", "date_end")
    def _onchange_duplicate(self):
        twin = self.duplicate_line_ids[:1]
        if twin:
            return {"warning": self._get_duplicate_warning(twin)}

    def _get_duplicate_warning(self, twin):
        return {
            "title": self.env._("Same service twice"),
            "message": self.env._(
                "%(authority)s already has “%(product)s” from %(date)s in the contract "
                "“%(contract)s”. Both would be billed: stop one of them, or give this "
                "one other months.",
                authority=twin.commercial_partner_id.display_name,
                product=twin.product_id.display_name,
                date=format_date(self.env, twin.date_start),
                contract=twin.contract_id.display_name,
            ),
        }

    # Terms: versions of price and quantity

    def _mirror_price_version(self):
        """Copy the version in force today to OCA's own price and quantity."""
        today = fields.Date.context_today(self)
        for line in self:
            version = line._get_version_at(today)
            vals = version and {
                "quantity": version.quantity,
                "specific_price": version.price_unit,
                "discount": version.discount,
                "automatic_price": False,
            }
            if vals and any(line[name] != value for name, value in vals.items()):
                line.with_context(
                    billing_correction=CORRECTION, price_mirror=CORRECTION
                ).write(vals)

    def _get_version_at(self, day):
        versions = self.price_version_ids.sorted("date_from")
        return versions.filtered(lambda v: v.date_from <= day)[-1:] or versions[:1]

    def _store_price_version(self):
        """Keep what was typed on the line in the version in force today."""
        today = fields.Date.context_today(self)
        for line in self:
            vals = line._prepare_price_version_vals()
            version = line._get_version_at(today)
            if version:
                if any(version[name] != value for name, value in vals.items()):
                    version.write(vals)
            elif line.date_start:
                version.create(
                    vals | {"contract_line_id": line.id, "date_from": line.date_start}
                )

    def _prepare_price_version_vals(self):
        self.ensure_one()
        return {
            "price_unit": float(to_decimal(self.price_unit)),
            "quantity": self.quantity,
            "discount": self.discount,
        }

    @api.model
    def _cron_mirror_price_versions(self):
        """Show, from its day on, the version that comes into force."""
        groups = self.env["numerian.contract.line.price"]._read_group(
            [], ["contract_line_id"], having=[("__count", ">", 1)]
        )
        self.union(*(line for (line,) in groups))._mirror_price_version()

    # Constraints

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
