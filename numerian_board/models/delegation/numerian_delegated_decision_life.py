# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools.misc import format_date, formatLang

from .numerian_delegated_decision import TAKEN_FIELDS

DERIVED_FIELDS = (
    "state",
    "number",
    "number_year",
    "number_rank",
    "withdrawn_on",
    "report_item_id",
)


class NumerianDelegatedDecision(models.Model):
    """Taken once checked against the delegation; then what it authorises."""

    _inherit = "numerian.delegated.decision"

    cancellation_ids = fields.One2many(
        "numerian.titre.cancellation",
        "delegated_decision_id",
        string="Credit Notes",
        groups="numerian_board.group_secretary,numerian_collectivites.group_reader",
    )
    done_amount = fields.Monetary(
        string="Carried Out",
        compute="_compute_done_amount",
        compute_sudo=True,
        help="Excluding VAT.",
    )

    @api.depends("cancellation_ids.state", "cancellation_ids.amount_untaxed")
    def _compute_done_amount(self):
        for decision in self:
            decision.done_amount = decision._get_done_amount()

    def _get_done_amount(self, besides=None):
        """Return what acts have carried out, some left out; extend for other acts.

        :param besides: acts that are not counted
        """
        acts = self.cancellation_ids
        if besides is not None and besides._name == acts._name:
            acts -= besides
        posted = acts.filtered(lambda act: act.state == "posted")
        return sum(posted.mapped("amount_untaxed"))

    def action_take(self):
        """Take the decision: check the delegation, number, freeze.

        :raises UserError: lists how it exceeds the delegation
        """
        self.check_access("write")
        for decision in self:
            if decision.state != "draft":
                raise UserError(self.env._("This decision is taken already."))
            # The number locks the series: two decisions never share what is left.
            vals = decision._prepare_number_vals()
            problems = decision._get_problems()
            if problems:
                raise UserError("\n".join(problems))
            # sudo: the right is checked above; nobody enters these by hand
            decision.sudo().write(vals | {"state": "taken"})

    def _get_problems(self):
        """Return why the delegate may not decide it, one message each."""
        self.ensure_one()
        power = self.delegation_id
        problems = power._get_problems(
            self.date, self.amount, self.subject_id, power._get_taken() - self
        )
        if self.delegate == "bureau" and not self._is_decided_by_bureau():
            problems.append(
                self.env._(
                    "%(bureau)s decides by a deliberation: choose one it has adopted.",
                    bureau=power.delegate_body_id.name,
                )
            )
        return problems

    def _is_decided_by_bureau(self):
        deliberation = self.bureau_deliberation_id
        return (
            deliberation.body_id == self.delegation_id.delegate_body_id
            and deliberation.outcome == "adopted"
            and not deliberation.withdrawn_on
        )

    def _prepare_number_vals(self):
        """Return the number in the series of the body and year: D22_CA_001."""
        year, body = self.date.year, self.body_id
        # sudo: the number is drawn by the act that it numbers
        counter = self.env["numerian.deliberation.counter"].sudo()
        rank = counter._draw(body, year, "decision")
        return {
            "number": f"D{year % 100:02d}_{body.code}_{rank:03d}",
            "number_year": year,
            "number_rank": rank,
        }

    def action_withdraw(self):
        """Withdraw the decision from today on; its acts done stay."""
        self.check_access("write")
        if not self.env.user.has_group("numerian_board.group_manager"):
            raise AccessError(self.env._("Only a manager withdraws a decision."))
        for decision in self:
            if decision.state != "taken":
                raise UserError(self.env._("Only a decision taken is withdrawn."))
        # sudo: the right is checked above; nobody enters these by hand
        today = fields.Date.context_today(self)
        self.sudo().write({"state": "withdrawn", "withdrawn_on": today})

    # What it authorises

    def _get_act_problem(self, kind, bodies, day):
        """Return why it does not authorise an act, or ``None``.

        :param kind: kind of the act
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
        if self.subject_id.act_kind != kind:
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

    def _get_excess_problem(self, acts):
        """Return why acts would exceed the amount decided, or ``None``.

        :param acts: those about to be done, all together
        """
        self.ensure_one()
        left = self.amount - self._get_done_amount(acts)
        asked = sum(act._get_act_amount() for act in acts)
        if self.currency_id.compare_amounts(asked, left) <= 0:
            return None
        return self.env._(
            "%(acts)s: %(asked)s excl. VAT, decision %(decision)s leaves %(left)s.",
            acts=", ".join(acts.mapped("display_name")),
            asked=formatLang(self.env, asked, currency_obj=self.currency_id),
            left=formatLang(self.env, left, currency_obj=self.currency_id),
            decision=self.display_name,
        )

    # What is taken stays

    @api.model_create_multi
    def create(self, vals_list):
        for vals in [] if self.env.su else vals_list:
            self._check_not_derived(vals)
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su:
            self._check_not_derived(vals)
        will_change = self.env["account.move"]._field_will_change
        for decision in self.filtered(lambda d: d.state != "draft"):
            if any(will_change(decision, vals, name) for name in TAKEN_FIELDS):
                decision._refuse_change()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_taken(self):
        for decision in self.filtered("number"):
            decision._refuse_change()

    def _check_not_derived(self, vals):
        """Refuse what its buttons alone give; forms send empty values back."""
        given = any(vals.get(name) for name in DERIVED_FIELDS if name != "state")
        if given or vals.get("state", "draft") != "draft":
            raise UserError(self.env._("The state of a decision follows its buttons."))

    def _refuse_change(self):
        raise UserError(
            self.env._(
                "%(decision)s is taken: it does not change any more.",
                decision=self.display_name,
            )
        )
