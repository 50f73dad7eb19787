# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.tools.misc import format_date

from ...core.proration import to_decimal
from .numerian_contract_line_price import CORRECTION

RULE_TYPES = {
    "year": "yearly",
    "half_year": "semesterly",
    "quarter": "quarterly",
    "month": "monthly",
}
PRICE_FIELDS = {"quantity", "price_unit", "specific_price", "discount"}


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
        last_days = ledger._get_last_days(self, billed)
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
