# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

CHORUS_REQUIREMENTS = [
    ("none", "Nothing"),
    ("service", "Service code"),
    ("engagement", "Commitment number"),
    ("both", "Service code and commitment number"),
    ("either", "Service code or commitment number"),
]


class ResPartner(models.Model):
    """A member of the syndicate: what it counts, what it asks of an invoice."""

    _inherit = "res.partner"

    population = fields.Integer(help="Municipal population published by INSEE.")
    population_year = fields.Integer(string="Year of the population", aggregator=False)
    epci_id = fields.Many2one(
        "res.partner",
        string="EPCI",
        domain="[('is_local_authority', '=', True), ('authority_kind', '=', 'epci')]",
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
    )
    epci_member_ids = fields.One2many("res.partner", "epci_id", string="EPCI members")

    staff_count = fields.Integer(string="Staff members", tracking=True)
    mailbox_count = fields.Integer(string="Mailboxes", tracking=True)
    workstation_count = fields.Integer(string="Workstations", tracking=True)
    server_count = fields.Integer(string="Servers", tracking=True)
    mobile_account_count = fields.Integer(
        string="Mobile or sensitive accounts",
        tracking=True,
        help="Accounts of mobile or sensitive users, to be encrypted.",
    )

    membership_since = fields.Date(string="Member since", tracking=True)
    membership_until = fields.Date(
        string="Member until", tracking=True, help="Last day of the membership."
    )
    is_member = fields.Boolean(
        string="Member", compute="_compute_is_member", search="_search_is_member"
    )

    chorus_requirement = fields.Selection(
        CHORUS_REQUIREMENTS,
        string="Required on invoices",
        default="none",
        tracking=True,
        help="What the authority asks Chorus Pro to refuse an invoice without.",
    )
    chorus_service_code = fields.Char(string="Chorus service code", tracking=True)
    chorus_commitment_number = fields.Char(
        string="Commitment number",
        tracking=True,
        help="Engagement juridique of its contracts, but those that have their own.",
    )

    _membership_ends_after_it_starts = models.Constraint(
        "CHECK (membership_until >= membership_since)",
        "The membership ends before it starts: correct one of the two dates.",
    )
    _counts_not_negative = models.Constraint(
        "CHECK (LEAST(population, staff_count, mailbox_count, workstation_count,"
        " server_count, mobile_account_count) >= 0)",
        "Population, staff, mailboxes, workstations, servers and accounts are counted:"
        " enter zero or more.",
    )

    @api.depends("membership_since", "membership_until")
    def _compute_is_member(self):
        today = fields.Date.context_today(self)
        for partner in self:
            since, until = partner.membership_since, partner.membership_until
            partner.is_member = bool(
                since and since <= today and (not until or until >= today)
            )

    def _search_is_member(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        return Domain("membership_since", "<=", today) & (
            Domain("membership_until", "=", False)
            | Domain("membership_until", ">=", today)
        )

    @api.constrains("epci_id", "authority_kind")
    def _check_epci_id(self):
        for member in self | self.epci_member_ids:
            if member.epci_id and member.epci_id.authority_kind != "epci":
                raise ValidationError(
                    self.env._(
                        "%(epci)s is not an EPCI: choose another one for %(member)s, "
                        "or set its kind to EPCI.",
                        epci=member.epci_id.name,
                        member=member.name,
                    )
                )
            if member.epci_id == member:
                raise ValidationError(
                    self.env._(
                        "%(epci)s cannot be a member of itself: leave its EPCI empty.",
                        epci=member.name,
                    )
                )
