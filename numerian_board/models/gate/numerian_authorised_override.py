# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools.float_utils import float_compare

from odoo.addons.numerian_collectivites.models.button_fields import (
    are_changed,
    are_given,
)


class NumerianAuthorisedMixin(models.AbstractModel):
    """An act that a manager lets pass without its deliberation, for its amount."""

    _inherit = "numerian.authorised.mixin"

    override_reason = fields.Char(
        string="Passes Without Deliberation",
        readonly=True,
        copy=False,
        tracking=True,
        help="Why a manager of the assemblies lets this act pass.",
    )
    override_amount = fields.Float(
        string="Passes Up To",
        digits=(16, 2),
        readonly=True,
        copy=False,
        help="Euros, excluding VAT: up to this amount, it passes.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        names = self._get_override_names()
        if any(are_given(self, vals, names) for vals in vals_list):
            self._refuse_override()
        return super().create(vals_list)

    def write(self, vals):
        if are_changed(self, vals, self._get_override_names()):
            self._refuse_override()
        if "decision_id" in vals and not self.env.su:
            self._check_decision_open(vals)
        return super().write(vals)

    def _check_decision_open(self, vals):
        """Keep the decision of what was done under it."""
        states = self._get_act_states()
        done = self.filtered(lambda act: states[act] == "done")
        for act in done:
            if self.env["account.move"]._field_will_change(act, vals, "decision_id"):
                raise UserError(
                    self.env._(
                        "%(act)s is done: its deliberation does not change any more.",
                        act=act.display_name,
                    )
                )

    @api.model
    def _refuse_override(self):
        """Nobody enters an override, nor an execution: their acts check the right."""
        raise UserError(
            self.env._("A manager of the assemblies lets it pass, with a reason.")
        )

    @api.model
    def _get_override_names(self):
        """Return the fields that only an override, or the act itself, writes."""
        return ["override_reason", "override_amount", "executed_on", "executed_by_id"]

    def _is_overridden(self):
        """Return whether a manager lets the act pass as it is now."""
        self.ensure_one()
        if not self.override_reason:
            return False
        amount = self._get_decision_amount()
        return float_compare(amount, self.override_amount, precision_digits=2) <= 0

    def _override_authorisation(self, reason):
        """Let the acts pass without their deliberation; log who did, and why.

        :raises AccessError: for anybody but a manager of the assemblies
        :raises UserError: without a reason
        """
        self.check_access("read")
        if not self.env.user.has_group("numerian_board.group_manager"):
            raise AccessError(
                self.env._("Only a manager lets an act pass without deliberation.")
            )
        if not (reason or "").strip():
            raise UserError(self.env._("Say why it passes without deliberation."))
        title = self.env._("Passes without deliberation:")
        for act in self:
            # sudo: the right is checked above, and is not that of the accounts
            act.sudo().write(
                {
                    "override_reason": reason.strip(),
                    "override_amount": act.sudo()._get_decision_amount(),
                }
            )
            act.sudo()._message_log(
                body=Markup("<b>%s</b> %s") % (title, reason.strip()),
                author_id=self.env.user.partner_id.id,
            )

    def action_ask_override(self):
        """Ask the manager why these acts pass without their deliberation."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "numerian_board.numerian_authorised_override_action"
        )
        return action | {
            "context": {"active_model": self._name, "active_ids": self.ids}
        }
