# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError

from ...core.discrepancy_life import Figures
from ...core.proration import to_decimal

# Only code that has this object changes a discrepancy: a context key that comes from
# outside (RPC) is a string or a number, never this.
REVIEW = object()
STATES = [
    ("open", "Open"),
    ("accepted", "Accepted"),
    ("prepared", "Prepared"),
    ("corrected", "Corrected"),
    ("dismissed", "Dismissed"),
]
KINDS = [
    ("not_prorated", "Not prorated"),
    ("billed_after_termination", "Billed after termination"),
    ("billed_twice", "Billed twice"),
    ("price_differs", "Amount differs"),
    ("never_billed", "Never billed"),
]


class NumerianBillingDiscrepancy(models.Model):
    """A period of the past whose documents do not say what the contract says.

    Found by the ledger; one record per slot, for ever: it closes when the figures
    agree and opens again when they no longer do. Its figures come from the ledger, its
    state from buttons and documents; nobody types them. Euros excl. VAT.
    """

    _name = "numerian.billing.discrepancy"
    _description = "Billing Discrepancy"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "period_start desc, partner_id, id"
    _rec_name = "contract_line_id"

    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    contract_line_id = fields.Many2one(
        "contract.line",
        string="Service",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    contract_id = fields.Many2one(related="contract_line_id.contract_id", store=True)
    partner_id = fields.Many2one(
        related="contract_line_id.contract_id.commercial_partner_id",
        string="Authority",
        store=True,
        index=True,
    )
    product_id = fields.Many2one(related="contract_line_id.product_id", store=True)
    service_family_id = fields.Many2one(
        related="contract_line_id.service_family_id", store=True
    )
    exercice_id = fields.Many2one(
        "numerian.exercice",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    period_start = fields.Date(required=True, readonly=True)
    period_end = fields.Date(required=True, readonly=True)
    kind = fields.Selection(KINDS, required=True, readonly=True, index=True)
    due_amount = fields.Monetary(string="Due", readonly=True)
    billed_amount = fields.Monetary(string="Already Billed", readonly=True)
    amount = fields.Monetary(
        string="Difference",
        readonly=True,
        help="Below zero: to credit. Above zero: to bill. Excluding VAT.",
    )
    state = fields.Selection(
        STATES,
        default="open",
        required=True,
        readonly=True,
        index=True,
        tracking=True,
        group_expand=True,
    )
    former_state = fields.Selection(
        STATES,
        readonly=True,
        copy=False,
        help="The state before the correction was prepared: it comes back with the "
        "deletion of the draft.",
    )
    dismiss_reason = fields.Char(readonly=True)
    move_ids = fields.Many2many(
        "account.move", string="Corrections", readonly=True, copy=False
    )
    origin_move_ids = fields.Many2many(
        "account.move", compute="_compute_origin_move_ids", string="Invoices Concerned"
    )

    _slot_uniq = models.Constraint(
        "UNIQUE (contract_line_id, period_start)",
        "This period of the contract line already has its discrepancy.",
    )

    @api.depends("contract_line_id", "period_start")
    def _compute_display_name(self):
        for discrepancy in self:
            discrepancy.display_name = (
                f"{discrepancy.partner_id.name} - {discrepancy.product_id.name}"
                f" - {discrepancy.exercice_id.display_name}"
            )

    def _compute_origin_move_ids(self):
        groups = (
            self.env["account.move.line"]
            .search(
                [
                    ("contract_line_id", "in", self.contract_line_id.ids),
                    ("billing_period_start", "in", self.mapped("period_start")),
                    ("parent_state", "!=", "cancel"),
                ]
            )
            .grouped(lambda line: (line.contract_line_id, line.billing_period_start))
        )
        none = self.env["account.move.line"]
        for discrepancy in self:
            slot = (discrepancy.contract_line_id, discrepancy.period_start)
            discrepancy.origin_move_ids = groups.get(slot, none).move_id

    # Guard

    @api.model_create_multi
    def create(self, vals_list):
        self._check_review({"state"})
        return super().create(vals_list)

    def write(self, vals):
        self._check_review(set(vals) - self._get_free_fields())
        return super().write(vals)

    def _get_free_fields(self):
        """Return what people may write: the discussion, never figures nor state."""
        return {
            *self.env["mail.thread"]._fields,
            *self.env["mail.activity.mixin"]._fields,
        }

    def _check_review(self, locked_names):
        if locked_names and self.env.context.get("discrepancy_review") is not REVIEW:
            raise AccessError(
                self.env._(
                    "The figures of a discrepancy come from the ledger, its state from "
                    "its buttons: neither can be written."
                )
            )

    def _decide(self, vals):
        """Write what the review decides; callers have checked who may decide it."""
        return self.with_context(discrepancy_review=REVIEW).write(vals)

    def _get_slot(self):
        self.ensure_one()
        return self.contract_line_id.id, self.period_start

    def _get_figures(self):
        """Return the figures on which it was decided so far."""
        self.ensure_one()
        return Figures(
            to_decimal(self.due_amount),
            to_decimal(self.billed_amount),
            to_decimal(self.amount),
        )
