# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class NumerianBillingPosition(models.Model):
    """Where one period of one contract line stands: due, billed, open, planned.

    Derived from the ledger by ``numerian.exercice._refresh_positions``; nobody writes
    it. Company currency, excluding VAT unless the name says otherwise.
    """

    _name = "numerian.billing.position"
    _description = "Billing Position"
    _order = "exercice_id desc, partner_id, contract_line_id, period_start"
    _rec_name = "contract_line_id"
    _log_access = False  # written in bulk; the exercice knows when it was refreshed

    company_id = fields.Many2one("res.company", required=True, readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    exercice_id = fields.Many2one(
        "numerian.exercice", required=True, readonly=True, ondelete="cascade"
    )
    contract_line_id = fields.Many2one(
        "contract.line",
        string="Service",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    contract_id = fields.Many2one(
        "contract.contract", readonly=True, index=True, ondelete="cascade"
    )
    partner_id = fields.Many2one(
        "res.partner", string="Authority", readonly=True, ondelete="cascade"
    )
    service_family_id = fields.Many2one(
        "numerian.service.family", readonly=True, ondelete="restrict"
    )
    product_id = fields.Many2one("product.product", readonly=True, ondelete="restrict")
    payment_term_id = fields.Many2one(
        "account.payment.term", readonly=True, ondelete="set null"
    )
    period_start = fields.Date(required=True, readonly=True)
    period_end = fields.Date(required=True, readonly=True)
    due_amount = fields.Monetary(
        string="Due", readonly=True, help="Excluding VAT, less what was given up."
    )
    billed_amount = fields.Monetary(
        string="Billed So Far", readonly=True, help="Excluding VAT, drafts included."
    )
    open_amount = fields.Monetary(
        string="Still to Bill",
        readonly=True,
        help="Due less billed, excluding VAT; below zero: to credit.",
    )
    open_amount_incl_vat = fields.Monetary(
        string="Still to Bill, incl. VAT",
        readonly=True,
        help="Estimated from the sale taxes of the service.",
    )
    planned_date = fields.Date(
        string="Planned For",
        readonly=True,
        help="Date of the first campaign, done or to come, that covers the period.",
    )
    next_date = fields.Date(
        string="To Bill On",
        readonly=True,
        help="Date of the next campaign that takes what is open.",
    )
    expected_date = fields.Date(
        string="Payment Expected On",
        readonly=True,
        help="Last due date of the payment terms, counted from the next campaign.",
    )

    _slot_uniq = models.Constraint(
        "UNIQUE (contract_line_id, period_start)",
        "This period of the contract line already has its position.",
    )
    # The reports read one exercice at a time, without visiting the table.
    _report_idx = models.Index(
        "(exercice_id) INCLUDE (planned_date, service_family_id, partner_id,"
        " due_amount, open_amount)"
    )
    _open_idx = models.Index("(exercice_id, next_date) WHERE open_amount != 0")

    def action_open_contract(self):
        self.ensure_one()
        return self.contract_id.get_formview_action()
