# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class NumerianAuthorisedOverride(models.TransientModel):
    """Asks why some acts, of any model, pass without their deliberation."""

    _name = "numerian.authorised.override"
    _description = "Pass Without Deliberation"

    res_model = fields.Char(
        required=True, default=lambda self: self.env.context.get("active_model")
    )
    act_ids = fields.Json(default=lambda self: self.env.context.get("active_ids"))
    acts = fields.Text(compute="_compute_acts")
    reason = fields.Char(required=True)

    @api.depends("res_model", "act_ids")
    def _compute_acts(self):
        for wizard in self:
            wizard.acts = "\n".join(wizard._get_acts().mapped("display_name"))

    def _get_acts(self):
        """Return the acts, if they are any that an assembly decides on."""
        allowed = self.env["numerian.decision.kind"]._get_act_models()
        if self.res_model not in [model._name for model in allowed]:
            return self.env["numerian.titre.cancellation"]
        return self.env[self.res_model].browse(self.act_ids or [])

    def action_override(self):
        self._get_acts()._override_authorisation(self.reason)
