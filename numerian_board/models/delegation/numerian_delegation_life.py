# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools.misc import format_date, formatLang

from odoo.addons.numerian_collectivites.core.proration import to_decimal
from odoo.addons.numerian_collectivites.models.button_fields import (
    are_changed,
    are_given,
)

from ...core import delegation
from .numerian_delegation import VOTED_FIELDS

BUTTON_FIELDS = ("withdrawn_on",)
STATES = [
    ("waiting", "Not in force"),
    ("in_force", "In force"),
    ("ended", "Ended"),
    ("withdrawn", "Withdrawn"),
]


class NumerianDelegation(models.Model):
    """In force from the day of its deliberation on, until it ends or is withdrawn."""

    _inherit = "numerian.delegation"

    decision_ids = fields.One2many(
        "numerian.delegated.decision", "delegation_id", string="Decisions"
    )
    decided_amount = fields.Monetary(
        string="Decided", compute="_compute_decided_amount", help="Excluding VAT."
    )
    is_voted = fields.Boolean(compute="_compute_is_voted")
    withdrawn_on = fields.Date(readonly=True, copy=False, tracking=True)
    state = fields.Selection(STATES, compute="_compute_state")

    @api.depends("decision_ids.amount", "decision_ids.state")
    def _compute_decided_amount(self):
        for power in self:
            power.decided_amount = sum(power._get_taken().mapped("amount"))

    @api.depends("deliberation_id.outcome")
    def _compute_is_voted(self):
        for power in self:
            power.is_voted = bool(power.deliberation_id.outcome)

    @api.depends("withdrawn_on", "last_date", "date_start", "deliberation_id.state")
    def _compute_state(self):
        today = fields.Date.context_today(self)
        for power in self:
            power.state = power._get_state(today)

    def _get_state(self, day):
        if self.withdrawn_on:
            return "withdrawn"
        if self.last_date and self.last_date < day:
            return "ended"
        is_open = self.date_start and self.date_start <= day
        # sudo: who only reads the delegation may not read the draft deliberation
        problem = self.deliberation_id.sudo()._get_force_problem(day)
        return "in_force" if is_open and not problem else "waiting"

    def _get_taken(self):
        return self.decision_ids.filtered(lambda decision: decision.state == "taken")

    def _get_terms(self):
        """Return the delegation as the calculation takes it."""
        self.ensure_one()
        return delegation.Delegation(
            first=self.date_start,
            last=self.last_date or None,
            ceiling=to_decimal(self.ceiling_amount) if self.ceiling_amount else None,
            total=to_decimal(self.total_amount) if self.total_amount else None,
            subjects=frozenset(self.subject_ids.ids),
        )

    def _get_problems(self, day: date, amount, subject, other_decisions):
        """Return why a decision may not rest on it, one message each.

        :param amount: euros excl. VAT
        :param other_decisions: those already taken by it
        """
        self.ensure_one()
        if self.withdrawn_on:  # whatever the day that the decision says
            return [
                self.env._(
                    "The delegation was withdrawn on %(day)s.",
                    day=format_date(self.env, self.withdrawn_on),
                )
            ]
        # sudo: the deliberation binds whoever decides
        problem = self.deliberation_id.sudo()._get_force_problem(day)
        codes = delegation.problems(
            self._get_terms(),
            day,
            to_decimal(amount),
            subject.id,
            sum(map(to_decimal, other_decisions.mapped("amount")), to_decimal(0)),
        )
        names = self._get_problem_facts(subject)
        texts = [self._get_problem_texts()[code] % names for code in codes]
        return ([problem] if problem else []) + texts

    def _get_problem_facts(self, subject):
        def money(amount):
            return formatLang(self.env, amount, currency_obj=self.currency_id)

        return {
            "first": format_date(self.env, self.date_start),
            "last": format_date(self.env, self.last_date),
            "subject": subject.name,
            "ceiling": money(self.ceiling_amount),
            "total": money(self.total_amount),
            "rule": self.deliberation_id.display_name,
        }

    def _get_problem_texts(self):
        """Return the sentence of each limit that may be exceeded."""
        return {
            delegation.TOO_EARLY: self.env._(
                "The delegation starts on %(first)s (%(rule)s)."
            ),
            delegation.ENDED: self.env._(
                "The delegation ended on %(last)s (%(rule)s)."
            ),
            delegation.OTHER_SUBJECT: self.env._(
                "“%(subject)s” is not delegated (%(rule)s)."
            ),
            delegation.ABOVE_CEILING: self.env._(
                "Above %(ceiling)s excl. VAT, the assembly decides (%(rule)s)."
            ),
            delegation.ABOVE_TOTAL: self.env._(
                "Above %(total)s excl. VAT in all, the assembly decides (%(rule)s)."
            ),
        }

    def action_withdraw(self):
        """Withdraw the powers from today on; what was decided stays."""
        self.check_access("write")
        if not self.env.user.has_group("numerian_board.group_manager"):
            raise AccessError(self.env._("Only a manager withdraws a delegation."))
        for power in self:
            if power.withdrawn_on:
                raise UserError(self.env._("This delegation is withdrawn already."))
        # sudo: the right is checked above; nobody enters the day by hand
        self.sudo().withdrawn_on = fields.Date.context_today(self)

    # What is voted stays

    @api.model_create_multi
    def create(self, vals_list):
        if any(are_given(self, vals, BUTTON_FIELDS) for vals in vals_list):
            self._refuse_withdrawal()
        powers = super().create(vals_list)
        powers._check_not_voted()
        return powers

    def write(self, vals):
        if are_changed(self, vals, BUTTON_FIELDS):
            self._refuse_withdrawal()
        decides = any(name in vals for name in VOTED_FIELDS)
        if decides:
            self._check_not_voted()
        written = super().write(vals)
        if decides:  # nor is anything moved to what is voted
            self._check_not_voted()
        return written

    @api.ondelete(at_uninstall=False)
    def _unlink_except_voted(self):
        self._check_not_voted()

    def _refuse_withdrawal(self):
        raise UserError(self.env._("A delegation is withdrawn by its button."))

    def _check_not_voted(self):
        for deliberation in self.deliberation_id.filtered("outcome"):
            raise UserError(
                self.env._(
                    "%(deliberation)s is voted: what it delegates does not change any "
                    "more.",
                    deliberation=deliberation.display_name,
                )
            )
