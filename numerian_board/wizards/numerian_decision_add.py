# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import Command, api, fields, models
from odoo.exceptions import UserError


class NumerianDecisionAdd(models.TransientModel):
    """Lists the acts that wait for a deliberation, to put some of them to the vote."""

    _name = "numerian.decision.add"
    _description = "Put Acts to the Vote"

    deliberation_id = fields.Many2one(
        "numerian.deliberation",
        required=True,
        default=lambda self: self.env.context.get("active_id"),
    )
    body_id = fields.Many2one(related="deliberation_id.body_id")
    allowed_kind_ids = fields.Many2many(
        "numerian.decision.kind", compute="_compute_allowed_kind_ids"
    )
    kind_id = fields.Many2one(
        "numerian.decision.kind",
        string="What",
        required=True,
        compute="_compute_kind_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    line_ids = fields.One2many(
        "numerian.decision.add.line",
        "wizard_id",
        compute="_compute_line_ids",
        store=True,
        readonly=False,
    )

    @api.depends("deliberation_id")
    def _compute_allowed_kind_ids(self):
        for wizard in self:
            body = wizard.deliberation_id.body_id
            ratifying = wizard.deliberation_id.ratifying_body_id
            wizard.allowed_kind_ids = (body | ratifying).decided_kind_ids

    @api.depends("deliberation_id")
    def _compute_kind_id(self):
        for wizard in self:
            kinds, company = wizard.allowed_kind_ids, wizard.deliberation_id.company_id
            waiting = kinds.filtered(lambda k, c=company: k._get_waiting_acts(c))
            wizard.kind_id = (waiting or kinds)[:1]

    @api.depends("kind_id", "deliberation_id")
    def _compute_line_ids(self):
        for wizard in self:
            wizard.line_ids = [Command.clear()] + [
                Command.create(wizard._prepare_line_vals(act))
                for acts in wizard._get_waiting_acts()
                for act in acts
            ]

    def _get_waiting_acts(self):
        return self.kind_id._get_waiting_acts(self.deliberation_id.company_id)

    def _prepare_line_vals(self, act):
        return {
            "name": act.display_name,
            "amount": act._get_decision_amount(),
            "act_key": f"{act._name},{act.id}",
        }

    def action_add(self):
        """Put the acts chosen to the vote, if they still wait.

        :raises UserError: none is chosen
        """
        self.ensure_one()
        keys = self.line_ids.filtered("is_chosen").mapped("act_key")
        chosen = [
            acts.filtered(lambda act: f"{act._name},{act.id}" in keys)
            for acts in self._get_waiting_acts()
        ]
        if not any(chosen):
            raise UserError(self.env._("Choose what is put to the vote."))
        for acts in chosen:
            self.deliberation_id._add_acts(acts)
        return {"type": "ir.actions.act_window_close"}
