# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..button_fields import are_changed, are_given

KINDS = [
    ("change", "Change of services"),
    ("termination", "Early termination"),
    ("transfer", "Transfer to another authority"),
    ("suspension", "Suspension"),
]
STATES = [("draft", "Draft"), ("applied", "In Force"), ("cancelled", "Given Up")]
# Written by the acts of the amendment alone.
BUTTON_FIELDS = (
    *("state", "number", "applied_on", "applied_by_id", "origin_reference"),
    *("effect_kept", "credit_kept", "complement_kept", "new_contract_id"),
)


class NumerianContractAmendment(models.Model):
    """A change of a contract from a day on, its effect shown before it is made.

    It writes dated prices and quantities, stops, successors: never a document that is
    posted. What follows is due by the ledger, and billed or credited by the campaigns.
    """

    _name = "numerian.contract.amendment"
    _description = "Contract Amendment"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "effective_date desc, id desc"

    contract_id = fields.Many2one(
        "contract.contract",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("generation_type", "=", "campaign")],
    )
    company_id = fields.Many2one(related="contract_id.company_id", store=True)
    currency_id = fields.Many2one(related="contract_id.currency_id")
    partner_id = fields.Many2one(
        "res.partner",
        string="Authority",
        compute="_compute_partner_id",
        store=True,
        precompute=True,
        index=True,
        help="The authority when the amendment was made.",
    )
    number = fields.Integer(
        readonly=True,
        copy=False,
        help="In the order of the contract; drawn once, never reused.",
    )
    kind = fields.Selection(KINDS, required=True, default="change", tracking=True)
    state = fields.Selection(
        STATES, default="draft", required=True, readonly=True, copy=False, tracking=True
    )
    effective_date = fields.Date(
        string="In Effect From",
        required=True,
        copy=False,
        tracking=True,
        help="First day of the new terms, or without the service.",
    )
    last_day = fields.Date(
        string="Last Day of Service",
        compute="_compute_last_day",
        inverse="_inverse_last_day",
    )
    suspension_end = fields.Date(
        string="Suspended Until", tracking=True, help="Last day without service."
    )
    reason = fields.Char(tracking=True, help="Shown to the authority.")
    terminate_reason_id = fields.Many2one(
        "contract.terminate.reason", string="Kind of Termination"
    )
    line_ids = fields.One2many(
        "numerian.contract.amendment.line", "amendment_id", copy=True
    )
    applied_on = fields.Datetime(readonly=True, copy=False)
    applied_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    origin_reference = fields.Char(
        string="Origin", readonly=True, copy=False, help="Quote that asked for it."
    )

    _number_uniq = models.UniqueIndex(
        "(contract_id, number) WHERE number > 0",
        "Two amendments of a contract have the same number.",
    )

    @api.depends("contract_id")
    def _compute_partner_id(self):
        """Kept as it was: a contract may go to another authority afterwards."""
        for amendment in self.filtered(lambda a: not a.partner_id):
            amendment.partner_id = amendment.contract_id.commercial_partner_id

    @api.depends("effective_date")
    def _compute_last_day(self):
        for amendment in self:
            day = amendment.effective_date
            amendment.last_day = day and day - timedelta(days=1)

    @api.onchange("last_day")
    def _inverse_last_day(self):
        for amendment in self.filtered("last_day"):
            amendment.effective_date = amendment.last_day + timedelta(days=1)

    @api.depends("number", "contract_id", "partner_id")
    def _compute_display_name(self):
        for amendment in self:
            names = [amendment.partner_id.name, amendment.contract_id.name]
            names = ", ".join(name for name in names if name)
            amendment.display_name = f"{amendment._get_document_title()} - {names}"

    def _get_document_title(self):
        """Return how a document names it: "Amendment no. 2"."""
        self.ensure_one()
        if self.number:
            return self.env._("Amendment no. %(number)s", number=self.number)
        return self.env._("Draft amendment")

    def _ensure_number(self):
        """Draw the next number of the contract, once."""
        for amendment in self.filtered(lambda a: not a.number):
            contract = amendment.contract_id
            contract.lock_for_update()  # two amendments at once: two numbers
            # sudo: drawn, nobody enters it
            amendment.sudo().number = 1 + max(
                contract.with_context(active_test=False).amendment_ids.mapped("number"),
                default=0,
            )

    @api.constrains("contract_id", "effective_date", "state")
    def _check_one_a_day(self):
        # A quote that is signed takes its place in the history, whatever is there.
        typed = self.filtered(
            lambda a: a.state != "cancelled" and not a.origin_reference
        )
        for amendment in typed:
            other = amendment.contract_id.amendment_ids.filtered(
                lambda a, mine=amendment: (
                    a != mine
                    and a.state != "cancelled"
                    and a.effective_date == mine.effective_date
                )
            )
            if other:
                raise ValidationError(
                    self.env._(
                        "%(other)s already takes effect on that day. Complete it if it "
                        "is a draft, or choose another day.",
                        other=other[0]._get_document_title(),
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        if any(are_given(self, vals, BUTTON_FIELDS) for vals in vals_list):
            self._refuse_entered()
        return super().create(vals_list)

    @api.model
    def _refuse_entered(self):
        raise UserError(
            self.env._("An amendment is numbered and put in force by its buttons.")
        )

    def write(self, vals):
        if are_changed(self, vals, BUTTON_FIELDS):
            self._refuse_entered()
        if self._get_frozen_fields() & vals.keys():
            self._check_draft()
        return super().write(vals)

    def _check_draft(self):
        """What is in force stays as it was agreed; mail and activities go on."""
        for amendment in self.filtered(lambda a: a.state != "draft"):
            raise UserError(
                self.env._(
                    "%(amendment)s is no longer a draft: make another amendment.",
                    amendment=amendment._get_document_title(),
                )
            )

    @api.model
    def _get_frozen_fields(self):
        """Return what no longer changes once in force; extend, don't replace."""
        return {
            *("contract_id", "kind", "effective_date", "last_day", "suspension_end"),
            *("reason", "terminate_reason_id", "line_ids", "partner_id"),
            *("target_partner_id", "debts_taken_over"),
        }

    @api.ondelete(at_uninstall=False)
    def _unlink_except_in_force(self):
        if self.filtered(lambda a: a.number or a.state == "applied"):
            raise UserError(
                self.env._(
                    "A numbered amendment stays in the history of its contract. Cancel "
                    "it if it is not in force."
                )
            )

    def action_cancel(self):
        """Give up a draft; what is in force is changed by another amendment."""
        if self.filtered(lambda a: a.state == "applied"):
            raise UserError(
                self.env._("An amendment in force is changed by another amendment.")
            )
        self.check_access("write")
        # sudo: by this button, nobody enters it
        self.sudo().state = "cancelled"
        return True
