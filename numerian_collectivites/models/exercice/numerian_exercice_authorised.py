# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models


class NumerianExercice(models.Model):
    """The billing calendar of an exercice: voted, where an assembly decides on it."""

    _name = "numerian.exercice"
    _inherit = ["numerian.exercice", "numerian.authorised.mixin"]
    _decision_kind = "calendar"

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
