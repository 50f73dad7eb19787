# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import format_date, formatLang


class NumerianDelegatedDecision(models.Model):
    """The acts that a decision authorises, of any kind, and how much it leaves."""

    _inherit = "numerian.delegated.decision"

    done_amount = fields.Monetary(
        string="Carried Out",
        compute="_compute_acts",
        compute_sudo=True,
        help="Excluding VAT.",
    )
    acts_summary = fields.Text(
        string="Acts", compute="_compute_acts", compute_sudo=True
    )

    @api.depends("state", "amount")
    def _compute_acts(self):
        acts_of = self._get_acts()
        for decision in self:
            rows = acts_of[decision._origin]
            done = [act for act, state in rows if state == "done"]
            decision.done_amount = sum(act._get_decision_amount() for act in done)
            names = [act.display_name for act, _state in rows]
            decision.acts_summary = "\n".join(names)

    def _get_acts(self):
        """Return ``{decision: [(act, state)]}``; one query a model of acts, and states.

        sudo: the caller reads what an act is called, its state and its amount.
        """
        found = defaultdict(list)
        for model in self.env["numerian.decision.kind"]._get_act_models():
            domain = [("delegated_decision_id", "in", self._origin.ids)]
            acts = model.sudo().search(domain)
            states = acts._get_act_states()
            for act in acts:
                decision = act.delegated_decision_id.with_env(self.env)
                found[decision].append((act, states[act]))
        return found

    def _check_not_carried_out(self):
        """Refuse to withdraw what is done: the delegation would allow it twice."""
        self.ensure_one()
        done = [act for act, state in self._get_acts()[self] if state == "done"]
        if done:
            raise UserError(
                self.env._(
                    "%(decision)s is carried out (%(acts)s): it is not withdrawn, and "
                    "still counts in the total delegated (%(rule)s). Cancel what was "
                    "done first.",
                    decision=self.display_name,
                    acts=", ".join(act.display_name for act in done),
                    rule=self.delegation_id.deliberation_id.display_name,
                )
            )

    def _get_act_problem(self, kind, bodies, day):
        """Return why it does not authorise an act, or ``None``.

        :param kind: code of the kind of the act
        :param bodies: those competent for it
        :param day: day of the act
        """
        self.ensure_one()
        names = {"decision": self.display_name}
        if self.state != "taken":
            return self.env._("decision %(decision)s is not taken.", **names)
        if self.body_id not in bodies:
            return self.env._(
                "decision %(decision)s: %(body)s does not decide on it.",
                body=self.body_id.name,
                **names,
            )
        if self.delegate == "bureau" and not self._is_decided_by_bureau():
            return self.env._(
                "decision %(decision)s: deliberation %(deliberation)s of the bureau is "
                "no longer in force.",
                deliberation=self.bureau_deliberation_id.display_name,
                **names,
            )
        if self.subject_id.kind_id.code != kind:
            return self.env._(
                "decision %(decision)s is on another subject: %(subject)s.",
                subject=self.subject_id.name,
                **names,
            )
        return self._get_force_problem(day)

    def _get_force_problem(self, day):
        names = {"decision": self.display_name}
        if not self.in_force_date:
            return self.env._(
                "decision %(decision)s is not in force: neither published nor received "
                "by the prefecture, or not both.",
                **names,
            )
        if self.in_force_date > day:
            return self.env._(
                "decision %(decision)s is in force from %(day)s only.",
                day=format_date(self.env, self.in_force_date),
                **names,
            )
        return None

    # No more than what was decided

    def _get_excess_problem(self, acts):
        """Return why acts to be done would exceed the amount decided, or ``None``.

        :param acts: records of one model, all together
        """
        self.ensure_one()
        done = [
            act._get_decision_amount()
            for act, state in self._get_acts()[self]
            if state == "done" and act not in acts.sudo()
        ]
        left = self.amount - sum(done)
        asked = sum(act._get_decision_amount() for act in acts)
        if self.currency_id.compare_amounts(asked, left) <= 0:
            return None
        return self.env._(
            "%(acts)s: %(asked)s excl. VAT, decision %(decision)s leaves %(left)s.",
            acts=", ".join(acts.mapped("display_name")),
            asked=formatLang(self.env, asked, currency_obj=self.currency_id),
            left=formatLang(self.env, left, currency_obj=self.currency_id),
            decision=self.display_name,
        )
