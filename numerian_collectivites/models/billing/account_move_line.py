# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import format_date, formatLang

from ...core.proration import to_decimal


class AccountMoveLine(models.Model):
    """An invoice line that bills, or credits, a slot of a contract line."""

    _inherit = "account.move.line"

    # restrict: deleting the contract would take its invoices out of the ledger.
    # copy=False: a duplicated invoice would be credited by the next campaign.
    contract_line_id = fields.Many2one(
        ondelete="restrict", copy=False, index="btree_not_null"
    )
    billing_period_start = fields.Date(
        string="Billed Period",
        copy=False,
        help="First day of the civil period that this line bills.",
    )
    billing_seq = fields.Integer(
        copy=False,
        help="Number of this line among those of its period; two plans made from the "
        "same state take the same number, and the database refuses the second.",
    )
    billing_origin_line_id = fields.Many2one(
        "account.move.line",
        string="Corrects",
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="The invoice line that this credit corrects.",
    )
    billing_credit_line_ids = fields.One2many(
        "account.move.line", "billing_origin_line_id", string="Credited By"
    )
    # Without this inverse, each write on any invoice line searches the adjustments.
    billing_adjustment_ids = fields.One2many(
        "numerian.billing.adjustment", "move_line_id", string="Goodwill"
    )

    _billing_slot_uniq = models.UniqueIndex(
        "(contract_line_id, billing_period_start, billing_seq) WHERE contract_line_id"
        " IS NOT NULL AND billing_seq > 0 AND parent_state != 'cancel'",
        "This period of the contract line is already billed by another document.",
    )
    _billing_ledger_idx = models.Index(
        "(contract_line_id, billing_period_start)"
        " INCLUDE (amount_currency, billing_seq)"
        " WHERE contract_line_id IS NOT NULL AND parent_state != 'cancel'"
    )
    # What an exercice is billed, for its dashboard, without visiting the table.
    _billing_exercice_idx = models.Index(
        "(company_id, billing_period_start)"
        " INCLUDE"
        " (contract_line_id, move_id, invoice_date, date, balance, parent_state)"
        " WHERE contract_line_id IS NOT NULL AND display_type = 'product'"
        " AND parent_state != 'cancel'"
    )

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.contract_line_id._billing_changed()
        return lines

    def unlink(self):
        contract_lines = self.contract_line_id
        moves = self.filtered("billing_period_start").move_id
        discrepancies = moves._get_corrected_discrepancies()
        result = super().unlink()
        contract_lines._billing_changed()
        discrepancies._follow_documents()
        return result

    def _copy_data_extend_business_fields(self, values):
        """A reversal keeps the link to the contract, a plain duplicate does not."""
        result = super()._copy_data_extend_business_fields(values)
        if self.contract_line_id and self.billing_period_start:
            values.update(self._prepare_billing_link_vals())
        elif self.contract_line_id:  # billed by OCA's cron
            values["contract_line_id"] = self.contract_line_id.id
        return result

    def _prepare_billing_link_vals(self):
        self.ensure_one()
        # Core puts this key in the context of reversals only: the corrected invoice
        # that "reverse and create" makes bills the period, it credits nothing.
        is_reversal = "move_reverse_cancel" in self.env.context
        return {
            "contract_line_id": self.contract_line_id.id,
            "billing_period_start": self.billing_period_start,
            "billing_origin_line_id": is_reversal and self.id,
            "start_date": self.start_date,
            "end_date": self.end_date,
        }

    def _get_billed_amount(self):
        """Return what the line bills (> 0) or credits (< 0), euros excl. VAT, exact."""
        self.ensure_one()
        return -to_decimal(self.amount_currency)

    def _get_creditable_amounts(self):
        """Return, by line, what live credits have not taken back yet."""
        credited = dict(
            self.env["account.move.line"]
            .sudo()  # the sum must be complete, whoever asks
            ._read_group(
                [
                    ("billing_origin_line_id", "in", self.ids),
                    ("parent_state", "!=", "cancel"),
                ],
                ["billing_origin_line_id"],
                ["amount_currency:sum"],
            )
        )
        return {
            line.id: line._get_billed_amount() - to_decimal(credited.get(line, 0.0))
            for line in self
        }

    def _check_credit_within_billed(self):
        """Refuse to post credits above what remains of the lines that they correct."""
        origins = self.billing_origin_line_id
        for origin_id, left in origins._get_creditable_amounts().items():
            if left < 0:
                origin = origins.browse(origin_id)
                raise UserError(
                    self.env._(
                        "More is credited than was billed on “%(line)s” (%(move)s, "
                        "%(date)s): %(excess)s too much. Lower the credit note.",
                        line=origin.name,
                        move=origin.move_id.name,
                        date=format_date(self.env, origin.move_id.invoice_date),
                        excess=formatLang(
                            self.env, float(-left), currency_obj=origin.currency_id
                        ),
                    )
                )
