# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class NumerianAuthorisedMixin(models.AbstractModel):
    """An act tied to what the assembly decided, or let pass by a manager."""

    _inherit = "numerian.authorised.mixin"

    decision_id = fields.Many2one(
        "numerian.decision",
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        tracking=True,
        help="What the assembly decided, that this act carries out.",
    )
    deliberation_id = fields.Many2one(
        related="decision_id.deliberation_id", store=True, index="btree_not_null"
    )
    override_reason = fields.Char(
        string="Passes Without Deliberation",
        readonly=True,
        copy=False,
        tracking=True,
        help="Why a manager of the assemblies lets this act pass.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._refuse_override(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._refuse_override(vals)
        return super().write(vals)

    @api.model
    def _refuse_override(self, vals):
        """Nobody enters an override: its act checks the right and keeps the reason."""
        given = any(vals.get(name) for name in self._get_override_names())
        if given and not self.env.su:
            raise UserError(
                self.env._("A manager of the assemblies lets it pass, with a reason.")
            )

    @api.model
    def _get_override_names(self):
        """Return the fields that only an override writes; extend."""
        return ["override_reason"]

    def _get_authorisation_problems(self):
        acts = self.filtered(lambda act: not act._is_overridden())
        problems = [act._get_authorisation_problem() for act in acts]
        return super()._get_authorisation_problems() + [p for p in problems if p]

    def _get_authorisation_problem(self):
        """Return why this act is not authorised, or ``None``."""
        self.ensure_one()
        bodies = self._get_competent_bodies()
        # sudo: whoever does the act is bound by the decision, allowed to read it or not
        deliberation = self.decision_id.sudo().deliberation_id
        if not bodies or not deliberation:
            return self._get_missing_problem(bodies)
        if deliberation.body_id not in bodies:
            return self.env._(
                "%(act)s: %(body)s does not decide on it.",
                act=self.display_name,
                body=deliberation.body_id.name,
            )
        problem = deliberation._get_force_problem(self._get_act_date())
        if problem:
            return self.env._(
                "%(act)s: %(problem)s", act=self.display_name, problem=problem
            )
        return self._get_decision_problem()

    def _get_missing_problem(self, bodies):
        if not bodies or not self._needs_decision():
            return None
        return self.env._(
            "%(act)s needs a deliberation in force: %(bodies)s.",
            act=self.display_name,
            bodies=", ".join(bodies.mapped("name")),
        )

    def _get_competent_bodies(self):
        """Return the bodies that decide on such an act; none: nothing is asked."""
        return self.env["numerian.body"].sudo()

    def _needs_decision(self):
        """Return whether the act needs a decision at all."""
        return True

    def _get_act_date(self):
        """Return the day on which the deliberation must be in force."""
        return fields.Date.context_today(self)

    def _get_decision_problem(self):
        """Return why the act is not the one decided, or ``None``."""
        return None

    # Without deliberation

    def _is_overridden(self):
        """Return whether a manager lets the act pass as it is now."""
        self.ensure_one()
        return bool(self.override_reason)

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
            act.sudo().write(act._prepare_override_vals(reason.strip()))
            act.sudo()._message_log(
                body=Markup("<b>%s</b> %s") % (title, reason.strip()),
                author_id=self.env.user.partner_id.id,
            )

    def _prepare_override_vals(self, reason):
        """Return what is written on an act let pass; extend."""
        self.ensure_one()
        return {"override_reason": reason}
