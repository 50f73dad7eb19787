# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import defaultdict

from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools.misc import format_date, formatLang

STATES = [
    ("waiting", "Not in force"),
    ("to_do", "To carry out"),
    ("part", "Carried out in part"),
    ("done", "Carried out"),
]


class NumerianDecision(models.Model):
    """How far a decision is carried out: its acts, of any model, by whom and when."""

    _inherit = "numerian.decision"

    cancellation_ids = fields.One2many(
        "numerian.titre.cancellation",
        "decision_id",
        string="Credit Notes",
        groups="numerian_board.group_secretary,numerian_collectivites.group_reader",
    )
    amount_done = fields.Monetary(
        string="Carried Out",
        compute="_compute_execution",
        compute_sudo=True,
        help="Excluding VAT: what the acts done have taken of it.",
    )
    state = fields.Selection(
        STATES,
        compute="_compute_execution",
        compute_sudo=True,
        search="_search_state",
    )
    executed_on = fields.Date(
        string="Done On", compute="_compute_execution", compute_sudo=True
    )
    executed_by = fields.Char(
        string="Done By", compute="_compute_execution", compute_sudo=True
    )
    acts_summary = fields.Html(
        string="Acts", compute="_compute_execution", compute_sudo=True, sanitize=False
    )

    @api.depends(
        "amount",
        "deliberation_id.state",
        "cancellation_ids.state",
        "cancellation_ids.amount_untaxed",
    )
    def _compute_execution(self):
        acts_of = self._get_acts()
        for decision in self:
            rows = acts_of[decision._origin]
            done = [act for act, state in rows if state == "done"]
            days = [act.executed_on for act in done if act.executed_on]
            users = {act.executed_by_id.name for act in done if act.executed_by_id}
            decision.amount_done = sum(act._get_decision_amount() for act in done)
            decision.state = decision._get_state([state for _act, state in rows])
            decision.executed_on = max(days, default=False)
            decision.executed_by = ", ".join(sorted(users))
            decision.acts_summary = decision._get_acts_summary(rows)

    def _get_acts(self):
        """Return ``{decision: [(act, state)]}``; one query a model of acts, and states.

        sudo: the caller reads what an act is called, its state and its amount.
        """
        found = defaultdict(list)
        for model in self.env["numerian.decision.kind"]._get_act_models():
            acts = model.sudo().search([("decision_id", "in", self._origin.ids)])
            states = acts._get_act_states()
            for act in acts:
                found[act.decision_id.with_env(self.env)].append((act, states[act]))
        return found

    def _get_state(self, states):
        """Return how far it is carried out, from the states of its acts."""
        left = self.amount - self.amount_done
        if self.amount and self.amount_done:
            positive = self.currency_id.compare_amounts(left, 0.0) > 0
            return "part" if positive else "done"
        if states and set(states) == {"done"}:
            return "done"
        if set(states) & {"done", "part"}:
            return "part"
        in_force = self.deliberation_id.state == "in_force"
        return "to_do" if in_force else "waiting"

    def _search_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        found = self.search([]).filtered(lambda decision: decision.state in value)
        return [("id", "in", found.ids)]

    def _get_acts_summary(self, rows):
        """Return the acts with their amount, state, date and author, to be read."""
        labels = dict(self._fields["state"]._description_selection(self.env))
        return Markup("<br/>").join(
            " – ".join(filter(None, self._get_act_facts(act, labels[state])))
            for act, state in rows
        )

    def _get_act_facts(self, act, label):
        amount = act._get_decision_amount()
        money = formatLang(self.env, amount, currency_obj=self.currency_id)
        return [
            act.display_name,
            amount and money,
            label,
            act.executed_on and format_date(self.env, act.executed_on),
            act.executed_by_id.name,
        ]

    def action_show_acts(self):
        """Open what carries it out: the act itself, or the list of them."""
        self.ensure_one()
        rows = self._get_acts()[self]
        model = rows[0][0]._name if rows else self.res_model
        acts = self.env[model or "numerian.titre.cancellation"].union(
            *(act.with_env(self.env) for act, _state in rows if act._name == model)
        )
        if len(acts) == 1:
            return acts.get_formview_action()
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": acts._name,
            "view_mode": "list,form",
            "domain": [("id", "in", acts.ids)],
        }

    # No more than what was decided

    def _get_excess_problems(self, acts):
        """Return why acts about to be done would exceed the amounts decided.

        :param acts: records of one model, all together
        """
        limited = self.filtered("amount")
        rows = limited._get_acts() if limited else {}
        asked = acts.grouped("decision_id")
        return [
            problem
            for decision in limited
            if (
                problem := decision._get_excess_problem(
                    asked[decision.with_env(acts.env)], rows[decision]
                )
            )
        ]

    def _get_excess_problem(self, acts, rows):
        """Return why acts would exceed the amount decided, or ``None``."""
        done = [
            act._get_decision_amount()
            for act, state in rows
            if state == "done" and act not in acts.sudo()
        ]
        left = self.amount - sum(done)
        asked = sum(act._get_decision_amount() for act in acts)
        if self.currency_id.compare_amounts(asked, left) <= 0:
            return None
        return self.env._(
            "%(acts)s: %(asked)s excl. VAT, deliberation %(deliberation)s leaves "
            "%(left)s.",
            acts=", ".join(acts.mapped("display_name")),
            asked=formatLang(self.env, asked, currency_obj=self.currency_id),
            left=formatLang(self.env, left, currency_obj=self.currency_id),
            deliberation=self.deliberation_id.display_name,
        )
