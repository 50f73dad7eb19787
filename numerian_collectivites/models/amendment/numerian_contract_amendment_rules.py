# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.exceptions import UserError
from odoo.tools.misc import format_date, formatLang

MANAGER = "numerian_collectivites.group_manager"


class NumerianContractAmendment(models.Model):
    """Why an amendment cannot be put in force, said before anything is written."""

    _inherit = "numerian.contract.amendment"

    def _get_application_problems(self):
        """Return the messages that keep it from being applied; extend it with yours."""
        self.ensure_one()
        problems = [
            self._get_state_problem(),
            self.problem,
            self._get_date_problem(),
            self._get_content_problem(),
            self._get_credit_problem(),
        ]
        return [problem for problem in problems if problem]

    def _check_application(self):
        if problems := self._get_application_problems():
            raise UserError("\n".join(problems))

    def _get_state_problem(self):
        if self.state != "draft":
            return self.env._("Only a draft is put in force.")
        if self.contract_id.is_terminated:
            return self.env._(
                "“%(contract)s” is terminated: it can no longer be amended.",
                contract=self.contract_id.display_name,
            )
        if not (self.reason or "").strip():
            return self.env._("Say why the contract is amended.")
        return None

    def _get_date_problem(self):
        starts = [
            line.date_start
            for line in self.contract_id.contract_line_ids
            if line.date_start and not line.is_canceled
        ]
        if starts and self.effective_date <= min(starts):
            return self.env._(
                "The contract starts on %(date)s: an amendment takes effect later.",
                date=format_date(self.env, min(starts)),
            )
        if self.kind == "suspension" and not self.suspension_end:
            return self.env._("Give the last day of the suspension.")
        return None

    def _get_content_problem(self):
        if self.kind in ("termination", "transfer") and not self.terminate_reason_id:
            return self.env._("Choose the kind of termination.")
        if self.kind != "change":
            return None
        if not self.line_ids:
            return self.env._("Say what changes: add a line.")
        held = self.line_ids.contract_line_id
        if len(held) < len(self.line_ids.filtered(lambda row: row.action != "add")):
            return self.env._("A service changes once in an amendment.")
        over = held.filtered(
            lambda line: (
                line.is_canceled
                or (line.date_end and line.date_end < self.effective_date)
                or line.date_start > self.effective_date
            )
        )
        return over and self.env._(
            "%(service)s does not run on %(date)s.",
            service=over[0].display_name,
            date=format_date(self.env, self.effective_date),
        )

    def _get_credit_problem(self):
        """What is billed changes only once its effect is seen and agreed to.

        A lower price or quantity in billed months is a manager's act; a stop credits
        the months that are not used, which any officer may do.
        """
        if not (self.credit_amount or self.complement_amount):
            return None
        if not self.credit_agreed:
            return self._get_agreement_message()
        changes = self.line_ids.filtered(lambda row: row.action == "change")
        lowers = self.kind == "change" and self.credit_amount and changes
        if lowers and not self.env.user.has_group(MANAGER):
            return self.env._(
                "A lower price or quantity in months already billed is a manager's act."
            )
        return None

    def _get_agreement_message(self):
        amount = self.credit_amount or self.complement_amount
        text = formatLang(self.env, abs(amount), currency_obj=self.currency_id)
        if self.credit_amount:
            return self.env._(
                "What is billed already is credited by %(amount)s: look at the effect, "
                "then tick that you have seen it.",
                amount=text,
            )
        return self.env._(
            "Months already billed cost %(amount)s more: look at the effect, then tick "
            "that you have seen it.",
            amount=text,
        )
