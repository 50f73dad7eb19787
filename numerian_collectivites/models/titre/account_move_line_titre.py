# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.tools.misc import format_date

from ...core.proration import round_cents, to_decimal
from ...core.titre_lines import ZERO, InvoiceLine

# Odoo accepts these writes on a posted document; some leave it incoherent.
FROZEN_LINE_FIELDS = (
    *("name", "quantity", "price_unit", "discount", "balance", "debit", "credit"),
    *("amount_currency", "account_id", "partner_id", "product_id", "product_uom_id"),
    *("tax_ids", "currency_id", "move_id", "date_maturity", "display_type"),
    *("titre_imputation", "titre_product_code"),
    # What the ledger reads: the slot would be billed again.
    *("contract_line_id", "billing_period_start", "billing_seq"),
    *("billing_origin_line_id", "start_date", "end_date"),
)


class AccountMoveLine(models.Model):
    """A line of a titre: its imputation, and what no longer changes once posted."""

    _inherit = "account.move.line"

    titre_imputation = fields.Char(
        string="Imputation",
        copy=False,
        readonly=True,
        help="Written when the titre is issued.",
    )
    titre_product_code = fields.Char(string="Product Code", copy=False, readonly=True)

    def _get_titre_imputation(self):
        """Return the account at the finest level and the local product code."""
        self.ensure_one()
        if self.titre_imputation:
            return self.titre_imputation, self.titre_product_code or ""
        origin = self.billing_origin_line_id
        if origin.titre_imputation:
            return origin.titre_imputation, origin.titre_product_code or ""
        product = self.product_id.with_company(self.company_id)
        company = self.company_id
        return (
            product.titre_imputation or company.titre_imputation or "",
            product.titre_product_code or company.titre_product_code or "",
        )

    def _prepare_titre_line(self):
        """Return what the titre says of this line: positive on a credit note too."""
        self.ensure_one()
        sign = 1 if self.move_id.move_type == "out_refund" else -1
        rates = self.tax_ids.flatten_taxes_hierarchy().filtered(
            lambda tax: tax.amount_type == "percent"
        )
        return InvoiceLine(
            *self._get_titre_imputation(),
            sum((to_decimal(tax.amount) for tax in rates), ZERO),
            round_cents(sign * to_decimal(self.balance)),
            (self.name or "").split("\n")[0],
        )

    def _get_service_dates_text(self):
        """Return the dates of the service, unless the line says them already."""
        self.ensure_one()
        if not (self.start_date and self.end_date):
            return ""
        dates = [format_date(self.env, day) for day in (self.start_date, self.end_date)]
        if all(text in (self.name or "") for text in dates):
            return ""
        return self.env._("From %(first)s to %(last)s", first=dates[0], last=dates[1])

    # What is posted stays

    @api.model_create_multi
    def create(self, vals_list):
        moves = self.env["account.move"].browse(
            {vals.get("move_id") for vals in vals_list} - {None, False}
        )
        moves.filtered(lambda move: move._is_frozen())._refuse_change()
        return super().create(vals_list)

    def write(self, vals):
        names = [name for name in FROZEN_LINE_FIELDS if name in vals]
        if names:
            for line in self:
                if line.move_id._is_frozen() and line._will_change(vals, names):
                    line.move_id._refuse_change()
        return super().write(vals)

    def _will_change(self, vals, names):
        return any(
            self.env["account.move"]._field_will_change(self, vals, name)
            for name in names
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_frozen(self):
        self.move_id.filtered(lambda move: move._is_frozen())._refuse_change()
