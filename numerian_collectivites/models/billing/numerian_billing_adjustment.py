# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...core.proration import civil_period


class NumerianBillingAdjustment(models.Model):
    """An amount that settles a period although no invoice of Odoo holds it.

    ``opening`` (billed in a former software) and ``goodwill`` (credited as a favour)
    count as billed; ``write_off`` gives up what was never billed. Euros excl. VAT.
    """

    _name = "numerian.billing.adjustment"
    _description = "Billing Adjustment"
    _order = "period_start desc, id desc"
    _inherit = ["mail.thread"]
    _rec_name = "reason"

    contract_line_id = fields.Many2one(
        "contract.line", required=True, index=True, ondelete="restrict", tracking=True
    )
    contract_id = fields.Many2one(related="contract_line_id.contract_id", store=True)
    partner_id = fields.Many2one(
        related="contract_line_id.contract_id.commercial_partner_id",
        string="Authority",
        store=True,
    )
    company_id = fields.Many2one(related="contract_line_id.company_id", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    period_start = fields.Date(
        required=True,
        tracking=True,
        help="Any day of the period: the first day of its civil period is kept.",
    )
    amount = fields.Monetary(
        compute="_compute_amount",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
        tracking=True,
        help="Excluding VAT.",
    )
    kind = fields.Selection(
        [
            ("opening", "Billed in a former software"),
            ("goodwill", "Goodwill credit, not to be billed again"),
            ("write_off", "Given up"),
        ],
        required=True,
        default="opening",
        tracking=True,
    )
    reason = fields.Char(required=True, tracking=True)
    move_line_id = fields.Many2one(
        "account.move.line",
        string="Credit Note Line",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
        help="The adjustment counts as long as this credit note lives.",
    )

    @api.depends("move_line_id.amount_currency")
    def _compute_amount(self):
        """A favour is worth what its credit note says, also once it is edited."""
        for adjustment in self:
            if adjustment.move_line_id:
                adjustment.amount = adjustment.move_line_id.amount_currency

    @api.model_create_multi
    def create(self, vals_list):
        adjustments = super().create(vals_list)
        adjustments._align_period_start()
        adjustments.contract_line_id._billing_changed()
        return adjustments

    def write(self, vals):
        lines = self.contract_line_id
        result = super().write(vals)
        if "period_start" in vals or "contract_line_id" in vals:
            self._align_period_start()
        (lines | self.contract_line_id)._billing_changed()
        return result

    def unlink(self):
        lines = self.contract_line_id
        result = super().unlink()
        lines._billing_changed()
        return result

    def _align_period_start(self):
        """The slot is named by the first day of its civil period."""
        for adjustment in self:
            kind = adjustment.contract_line_id.billing_period
            first = civil_period(adjustment.period_start, kind).first
            if adjustment.period_start != first:
                adjustment.period_start = first

    @api.constrains("amount", "kind")
    def _check_amount(self):
        for adjustment in self:
            if adjustment.kind != "opening" and adjustment.amount < 0:
                raise ValidationError(
                    self.env._("What is given up is an amount above zero.")
                )

    @api.constrains("contract_line_id")
    def _check_campaign_line(self):
        for adjustment in self:
            if not adjustment.contract_line_id._filter_campaign():
                raise ValidationError(
                    self.env._(
                        "%(line)s is not billed by campaign: it has no ledger to "
                        "adjust.",
                        line=adjustment.contract_line_id.name,
                    )
                )
