# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

STATES = [
    ("estimated", "Estimated"),
    ("requested", "Requested"),
    ("granted", "Granted"),
    ("received", "Received"),
    ("refused", "Refused"),
]


class NumerianSubsidyGrant(models.Model):
    """What an authority asks of a programme, and gets: euros, outside VAT."""

    _name = "numerian.subsidy.grant"
    _description = "Subsidy Grant"
    _inherit = ["mail.thread", "mail.activity.mixin", "numerian.authorised.mixin"]
    _order = "program_id, partner_name, id"
    _decision_kind = "subsidy"
    _check_company_auto = True

    program_id = fields.Many2one(
        "numerian.subsidy.program",
        string="Programme",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        tracking=True,
    )
    company_id = fields.Many2one(
        related="program_id.company_id", store=True, precompute=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    partner_id = fields.Many2one(
        "res.partner",
        string="Authority",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('is_local_authority', '=', True)]",
        check_company=True,
        tracking=True,
    )
    partner_name = fields.Char(related="partner_id.name", store=True)
    funder_id = fields.Many2one(related="program_id.funder_id", store=True)
    payee = fields.Selection(related="program_id.payee", store=True)
    state = fields.Selection(
        STATES,
        required=True,
        default="estimated",
        index=True,
        tracking=True,
        group_expand=True,
    )
    reference = fields.Char(string="Funder's File No.", copy=False, tracking=True)
    unit_count = fields.Integer(
        string="Units",
        compute="_compute_unit_count",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
        help="Agents, workstations…: by default, the counts of the authority.",
    )
    estimated_amount = fields.Monetary(
        string="Amount Estimated",
        compute="_compute_estimated_amount",
        store=True,
        precompute=True,
        tracking=True,
    )
    requested_amount = fields.Monetary(
        string="Amount Requested", copy=False, tracking=True
    )
    requested_date = fields.Date(string="Requested On", copy=False, tracking=True)
    granted_amount = fields.Monetary(string="Amount Granted", copy=False, tracking=True)
    granted_date = fields.Date(string="Granted On", copy=False, tracking=True)
    received_amount = fields.Monetary(
        string="Amount Received",
        copy=False,
        tracking=True,
        help="In all: add each payment to those before.",
    )
    received_date = fields.Date(
        string="Received On", copy=False, tracking=True, help="Of the last payment."
    )
    remaining_amount = fields.Monetary(
        string="Amount to Receive", compute="_compute_remaining_amount", store=True
    )
    expected_amount = fields.Monetary(
        string="Amount Expected",
        compute="_compute_expected_amount",
        store=True,
        help="The best known amount: estimated, requested, then granted.",
    )
    refusal_reason = fields.Char(copy=False, tracking=True)
    refused_date = fields.Date(string="Refused On", copy=False, tracking=True)
    document_ids = fields.Many2many(
        "ir.attachment",
        "numerian_subsidy_grant_document_rel",
        string="Documents",
        copy=False,
        help="Request, decision of the funder, proof of payment.",
    )

    _program_partner_uniq = models.Constraint(
        "UNIQUE (program_id, partner_id)",
        "This authority has a grant of this programme already.",
    )
    _amounts_not_negative = models.Constraint(
        "CHECK (LEAST(unit_count, requested_amount, granted_amount, received_amount)"
        " >= 0)",
        "Counts and amounts of a grant are not negative.",
    )

    @api.depends("state", "partner_id", "program_id.unit")
    def _compute_unit_count(self):
        for grant in self.filtered(lambda g: g.state == "estimated"):
            grant.unit_count = (
                grant.program_id._get_unit_count(grant.partner_id)
                if grant.program_id
                else 0
            )

    @api.depends(
        *("state", "unit_count"),
        *("program_id.amount_per_unit", "program_id.basis", "program_id.years"),
        *("program_id.floor_amount", "program_id.ceiling_amount"),
    )
    def _compute_estimated_amount(self):
        """Follow the programme until the request: what was asked for stays."""
        for grant in self:
            if grant.state == "estimated" or not grant.estimated_amount:
                program = grant.program_id
                amount = program._get_amount(grant.unit_count) if program else 0.0
                grant.estimated_amount = amount

    @api.depends("granted_amount", "received_amount", "state")
    def _compute_remaining_amount(self):
        for grant in self:
            is_granted = grant.state in ("granted", "received")
            left = grant.granted_amount - grant.received_amount
            grant.remaining_amount = left if is_granted else 0.0

    @api.depends("state", "estimated_amount", "requested_amount", "granted_amount")
    def _compute_expected_amount(self):
        for grant in self:
            known = {
                "estimated": grant.estimated_amount,
                "requested": grant.requested_amount,
                "refused": 0.0,
            }
            grant.expected_amount = known.get(grant.state, grant.granted_amount)

    @api.depends("program_id.name", "partner_name")
    def _compute_display_name(self):
        for grant in self:
            names = (grant.program_id.name, grant.partner_name)
            grant.display_name = " - ".join(filter(None, names))

    @api.constrains("partner_id")
    def _check_partner_id(self):
        for grant in self:
            if not grant.partner_id.is_local_authority:
                raise ValidationError(
                    self.env._(
                        "%(partner)s is not a local authority: a grant is for one.",
                        partner=grant.partner_id.display_name,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_requested(self):
        for grant in self:
            if grant.state != "estimated":
                raise UserError(
                    self.env._(
                        "%(grant)s was requested: it stays. Refuse it, with a reason.",
                        grant=grant.display_name,
                    )
                )
