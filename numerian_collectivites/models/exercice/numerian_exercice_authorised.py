# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.tools.misc import format_date


class NumerianExercice(models.Model):
    """The billing calendar of an exercice: voted, where an assembly decides on it."""

    _name = "numerian.exercice"
    _inherit = ["numerian.exercice", "numerian.authorised.mixin"]
    _decision_kind = "calendar"

    def _get_decision_details(self):
        """Return the campaigns; one cancelled stays what was voted."""
        return [
            (campaign._get_decision_name(), format_date(self.env, campaign.date))
            for campaign in self.campaign_ids.sorted(lambda c: (c.date, c.id))
        ]

    def _get_act_states(self):
        return {exercice: exercice._get_calendar_state() for exercice in self}

    def _get_calendar_state(self):
        states = set(self.campaign_ids.mapped("state")) - {"cancelled"}
        if states == {"done"}:
            return "done"
        return "part" if states & {"done", "running"} else "to_do"

    @api.model
    def _get_waiting_act_domain(self):
        return [("campaign_ids.state", "in", ("draft", "planned", "running"))]
