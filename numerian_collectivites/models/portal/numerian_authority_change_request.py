# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.exceptions import AccessError, UserError

STATES = [("pending", "Pending"), ("accepted", "Accepted"), ("refused", "Refused")]
REQUESTABLE = [
    # what an authority may ask to correct: nothing that its invoices are made to
    ("email", "Email"),
    ("phone", "Phone"),
    ("street", "Street"),
    ("street2", "Street (continued)"),
    ("zip", "Postcode"),
    ("city", "City"),
    ("staff_count", "Staff members"),
    ("mailbox_count", "Mailboxes"),
    ("workstation_count", "Workstations"),
    ("server_count", "Servers"),
    ("mobile_account_count", "Mobile or sensitive accounts"),
    ("chorus_service_code", "Chorus service code"),
]
OFFICER = "numerian_collectivites.group_contract_officer"


class NumerianAuthorityChangeRequest(models.Model):
    """One datum that an authority asks to correct; an officer accepts or refuses."""

    _name = "numerian.authority.change.request"
    _description = "Change Requested by an Authority"
    _order = "id desc"

    partner_id = fields.Many2one(
        "res.partner",
        string="Authority",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True
    )
    requested_by = fields.Many2one("res.users", required=True, readonly=True)
    field_name = fields.Selection(
        REQUESTABLE, string="Datum", required=True, readonly=True
    )
    old_value = fields.Char(string="Before", readonly=True)
    new_value = fields.Char(string="Requested", readonly=True)
    state = fields.Selection(
        STATES, required=True, default="pending", readonly=True, index=True
    )
    refusal_reason = fields.Char(help="The authority reads it on its page.", copy=False)
    decided_by = fields.Many2one("res.users", readonly=True, copy=False)
    decided_on = fields.Datetime(readonly=True, copy=False)

    _one_pending = models.UniqueIndex(
        "(partner_id, field_name) WHERE state = 'pending'",
        "This datum is already under review: wait for the answer.",
    )

    def write(self, vals):
        """By RPC, an officer enters a reason while nothing is decided, no more."""
        allowed = set(vals) <= {"refusal_reason"} and set(self.mapped("state")) <= {
            "pending"
        }
        if not (self.env.su or allowed):
            raise AccessError(
                self.env._("A request is decided by its buttons, and only once.")
            )
        return super().write(vals)

    def action_accept(self):
        """Write the data on the authority, as the officer."""
        self._check_decision()
        for request in self:
            request.partner_id.write({request.field_name: request._get_value()})
        self._decide("accepted")

    def action_refuse(self):
        self._check_decision()
        for request in self:
            if not (request.refusal_reason or "").strip():
                raise UserError(
                    self.env._(
                        "Enter the reason of the refusal: the authority reads it."
                    )
                )
        self._decide("refused")

    def _check_decision(self):
        if not self.env.user.has_group(OFFICER):
            raise AccessError(self.env._("A contract officer decides on requests."))
        if set(self.mapped("state")) != {"pending"}:
            raise UserError(self.env._("This request is already decided."))

    def _decide(self, state):
        # sudo: the state changes here alone, once the rights are checked
        self.sudo().write(
            {
                "state": state,
                "decided_by": self.env.uid,
                "decided_on": fields.Datetime.now(),
            }
        )

    def _get_value(self):
        self.ensure_one()
        if self.partner_id._fields[self.field_name].type == "integer":
            return int(self.new_value or 0)
        return self.new_value
