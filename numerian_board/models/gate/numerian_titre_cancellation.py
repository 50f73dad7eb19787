# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import Command, api, fields, models
from odoo.exceptions import UserError


class NumerianTitreCancellation(models.Model):
    """A credit note on an earlier exercice: decided by the board before its posting."""

    _inherit = "numerian.titre.cancellation"

    override_amount = fields.Monetary(
        readonly=True,
        copy=False,
        help="Excluding VAT: up to this amount, it passes without deliberation.",
    )

    @api.model
    def _get_override_names(self):
        return super()._get_override_names() + ["override_amount"]

    def _refuse_change(self, vals):
        if self.env["account.move"]._field_will_change(self, vals, "decision_id"):
            raise UserError(
                self.env._(
                    "%(credit)s is posted: its deliberation does not change any more.",
                    credit=self.credit_move_id.name,
                )
            )
        return super()._refuse_change(vals)

    def _get_competent_bodies(self):
        # sudo: the rule holds for whoever posts, allowed to read the bodies or not
        bodies = self.env["numerian.body"].sudo()
        return bodies.search(
            [
                ("company_id", "=", self.company_id.id),
                ("decides_cancellations", "=", True),
            ]
        )

    def _needs_decision(self):
        bodies = self._get_competent_bodies()
        is_error = self.reason == "material_error"
        return any(bodies.mapped("decides_errors")) if is_error else bool(bodies)

    def _get_act_date(self):
        return self.credit_move_id.invoice_date or super()._get_act_date()

    def _get_authorisation_problems(self):
        """Add the decisions that these credit notes, all together, would exceed."""
        bound = self.filtered(lambda act: act.decision_id and not act._is_overridden())
        excesses = [
            # sudo: the decision binds whoever posts, allowed to read it or not
            decision.sudo()._get_excess_problem(acts)
            for decision, acts in bound.grouped("decision_id").items()
        ]
        return super()._get_authorisation_problems() + [e for e in excesses if e]

    def _get_decision_problem(self):
        # sudo: the decision binds whoever posts, allowed to read it or not
        decision = self.decision_id.sudo()
        if decision._is_about(self):
            return None
        return self.env._(
            "%(act)s: deliberation %(deliberation)s decided on another titre.",
            act=self.display_name,
            deliberation=decision.deliberation_id.display_name,
        )

    def _prepare_decision_vals(self):
        """Return the decision that authorises this credit note."""
        self.ensure_one()
        return {
            "name": self.object or self.display_name,
            "partner_id": self.partner_id.id,
            "origin_move_id": self.origin_move_id.id,
            "amount": self.amount_untaxed,
            "cancellation_ids": [Command.link(self.id)],
        }

    def _is_overridden(self):
        compare = self.currency_id.compare_amounts
        return (
            super()._is_overridden()
            and compare(self.amount_untaxed, self.override_amount) <= 0
        )

    def _prepare_override_vals(self, reason):
        amount = {"override_amount": self.amount_untaxed}
        return super()._prepare_override_vals(reason) | amount
