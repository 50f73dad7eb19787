# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools.misc import format_date

from odoo.addons.numerian_collectivites.models.button_fields import (
    are_changed,
    are_given,
)

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
    """Taken once checked against the delegation, then as it is."""

    _inherit = "numerian.delegated.decision"

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
        if self.date > fields.Date.context_today(self):
            problems.append(
                self.env._(
                    "The decision is dated %(day)s: it is not taken ahead.",
                    day=format_date(self.env, self.date),
                )
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
        """Withdraw the decision from today on.

        :raises UserError: not taken, or carried out: it counts in what is delegated
        """
        self.check_access("write")
        if not self.env.user.has_group("numerian_board.group_manager"):
            raise AccessError(self.env._("Only a manager withdraws a decision."))
        for decision in self:
            if decision.state != "taken":
                raise UserError(self.env._("Only a decision taken is withdrawn."))
            decision._check_not_carried_out()
        # sudo: the right is checked above; nobody enters these by hand
        today = fields.Date.context_today(self)
        self.sudo().write({"state": "withdrawn", "withdrawn_on": today})

    # What is taken stays

    @api.model_create_multi
    def create(self, vals_list):
        if any(are_given(self, vals, DERIVED_FIELDS) for vals in vals_list):
            self._refuse_derived()
        return super().create(vals_list)

    def write(self, vals):
        if are_changed(self, vals, DERIVED_FIELDS):
            self._refuse_derived()
        will_change = self.env["account.move"]._field_will_change
        for decision in self.filtered(lambda d: d.state != "draft"):
            if any(will_change(decision, vals, name) for name in TAKEN_FIELDS):
                decision._refuse_change()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_taken(self):
        for decision in self.filtered("number"):
            decision._refuse_change()

    def _refuse_derived(self):
        """Refuse what its buttons alone give."""
        raise UserError(self.env._("The state of a decision follows its buttons."))

    def _refuse_change(self):
        raise UserError(
            self.env._(
                "%(decision)s is taken: it does not change any more.",
                decision=self.display_name,
            )
        )
