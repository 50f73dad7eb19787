# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

# After the request; what the funder refused was requested too, at its date or never.
REQUESTED_STATES = ("requested", "granted", "received")
FROM_STATES = {
    "requested": ("estimated",),
    "granted": ("requested",),
    "received": ("granted", "received"),
    "refused": ("estimated", "requested"),
    "estimated": ("requested", "refused"),
}
# What a grant that goes back to its estimate forgets.
NOTHING_ASKED = {
    **{"requested_amount": 0.0, "requested_date": False},
    **{"granted_amount": 0.0, "granted_date": False},
    **{"refusal_reason": False, "refused_date": False},
}


class NumerianSubsidyGrant(models.Model):
    """The steps of a grant, by the buttons of an officer."""

    _inherit = "numerian.subsidy.grant"

    def action_request(self):
        """Send the request to the funder: today and what is estimated, by default."""
        self._take_step("requested", "estimated_amount")

    def action_grant(self):
        """Record what the funder grants: what was requested, by default."""
        self._take_step("granted", "requested_amount")

    def action_receive(self):
        """Record what is paid: what was granted, by default."""
        self._take_step("received", "granted_amount")

    def action_refuse(self):
        """Record the refusal of the funder; its reason is entered first."""
        self._check_step("refused")
        today = fields.Date.context_today(self)
        for grant in self:
            grant.write(
                {"state": "refused", "refused_date": grant.refused_date or today}
            )

    def action_estimate(self):
        """Go back to the estimate: the request is withdrawn, or made again."""
        self._check_step("estimated")
        self.write({"state": "estimated"} | NOTHING_ASKED)

    def _take_step(self, state, default_name):
        """Move grants on, with today and a default amount where none is entered."""
        self._check_step(state)
        today = fields.Date.context_today(self)
        for grant in self:
            amount, day = f"{state}_amount", f"{state}_date"
            grant.write(
                {
                    "state": state,
                    amount: grant[amount] or grant[default_name],
                    day: grant[day] or today,
                }
            )

    def _check_way(self, state):
        """Let a program or an import skip steps, but not go back."""
        way = ("estimated", *REQUESTED_STATES)
        behind = way[: way.index(state)] if state in way else ()
        others = self.filtered(lambda grant: grant.state not in (state, *behind))
        others._check_step(state)

    def _check_step(self, state):
        labels = dict(self._fields["state"]._description_selection(self.env))
        for grant in self:
            if grant.state not in FROM_STATES[state]:
                raise UserError(
                    self.env._(
                        "%(grant)s is at the state “%(state)s”: it does not become "
                        "“%(next)s”.",
                        grant=grant.display_name,
                        state=labels[grant.state],
                        next=labels[state],
                    )
                )

    # What an assembly may decide: the request

    def _get_decision_amount(self):
        """Return what is asked for: euros, outside VAT; nothing once refused."""
        self.ensure_one()
        if self.state == "refused":
            return 0.0
        return self.requested_amount or self.estimated_amount

    def _get_decision_partner(self):
        return self.partner_id

    def _get_act_date(self):
        return self.requested_date or super()._get_act_date()

    def _get_act_states(self):
        return {g: "to_do" if g.state == "estimated" else "done" for g in self}

    @api.model
    def _get_waiting_act_domain(self):
        return [("state", "=", "estimated")]
