# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools.misc import format_date

from ...core.deadlines import in_force_date

DONE = ("adopted", "noted")
STEPS = ("transmitted_on", "received_on", "published_on")


class NumerianDeliberation(models.Model):
    """From the vote to its effect: transmission, publication, ratification, withdrawal.

    A decision to be ratified has no effect before the deliberation of the other body is
    in force: it is a decision of that body, not a formality.
    """

    _inherit = "numerian.deliberation"

    needs_transmission = fields.Boolean(related="body_id.needs_transmission")
    transmitted_on = fields.Date(
        string="Sent to the Prefecture On", copy=False, tracking=True
    )
    received_on = fields.Date(
        string="Acknowledged On",
        copy=False,
        tracking=True,
        help="Date of the acknowledgement of the prefecture.",
    )
    ar_identifier = fields.Char(
        string="Acknowledgement", copy=False, tracking=True, help="Its identifier."
    )
    published_on = fields.Date(
        copy=False, tracking=True, help="Published on the web site, or notified."
    )
    ratifying_body_id = fields.Many2one(
        "numerian.body",
        string="To Be Ratified By",
        domain="[('id', '!=', body_id)]",
        check_company=True,
        ondelete="restrict",
        tracking=True,
        help="It has no effect before this other assembly has decided too.",
    )
    ratifies_id = fields.Many2one(
        "numerian.deliberation",
        domain="[('ratifying_body_id', '=', body_id)]",
        copy=False,
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
    )
    ratification_ids = fields.One2many("numerian.deliberation", "ratifies_id")
    in_force_date = fields.Date(
        compute="_compute_in_force_date",
        store=True,
        recursive=True,
        tracking=True,
        help="Published, received by the prefecture and ratified where it must be.",
    )
    withdrawn_on = fields.Date(readonly=True, copy=False, tracking=True)
    withdrawal_reason = fields.Char(readonly=True, copy=False, tracking=True)

    @api.depends(
        "outcome",
        "published_on",
        "received_on",
        "needs_transmission",
        "ratifying_body_id",
        "ratification_ids.in_force_date",
        "ratification_ids.withdrawn_on",
    )
    def _compute_in_force_date(self):
        for deliberation in self:
            deliberation.in_force_date = deliberation._get_in_force_date()

    def _get_in_force_date(self):
        """Return the day from which it has effect; ``False`` when a step is missing."""
        own = self.outcome in DONE and in_force_date(
            self.published_on or None,
            self.received_on or None,
            self.needs_transmission,
        )
        if not own or not self.ratifying_body_id:
            return own or False
        live = self.ratification_ids.filtered(lambda other: not other.withdrawn_on)
        dates = [other.in_force_date for other in live if other.in_force_date]
        return max(own, min(dates)) if dates else False

    @api.constrains(*STEPS)
    def _check_steps(self):
        for deliberation in self:
            steps = [deliberation[name] for name in STEPS if deliberation[name]]
            problem = steps and deliberation._get_steps_problem(min(steps))
            if problem:
                raise ValidationError(problem)

    def _get_steps_problem(self, first):
        """Return why the deliberation is neither sent nor published on a day."""
        if self.outcome not in DONE:
            return self.env._(
                "“%(name)s” is not adopted: nothing to send or to publish.",
                name=self.name,
            )
        if first < self.decided_on:
            return self.env._(
                "%(deliberation)s was voted on %(day)s: it is not sent nor published "
                "before.",
                deliberation=self.display_name,
                day=format_date(self.env, self.decided_on),
            )
        return None

    @api.constrains("ratifies_id", "body_id")
    def _check_ratifies_id(self):
        for deliberation in self.filtered("ratifies_id"):
            if deliberation.ratifies_id.ratifying_body_id != deliberation.body_id:
                raise ValidationError(
                    self.env._(
                        "%(other)s is not to be ratified by %(body)s.",
                        other=deliberation.ratifies_id.display_name,
                        body=deliberation.body_id.name,
                    )
                )

    def action_prepare_ratification(self):
        """Draft the deliberation of the other body, for its next agenda."""
        self.ensure_one()
        if not self.ratifying_body_id or self.outcome != "adopted":
            raise UserError(
                self.env._("Only a decision adopted, to be ratified, is sent there.")
            )
        live = self.ratification_ids.filtered(
            lambda other: (
                other.outcome not in ("rejected", "postponed")
                and not other.withdrawn_on
            )
        )
        drafted = live[:1] or self.create(self._prepare_ratification_vals())
        return drafted.get_formview_action()

    def _prepare_ratification_vals(self):
        visa = self.env._(
            "Having regard to deliberation %(number)s of %(body)s of %(day)s;",
            number=self.number,
            body=self.body_id.name,
            day=format_date(self.env, self.decided_on),
        )
        return {
            "name": self.name,
            "body_id": self.ratifying_body_id.id,
            "ratifies_id": self.id,
            "visas": Markup("%s<p>%s</p>") % (self.visas or "", visa),
            "recitals": self.recitals,
            "operative_part": self.operative_part,
            "subject_code": self.subject_code,
        }

    # Effect

    def _get_force_problem(self, day):
        """Return why it has no effect on a day, or ``None``.

        :param day: date of the act that rests on it, included
        """
        self.ensure_one()
        names = {"deliberation": self.display_name}
        if self.withdrawn_on:
            return self.env._("Deliberation %(deliberation)s is withdrawn.", **names)
        if self.outcome not in DONE:
            return self.env._("Deliberation %(deliberation)s is not adopted.", **names)
        if not self.in_force_date:
            return self.env._(
                "Deliberation %(deliberation)s is not in force: %(missing)s.",
                missing=", ".join(self._get_missing_steps()),
                **names,
            )
        if self.in_force_date > day:
            return self.env._(
                "Deliberation %(deliberation)s is in force from %(day)s only.",
                day=format_date(self.env, self.in_force_date),
                **names,
            )
        return None

    def _get_missing_steps(self):
        missing = []
        if not self.published_on:
            missing.append(self.env._("not published"))
        if self.needs_transmission and not self.received_on:
            missing.append(self.env._("not acknowledged by the prefecture"))
        if self.ratifying_body_id and not any(
            self.ratification_ids.mapped("in_force_date")
        ):
            missing.append(
                self.env._("not ratified by %(body)s", body=self.ratifying_body_id.name)
            )
        return missing

    def _withdraw(self, reason):
        """Withdraw the deliberation from today on; its acts done stay.

        :raises AccessError: for anybody but a manager
        :raises UserError: without a reason, or when it is not adopted
        """
        self.check_access("write")
        if not self.env.user.has_group("numerian_board.group_manager"):
            raise AccessError(self.env._("Only a manager withdraws a deliberation."))
        if not (reason or "").strip():
            raise UserError(self.env._("Say why the deliberation is withdrawn."))
        for deliberation in self:
            if deliberation.outcome not in DONE or deliberation.withdrawn_on:
                raise UserError(
                    self.env._(
                        "%(deliberation)s: only what was adopted is withdrawn, once.",
                        deliberation=deliberation.display_name,
                    )
                )
        # sudo: the right is checked above; nobody enters these by hand
        self.sudo().write(
            {
                "withdrawn_on": fields.Date.context_today(self),
                "withdrawal_reason": reason.strip(),
            }
        )

    def _get_result_names(self):
        return super()._get_result_names() + ["withdrawn_on", "withdrawal_reason"]
