# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from odoo.addons.numerian_collectivites.models.button_fields import (
    are_changed,
    are_given,
)

from ...core import loan
from .numerian_loan_offer import TERM_FIELDS

VOTED_FIELDS = {
    *TERM_FIELDS,
    "is_variable",
    "lender_id",
    "deliberation_id",
    "is_chosen",
}
BUTTON_FIELDS = ("is_chosen", "signed_on", "bank_file_name", "bank_total_amount")


class NumerianLoanOffer(models.Model):
    """The offer chosen: fixed by the vote, signed once the deliberation is in force."""

    _inherit = "numerian.loan.offer"

    is_chosen = fields.Boolean(
        string="Chosen", readonly=True, copy=False, tracking=True
    )
    signed_on = fields.Date(readonly=True, copy=False, tracking=True)
    bank_file_name = fields.Char(
        string="Schedule of the Bank",
        readonly=True,
        copy=False,
        tracking=True,
        help="File of the bank that the schedule comes from; empty: it is computed.",
    )
    bank_total_amount = fields.Monetary(
        string="Total of the Bank", readonly=True, copy=False, tracking=True
    )
    line_ids = fields.One2many(
        "numerian.loan.instalment", "offer_id", string="Schedule", copy=False
    )

    _chosen_uniq = models.UniqueIndex(
        "(deliberation_id) WHERE is_chosen", "Another offer is chosen already."
    )

    def action_choose(self):
        """Propose this offer to the vote, and write its schedule."""
        self.ensure_one()
        self.check_access("write")
        self._check_not_voted()
        # sudo: the choice is made by this button, nobody enters it
        offer = self.sudo()
        chosen = offer.deliberation_id.loan_offer_ids.filtered("is_chosen")
        chosen.write(
            {
                "is_chosen": False,
                "line_ids": [Command.clear()],
                "bank_file_name": False,
                "bank_total_amount": 0.0,
            }
        )
        chosen.flush_recordset()
        offer.write({"is_chosen": True, "line_ids": offer._prepare_lines()})

    def _prepare_lines(self):
        return [Command.clear()] + [
            Command.create(
                {
                    "rank": line.rank,
                    "interest_amount": float(line.interest),
                    "principal_amount": float(line.principal),
                    "balance_amount": float(line.balance),
                }
            )
            for line in loan.schedule(self._get_terms())
        ]

    def action_sign(self):
        """Record that the loan is signed, today.

        :raises UserError: it is not the offer voted, or its deliberation has no effect
        """
        self.ensure_one()
        self.check_access("write")
        today = fields.Date.context_today(self)
        if not self.is_chosen or self.signed_on:
            raise UserError(self.env._("Only the offer chosen is signed, once."))
        problem = self.deliberation_id._get_force_problem(today)
        if problem:
            raise UserError(problem)
        self.sudo().signed_on = today  # by this button, nobody enters it

    @api.model_create_multi
    def create(self, vals_list):
        if any(are_given(self, vals, BUTTON_FIELDS) for vals in vals_list):
            self._refuse_entered()
        offers = super().create(vals_list)
        offers._check_not_voted()
        return offers

    def write(self, vals):
        if are_changed(self, vals, BUTTON_FIELDS):
            self._refuse_entered()
        decides = VOTED_FIELDS & set(vals)
        if decides:
            self._check_not_voted()
        written = super().write(vals)
        if decides:  # nor is anything moved to what is voted
            self._check_not_voted()
        return written

    @api.ondelete(at_uninstall=False)
    def _unlink_except_voted(self):
        self._check_not_voted()

    def _refuse_entered(self):
        raise UserError(self.env._("An offer is chosen and signed by its buttons."))

    def _check_not_voted(self):
        """Keep the offers as the assembly compared them."""
        for deliberation in self.deliberation_id.filtered("outcome"):
            raise UserError(
                self.env._(
                    "%(deliberation)s is voted: what it decides does not change any "
                    "more.",
                    deliberation=deliberation.display_name,
                )
            )
