# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class NumerianAuthorisedMixin(models.AbstractModel):
    """An act tied to what the assembly decided: done once that is in force."""

    _inherit = "numerian.authorised.mixin"

    decision_id = fields.Many2one(
        "numerian.decision",
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
        help="What the assembly decided, that this act carries out.",
    )
    deliberation_id = fields.Many2one(
        related="decision_id.deliberation_id", store=True, index="btree_not_null"
    )
    executed_on = fields.Date(readonly=True, copy=False)
    executed_by_id = fields.Many2one(
        "res.users", readonly=True, copy=False, ondelete="restrict"
    )

    def _filter_of_assemblies(self):
        bodies = self._get_competent_bodies()
        return super()._filter_of_assemblies() | self.filtered(
            lambda act: act._get_asked_bodies(bodies) and act._needs_decision()
        )

    def _filter_gated(self):
        return super()._filter_gated().filtered(lambda act: not act._is_overridden())

    def _get_authorisation_problems(self):
        """Return the problems of each act, then of the decisions that they exceed.

        The number of queries does not grow with the number of acts.
        """
        acts = self.filtered(lambda act: not act._is_overridden())
        bodies = acts._get_competent_bodies()
        problems = [act._get_authorisation_problem(bodies) for act in acts]
        # sudo: the decision binds whoever acts, allowed to read it or not
        problems += acts.decision_id.sudo()._get_excess_problems(acts)
        return super()._get_authorisation_problems() + [p for p in problems if p]

    def _get_competent_bodies(self):
        """Return the assemblies that decide on such acts, all of them together."""
        companies = self.env["res.company"].union(
            *(act._get_decision_company() for act in self)
        )
        return self.env["numerian.body"]._get_competent(
            companies, [self._decision_kind] if self else []
        )

    def _filter_competent(self, bodies):
        """Return, among those, the assemblies that decide on this act."""
        self.ensure_one()
        return bodies._filter_competent(
            self._get_decision_company(), self._decision_kind
        )

    def _get_asked_bodies(self, bodies):
        """Return the assemblies without whose decision the act is not done; extend."""
        return self._filter_competent(bodies)

    def _get_authorisation_problem(self, bodies):
        """Return why this act is not authorised, or ``None``.

        :param bodies: the assemblies that decide on such acts
        """
        competent = self._filter_competent(bodies)
        # sudo: whoever does the act is bound by the decision, allowed to read it or not
        decision = self.decision_id.sudo()
        if not competent:
            return None
        if not decision:
            return self._get_missing_problem(self._get_asked_bodies(bodies))
        if decision.deliberation_id.body_id not in competent:
            return self.env._(
                "%(act)s: %(body)s does not decide on it.",
                act=self.display_name,
                body=decision.deliberation_id.body_id.name,
            )
        problem = decision.deliberation_id._get_force_problem(self._get_act_date())
        if problem:
            return self.env._(
                "%(act)s: %(problem)s", act=self.display_name, problem=problem
            )
        return self._get_decision_problem(decision)

    def _get_missing_problem(self, bodies):
        if not bodies or not self._needs_decision():
            return None
        return self.env._(
            "%(act)s needs a deliberation in force: %(bodies)s.",
            act=self.display_name,
            bodies=", ".join(bodies.mapped("name")),
        )

    def _get_decision_problem(self, decision):
        """Return why the act is not the one decided, or ``None``."""
        if not decision._is_about(self):
            return self.env._(
                "%(act)s: deliberation %(deliberation)s decided on another act.",
                act=self.display_name,
                deliberation=decision.deliberation_id.display_name,
            )
        problem = decision._get_details_problem()
        if not problem:
            return None
        return self.env._(
            "%(act)s: %(problem)s", act=self.display_name, problem=problem
        )

    def _prepare_decision_vals(self):
        """Return the decision that authorises this act."""
        self.ensure_one()
        kind = self.env["numerian.decision.kind"]._get_by_code(self._decision_kind)
        return {
            "name": self.display_name,
            "kind_id": kind.id,
            "partner_id": self._get_decision_partner().id,
            "amount": self._get_decision_amount(),
            "res_model": self._name,
            "res_id": self.id,
        }

    # Carried out: by whom, when

    def _check_authorised(self):
        checked = super()._check_authorised()
        decided = self.filtered("decision_id")
        if decided:
            # sudo: recorded by the act, entered by nobody
            decided.sudo().write(
                {
                    "executed_on": fields.Date.context_today(self),
                    "executed_by_id": self.env.uid,
                }
            )
        return checked
