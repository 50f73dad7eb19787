# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from dateutil.relativedelta import relativedelta

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...core import indexation as core
from ...core.proration import to_decimal

CONTRACT_LINE_FIELDS = [
    "billing_period",
    "commercial_partner_id",
    "contract_id",
    "date_end",
    "date_start",
    "is_auto_renew",
    "no_indexation",
    "predecessor_contract_line_id",
    "price_period",
    "product_id",
    "service_family_id",
    "successor_contract_line_id",
]


class NumerianPriceIndexation(models.Model):
    """Previewing: what each contract line would cost, and which ones are left out.

    In a constant number of queries, whatever the number of lines.
    """

    _inherit = "numerian.price.indexation"

    def action_preview(self):
        """Compute the new prices; nothing changes but the preview itself."""
        for indexation in self:
            indexation.check_access("write")
            indexation._check_can_preview()
            indexation._preview()
        return True

    def action_draft(self):
        """Open the terms again; the lines excluded by hand stay so."""
        if "applied" in self.mapped("state"):
            raise UserError(
                self.env._(
                    "An applied indexation takes its prices back first: cancel it."
                )
            )
        self.state = "draft"

    def _check_can_preview(self):
        if self.state not in ("draft", "previewed"):
            raise UserError(
                self.env._(
                    "“%(indexation)s” is applied or cancelled: it cannot be previewed.",
                    indexation=self.name,
                )
            )
        try:
            factor = self._get_factor()
        except core.InvalidIndexation as error:
            raise UserError(
                self.env._(
                    "“%(indexation)s”: choose an index, its base month and its new "
                    "month, or give a percentage.",
                    indexation=self.name,
                )
            ) from error
        if factor == 1:
            raise UserError(
                self.env._(
                    "“%(indexation)s” changes no price: its rate is zero.",
                    indexation=self.name,
                )
            )

    def _preview(self):
        """Replace the preview by what the contracts say now; decisions stay."""
        self.ensure_one()
        decisions = {line.contract_line_id.id: line.decision for line in self.line_ids}
        contract_lines = self._get_contract_lines()
        outlooks = self._get_outlooks(contract_lines)
        # sudo: nobody writes these rows but this code; action_preview has checked the
        # right to write the indexation.
        rows = self.sudo().with_context(tracking_disable=True)
        rows.line_ids.unlink()
        rows.line_ids.create(
            [
                self._prepare_line_vals(line, outlooks[line.id], decisions)
                for line in contract_lines
            ]
        )
        rows.product_line_ids.unlink()
        rows.product_line_ids.create(self._prepare_product_lines_vals())
        self.state = "previewed"

    def _get_contract_lines(self):
        return self.env["contract.line"].search_fetch(
            self._get_contract_lines_domain(),
            CONTRACT_LINE_FIELDS,
            order="commercial_partner_id, id",
        )

    def _get_contract_lines_domain(self):
        """Lines in use, renewed tacitly, or ended in the year before."""
        last_year = self.date_from - relativedelta(years=1)
        return (
            Domain("company_id", "=", self.company_id.id)
            & Domain("generation_type", "=", "campaign")
            & Domain("display_type", "=", False)
            & Domain("is_canceled", "=", False)
            & Domain("date_start", "!=", False)
            & (
                Domain("date_end", "=", False)
                | Domain("date_end", ">=", last_year)
                | Domain("is_auto_renew", "=", True)
            )
            & self._get_scope_domain("product_id")
        )

    def _get_scope_domain(self, product_name):
        scope = Domain.FALSE
        if self.family_ids:
            scope |= Domain("service_family_id", "in", self.family_ids.ids)
        if self.product_ids:
            scope |= Domain(product_name, "in", self.product_ids.ids)
        return Domain.TRUE if scope.is_false() else scope

    # What the preview keeps

    def _prepare_line_vals(self, line, outlook, decisions):
        decision = decisions.get(line.id) or False
        return {
            "indexation_id": self.id,
            "contract_line_id": line.id,
            "contract_id": line.contract_id.id,
            "partner_id": line.commercial_partner_id.id,
            "product_id": line.product_id.id,
            "service_family_id": line.service_family_id.id,
            "price_period": line.price_period,
            "decision": decision,
            "current_price": outlook.version and outlook.version.price_unit,
            **self._prepare_state_vals(outlook, decision),
            **self._prepare_amounts_vals(line, outlook, decision),
        }

    def _prepare_state_vals(self, outlook, decision):
        """Return the state of a line: what the contract says, then the officer."""
        cause, day = outlook.cause, outlook.cause_date
        if decision == "include" and cause == "firm":
            cause = False
        if decision == "exclude" and cause in (False, "firm"):
            cause = "hand"
        state = "excluded" if cause in ("firm", "hand") else "blocked"
        return {
            "state": state if cause else "to_apply",
            "cause": cause,
            "cause_date": day,
            "error": False,
        }

    def _prepare_amounts_vals(self, line, outlook, decision):
        """Return the new price and what a whole year costs, before and after.

        A line that is left out keeps its price: totals say what really changes.
        """
        version = outlook.version
        if not version:
            return {"quantity": 0.0, "new_price": 0.0}
        rises = self._prepare_state_vals(outlook, decision)["state"] == "to_apply"
        old = to_decimal(version.price_unit)
        new = self._get_new_price(old) if rises else old
        terms = (
            to_decimal(version.quantity),
            to_decimal(version.discount),
            line.price_period,
        )
        return {
            "quantity": version.quantity,
            "discount": version.discount,
            "new_price": float(new),
            "amount_before": float(core.yearly_amount(old, *terms)),
            "amount_after": float(core.yearly_amount(new, *terms)),
        }

    def _prepare_product_lines_vals(self):
        """Return a row for each sales price of the catalogue that rises."""
        if not self.update_list_price:
            return []
        products = self.env["product.template"].search(
            self._get_scope_domain("product_variant_ids")
            & Domain("service_family_id", "!=", False)
            & Domain("company_id", "in", (False, self.company_id.id))
            & Domain("list_price", ">", 0)
        )
        return [
            {
                "indexation_id": self.id,
                "product_tmpl_id": product.id,
                "current_price": product.list_price,
                "new_price": float(self._get_new_price(to_decimal(product.list_price))),
            }
            for product in products
        ]
