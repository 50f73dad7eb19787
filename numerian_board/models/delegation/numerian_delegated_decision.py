# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...core.deadlines import in_force_date

STATES = [("draft", "Draft"), ("taken", "Taken"), ("withdrawn", "Withdrawn")]
TAKEN_FIELDS = (
    "name",
    "delegation_id",
    "subject_id",
    "date",
    "amount",
    "text",
    "bureau_deliberation_id",
)


class NumerianDelegatedDecision(models.Model):
    """A decision taken by delegation, without the assembly, that authorises an act.

    Under the rules of a deliberation on the same object: sent to the prefecture where
    it must be, published, then in force (CGCT, art. L5211-3 and L2131-1). The assembly
    is told at its next session. Amount in euros excl. VAT.
    """

    _name = "numerian.delegated.decision"
    _description = "Decision Taken by Delegation"
    _inherit = ["mail.thread"]
    _order = "date desc, number_rank desc, id desc"
    _check_company_auto = True

    name = fields.Char(string="Object", required=True, tracking=True)
    number = fields.Char(readonly=True, copy=False, index="btree_not_null")
    number_year = fields.Integer(readonly=True, copy=False, aggregator=False)
    number_rank = fields.Integer(readonly=True, copy=False, aggregator=False)
    delegation_id = fields.Many2one(
        "numerian.delegation",
        required=True,
        ondelete="restrict",
        index=True,
        check_company=True,
        tracking=True,
    )
    body_id = fields.Many2one(
        related="delegation_id.body_id", store=True, precompute=True, index=True
    )
    company_id = fields.Many2one(
        related="delegation_id.company_id", store=True, precompute=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    delegate = fields.Selection(related="delegation_id.delegate")
    subject_id = fields.Many2one(
        "numerian.delegation.subject",
        required=True,
        domain="[('id', 'in', allowed_subject_ids)]",
        ondelete="restrict",
        index=True,
        tracking=True,
    )
    allowed_subject_ids = fields.Many2many(related="delegation_id.subject_ids")
    date = fields.Date(
        required=True, default=fields.Date.context_today, copy=False, tracking=True
    )
    amount = fields.Monetary(tracking=True, help="Excluding VAT.")
    text = fields.Html(help="Having regard to…, decides…")
    bureau_deliberation_id = fields.Many2one(
        "numerian.deliberation",
        string="Deliberation of the Bureau",
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
        check_company=True,
        tracking=True,
    )
    needs_transmission = fields.Boolean(related="body_id.needs_transmission")
    received_on = fields.Date(
        string="Acknowledged On",
        copy=False,
        tracking=True,
        help="Date of the acknowledgement of the prefecture.",
    )
    published_on = fields.Date(copy=False, tracking=True, help="Or notified.")
    in_force_date = fields.Date(compute="_compute_in_force_date", store=True)
    state = fields.Selection(
        STATES,
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    withdrawn_on = fields.Date(readonly=True, copy=False, tracking=True)
    report_item_id = fields.Many2one(
        "numerian.agenda.item",
        string="Reported At",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
        help="Agenda item at which the assembly is told of it.",
    )
    is_reported = fields.Boolean(compute="_compute_is_reported", store=True)

    _number_uniq = models.UniqueIndex(
        "(body_id, number_year, number_rank) WHERE number_rank > 0",
        "This number is already given.",
    )
    _amount_not_negative = models.Constraint(
        "CHECK (amount >= 0)", "The amount of a decision cannot be negative."
    )

    @api.depends("state", "published_on", "received_on", "needs_transmission")
    def _compute_in_force_date(self):
        for decision in self:
            decision.in_force_date = decision.state == "taken" and in_force_date(
                decision.published_on or None,
                decision.received_on or None,
                decision.needs_transmission,
            )

    @api.depends("report_item_id.session_id.state")
    def _compute_is_reported(self):
        for decision in self:
            session = decision.report_item_id.session_id
            decision.is_reported = session.state in ("open", "closed")

    @api.depends("number", "name")
    def _compute_display_name(self):
        for decision in self:
            number, name = decision.number, decision.name or ""
            decision.display_name = f"{number} - {name}" if number else name

    @api.constrains("received_on", "published_on", "date")
    def _check_steps(self):
        for decision in self:
            steps = [
                day for day in (decision.received_on, decision.published_on) if day
            ]
            if steps and (decision.state == "draft" or min(steps) < decision.date):
                raise ValidationError(
                    self.env._(
                        "%(decision)s is taken before it is sent or published.",
                        decision=decision.display_name,
                    )
                )
