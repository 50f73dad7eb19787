# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.exceptions import UserError


class NumerianTitreCancellation(models.Model):
    """Posting the credit note of a cancellation: what it needs."""

    _inherit = "numerian.titre.cancellation"

    def _check_order(self):
        """Refuse to post a credit note whose expense order lacks its evidence.

        :raises UserError: lists everything that is missing
        """
        orders = self.filtered("is_expense_order")
        problems = [text for each in self for text in each._get_credit_problems()]
        problems += [text for order in orders for text in order._get_order_problems()]
        if problems:
            raise UserError("\n".join(problems))
        orders._check_authorised()

    def _get_credit_problems(self):
        """Return why the credit note cannot correct its titre, one message each."""
        self.ensure_one()
        problems = []
        if self.exercice_year < self.origin_year:
            problems.append(
                self.env._(
                    "%(name)s: a credit note of exercice %(year)s corrects no titre of "
                    "a later one.",
                    name=self.display_name,
                    year=self.exercice_year,
                )
            )
        for line in self.credit_move_id._get_titre_product_lines():
            if not line._has_vat_of_origin():
                problems.append(
                    self.env._(
                        "%(name)s: the VAT of “%(line)s” is not that of the invoice.",
                        name=self.display_name,
                        line=line.name,
                    )
                )
        return problems

    def _get_order_problems(self):
        """Return what the order lacks, one message each; extend."""
        self.ensure_one()
        problems = []
        if not (self.statement or "").strip():
            problems.append(
                self.env._(
                    "%(name)s: enter the statement of the ordonnateur, what was wrong "
                    "on the titre.",
                    name=self.display_name,
                )
            )
        if not self.article:
            problems.append(
                self.env._(
                    "%(name)s: enter the article of the expense order.",
                    name=self.display_name,
                )
            )
        return problems

    def action_post_credits(self):
        """Post the draft credit notes, all or none."""
        credits = self.credit_move_id.filtered(lambda move: move.state == "draft")
        if not credits:
            raise UserError(self.env._("No draft credit note among these."))
        credits.action_post()
        return True

    # What the assembly decides on

    def _get_decision_amount(self):
        self.ensure_one()
        return self.amount_untaxed

    def _get_decision_partner(self):
        self.ensure_one()
        return self.partner_id

    def _needs_decision(self):
        """A reduction in its exercice is the ordonnateur's own."""
        return self.is_expense_order

    def _get_act_date(self):
        return self.credit_move_id.invoice_date or super()._get_act_date()

    def _get_act_states(self):
        return {c: "done" if c.state == "posted" else "to_do" for c in self}

    @api.model
    def _get_waiting_act_domain(self):
        return [
            ("state", "=", "draft"),
            ("is_expense_order", "=", True),
            ("amount_untaxed", "!=", 0),
        ]
