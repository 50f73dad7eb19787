# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class NumerianAuthorisedMixin(models.AbstractModel):
    """An act authorised by a decision taken by delegation, not by the assembly."""

    _inherit = "numerian.authorised.mixin"

    delegated_decision_id = fields.Many2one(
        "numerian.delegated.decision",
        string="Decision by Delegation",
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
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

    def _get_authorisation_problem(self):
        # sudo: whoever does the act is bound by the decision, allowed to read it or not
        decision = self.delegated_decision_id.sudo()
        bodies = self._get_competent_bodies()
        if not decision or not bodies:
            return super()._get_authorisation_problem()
        problem = decision._get_act_problem(
            self._get_act_kind(), bodies, self._get_act_date()
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

    def _get_act_kind(self):
        """Return the kind of the act as the subjects of delegations name it; extend."""
        return None

    def _get_act_amount(self):
        """Return the amount of the act in euros excl. VAT, above zero; extend."""
        self.ensure_one()
        return 0.0
