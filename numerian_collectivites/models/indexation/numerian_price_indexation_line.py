# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import format_date

from ..selections import PRICE_PERIODS


class NumerianPriceIndexationLine(models.Model):
    """What an indexation does to one contract line, or why it leaves it alone.

    Written by the indexation only: whoever applies it sees what was computed.
    """

    _name = "numerian.price.indexation.line"
    _description = "Price Indexation Line"
    _order = "indexation_id, partner_id, id"
    _rec_name = "contract_line_id"

    indexation_id = fields.Many2one(
        "numerian.price.indexation", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="indexation_id.company_id", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_from = fields.Date(related="indexation_id.date_from", store=True)
    contract_line_id = fields.Many2one(
        "contract.line", required=True, index=True, ondelete="cascade"
    )
    contract_id = fields.Many2one("contract.contract", ondelete="cascade")
    partner_id = fields.Many2one("res.partner", string="Authority", ondelete="cascade")
    product_id = fields.Many2one(
        "product.product", string="Service", ondelete="restrict"
    )
    service_family_id = fields.Many2one(
        "numerian.service.family", index=True, ondelete="restrict"
    )
    quantity = fields.Float(digits=(16, 2))
    discount = fields.Float(string="Discount (%)", digits="Discount")
    price_period = fields.Selection(PRICE_PERIODS, string="Price per")
    current_price = fields.Float(
        digits=(16, 6), min_display_digits=2, aggregator=False, help="Excluding VAT."
    )
    new_price = fields.Float(
        digits=(16, 6), min_display_digits=2, aggregator=False, help="Excluding VAT."
    )
    difference = fields.Float(
        digits=(16, 6),
        min_display_digits=2,
        compute="_compute_effect",
        store=True,
        aggregator=False,
    )
    amount_before = fields.Monetary(
        string="Yearly Before", help="A whole year, excluding VAT."
    )
    amount_after = fields.Monetary(
        string="Yearly After", help="A whole year, excluding VAT."
    )
    yearly_effect = fields.Monetary(
        compute="_compute_effect", store=True, help="A whole year, excluding VAT."
    )
    state = fields.Selection(
        [
            ("to_apply", "To apply"),
            ("applied", "Applied"),
            ("excluded", "Excluded"),
            ("blocked", "Blocked"),
            ("error", "Error"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        index=True,
    )
    cause = fields.Selection(
        [
            ("billed", "Already billed until"),
            ("ended", "Ends on"),
            ("later", "Already has a price from"),
            ("free", "Has no price"),
            ("unchanged", "Rounding leaves the price as it is"),
            ("firm", "Firm price"),
            ("hand", "Excluded by hand"),
            ("changed", "Price changed since the preview"),
            ("error", "Error"),
        ],
        string="Kind of Cause",
    )
    cause_date = fields.Date()
    error = fields.Char()
    reason = fields.Char(string="Cause", compute="_compute_reason")
    decision = fields.Selection(
        [("exclude", "Exclude"), ("include", "Put back")], string="Decided by Hand"
    )

    _contract_line_uniq = models.Constraint(
        "UNIQUE (indexation_id, contract_line_id)",
        "An indexation holds a contract line once.",
    )

    @api.depends("current_price", "new_price", "amount_before", "amount_after")
    def _compute_effect(self):
        for line in self:
            line.difference = line.new_price - line.current_price
            line.yearly_effect = line.amount_after - line.amount_before

    @api.depends("cause", "cause_date", "error")
    @api.depends_context("lang")
    def _compute_reason(self):
        labels = dict(self._fields["cause"]._description_selection(self.env))
        for line in self:
            day = format_date(self.env, line.cause_date)
            text = " ".join(filter(None, [labels.get(line.cause), day]))
            line.reason = line.error or text or False

    def action_exclude(self):
        self._decide("exclude")

    def action_include(self):
        self._decide("include")

    def _decide(self, decision):
        """Leave lines out of the preview, or take them in again."""
        self.indexation_id.check_access("write")
        if set(self.indexation_id.mapped("state")) != {"previewed"}:
            raise UserError(
                self.env._("Only the lines of a preview are excluded or put back.")
            )
        for indexation, lines in self.grouped("indexation_id").items():
            outlooks = indexation._get_outlooks(lines.contract_line_id)
            # sudo: only this code writes lines; the right to write the indexation is
            # checked above.
            for line in lines.sudo():
                outlook = outlooks[line.contract_line_id.id]
                # Putting back overrules a firm price, and nothing else.
                overrules = decision == "exclude" or outlook.cause == "firm"
                line.decision = overrules and decision
                line._set_outlook(outlook)

    def _set_outlook(self, outlook):
        indexation = self.indexation_id.sudo(False)
        self.write(
            {
                "current_price": outlook.version and outlook.version.price_unit,
                **indexation._prepare_state_vals(outlook, self.decision),
                **indexation._prepare_amounts_vals(
                    self.contract_line_id, outlook, self.decision
                ),
            }
        )

    def _refresh(self, outlooks):
        """Look again just before applying: what changed since the preview waits."""
        for line in self:
            outlook = outlooks[line.contract_line_id.id]
            seen = line.current_price
            line._set_outlook(outlook)
            if line.state == "to_apply" and line.current_price != seen:
                line.write(
                    {
                        "state": "blocked",
                        "cause": "changed",
                        "new_price": line.current_price,
                        "amount_after": line.amount_before,
                    }
                )

    def _cancel(self):
        self.filtered(
            lambda line: line.state in ("to_apply", "applied", "error")
        ).write({"state": "cancelled", "cause": False, "error": False})

    def action_open_contract_line(self):
        self.ensure_one()
        return self.contract_line_id.get_formview_action()
