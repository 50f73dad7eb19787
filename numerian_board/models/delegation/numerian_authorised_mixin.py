# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from lxml.builder import E

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class NumerianAuthorisedMixin(models.AbstractModel):
    """An act authorised by a decision taken by delegation, not by the assembly."""

    _inherit = "numerian.authorised.mixin"

    delegated_decision_id = fields.Many2one(
        "numerian.delegated.decision",
        string="Decision by Delegation",
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
        help="Taken by whom the assembly has delegated its powers.",
    )

    @api.constrains("decision_id", "delegated_decision_id")
    def _check_one_authorisation(self):
        for act in self:
            if act.decision_id and act.delegated_decision_id:
                raise ValidationError(
                    self.env._(
                        "%(act)s rests on a deliberation or on a decision by "
                        "delegation, not on both.",
                        act=act.display_name,
                    )
                )

    def write(self, vals):
        if "delegated_decision_id" in vals and not self.env.su:
            self._check_delegated_open(vals)
        return super().write(vals)

    def _check_delegated_open(self, vals):
        """Keep the decision of what was done under it."""
        states = self._get_act_states()
        will_change = self.env["account.move"]._field_will_change
        for act in self.filtered(lambda act: states[act] == "done"):
            if will_change(act, vals, "delegated_decision_id"):
                raise UserError(
                    self.env._(
                        "%(act)s is done: its decision does not change any more.",
                        act=act.display_name,
                    )
                )

    def _get_authorisation_problem(self, bodies):
        # sudo: whoever does the act is bound by the decision, allowed to read it or not
        decision = self.delegated_decision_id.sudo()
        competent = self._filter_competent(bodies)
        if not decision or not competent:
            return super()._get_authorisation_problem(bodies)
        problem = decision._get_act_problem(
            self._decision_kind, competent, self._get_act_date()
        )
        if not problem:
            return None
        return self.env._(
            "%(act)s: %(problem)s", act=self.display_name, problem=problem
        )

    def _get_authorisation_problems(self):
        """Add the decisions that these acts, all together, would exceed."""
        bound = self.filtered(
            lambda act: act.delegated_decision_id and not act._is_overridden()
        )
        excesses = [
            # sudo: as above
            decision.sudo()._get_excess_problem(acts)
            for decision, acts in bound.grouped("delegated_decision_id").items()
        ]
        return super()._get_authorisation_problems() + [e for e in excesses if e]

    def _check_authorised(self):
        checked = super()._check_authorised()
        decided = self.filtered("delegated_decision_id")
        if decided:
            # sudo: recorded by the act, entered by nobody
            decided.sudo().write(
                {
                    "executed_on": fields.Date.context_today(self),
                    "executed_by_id": self.env.uid,
                }
            )
        return checked

    @api.depends("delegated_decision_id")
    def _compute_authorisation_text(self):
        return super()._compute_authorisation_text()

    @api.model
    def _get_decision_group(self):
        group = super()._get_decision_group()
        domain = (
            "[('state', '=', 'taken'), "
            f"('subject_id.kind_id.code', '=', '{self._decision_kind}')]"
        )
        group.find("field[@name='deliberation_id']").addnext(
            E.field(
                name="delegated_decision_id",
                readonly="executed_on",
                domain=domain,
                options="{'no_create': True}",
            )
        )
        return group
