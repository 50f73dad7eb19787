# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.exceptions import ValidationError
from odoo.tools.misc import format_date

from .numerian_subsidy_grant_steps import FROM_STATES, NOTHING_ASKED, REQUESTED_STATES

# What the assembly decides on: a change of one is decided too.
DECIDED_FIELDS = ("requested_amount", "partner_id", "program_id")
DATES = ("requested_date", "granted_date", "received_date")


class NumerianSubsidyGrant(models.Model):
    """The rules of a grant: they hold for buttons, imports and programs alike."""

    _inherit = "numerian.subsidy.grant"

    @api.model_create_multi
    def create(self, vals_list):
        grants = super().create(vals_list)
        grants.filtered(lambda g: g.state in REQUESTED_STATES)._check_authorised()
        return grants

    def write(self, vals):
        if vals.get("state") in FROM_STATES:
            self._check_way(vals["state"])
        if vals.get("state") == "estimated":  # whoever writes it: nothing is asked
            vals = vals | NOTHING_ASKED
        bound = self._filter_to_authorise(vals)
        result = super().write(vals)
        if bound:
            bound._check_authorised()
        return result

    def _filter_to_authorise(self, vals):
        """Return the grants that values request, or of which they change a request."""
        is_change = any(name in vals for name in DECIDED_FIELDS)
        return self.filtered(
            lambda grant: (
                vals.get("state", grant.state) in REQUESTED_STATES
                and (is_change or grant.state not in REQUESTED_STATES)
            )
        )

    @api.constrains("state", "requested_date", "requested_amount", "program_id")
    def _check_request(self):
        for grant in self.filtered(lambda g: g.state in REQUESTED_STATES):
            problem = grant._get_request_problem()
            if problem:
                raise ValidationError(
                    self.env._(
                        "%(grant)s: %(problem)s",
                        grant=grant.display_name,
                        problem=problem,
                    )
                )

    def _get_request_problem(self):
        """Return why the programme refuses the request, or ``None``."""
        program, day = self.program_id, self.requested_date
        deadline, opening = program.application_deadline, program.date_start
        if not day:
            return self.env._("enter the date of the request.")
        if deadline and day > deadline:
            return self.env._(
                "the requests had to be sent by %(deadline)s.",
                deadline=format_date(self.env, deadline),
            )
        if opening and day < opening:
            return self.env._(
                "the programme opens on %(day)s only.",
                day=format_date(self.env, opening),
            )
        return self._get_requested_amount_problem()

    def _get_requested_amount_problem(self):
        ceiling, amount = self.program_id.ceiling_amount, self.requested_amount
        if not amount:
            return self.env._("nothing is requested: enter the units or the amount.")
        if ceiling and self.currency_id.compare_amounts(amount, ceiling) > 0:
            return self.env._(
                "%(amount)s is above the ceiling of an authority, %(ceiling)s.",
                amount=self.program_id._format(amount),
                ceiling=self.program_id._format(ceiling),
            )
        return None

    @api.constrains("state", "granted_amount", "program_id")
    def _check_envelope(self):
        for program in self.program_id.filtered("envelope_amount"):
            # sudo: the envelope binds the grants of everybody
            granted, envelope = program.sudo().granted_total, program.envelope_amount
            if program.currency_id.compare_amounts(granted, envelope) > 0:
                raise ValidationError(
                    self.env._(
                        "%(program)s: %(granted)s granted would exceed the envelope of "
                        "%(envelope)s.",
                        program=program.name,
                        granted=program._format(granted),
                        envelope=program._format(envelope),
                    )
                )

    @api.constrains("state", "granted_amount", "granted_date")
    def _check_granted_amount(self):
        for grant in self.filtered(lambda g: g.state in ("granted", "received")):
            if not (grant.granted_amount and grant.granted_date):
                raise ValidationError(
                    self.env._(
                        "%(grant)s: enter the amount granted and its date.",
                        grant=grant.display_name,
                    )
                )

    @api.constrains("state", "granted_amount", "received_amount")
    def _check_received_amount(self):
        for grant in self:
            compare = grant.currency_id.compare_amounts
            if compare(grant.received_amount, grant.granted_amount) > 0:
                raise ValidationError(
                    self.env._(
                        "%(grant)s: %(received)s received for %(granted)s granted. "
                        "Correct what is granted first, with the funder's letter.",
                        grant=grant.display_name,
                        received=grant.program_id._format(grant.received_amount),
                        granted=grant.program_id._format(grant.granted_amount),
                    )
                )

    @api.constrains(*DATES)
    def _check_dates(self):
        for grant in self:
            days = [grant[name] for name in DATES if grant[name]]
            if days != sorted(days):
                raise ValidationError(
                    self.env._(
                        "%(grant)s: requested, then granted, then received. Correct "
                        "the dates.",
                        grant=grant.display_name,
                    )
                )

    @api.constrains("state", "refusal_reason")
    def _check_refusal_reason(self):
        for grant in self:
            if grant.state == "refused" and not (grant.refusal_reason or "").strip():
                raise ValidationError(
                    self.env._(
                        "%(grant)s: enter the reason of the refusal.",
                        grant=grant.display_name,
                    )
                )
