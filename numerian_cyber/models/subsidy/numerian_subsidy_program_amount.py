# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools.misc import formatLang

from ...core.quote import to_decimal
from ...core.subsidy import InvalidSubsidy, Terms, subsidy
from ..service.numerian_cyber_service import BASIS_FIELDS

# States of the grants of each total.
TOTALS = {
    "estimated": ("estimated", "requested", "granted", "received"),
    "requested": ("requested", "granted", "received"),
    "granted": ("granted", "received"),
    "received": ("received",),
}


class NumerianSubsidyProgram(models.Model):
    """What a programme pays, to one authority and in all."""

    _inherit = "numerian.subsidy.program"

    grant_count = fields.Integer(string="Grants", compute="_compute_totals", store=True)
    # Stored: two users who grant at once change the same row, and one of them starts
    # again. Read on the fly, both would see the envelope as it was.
    estimated_total = fields.Monetary(
        string="Total Estimated", compute="_compute_totals", store=True
    )
    requested_total = fields.Monetary(
        string="Total Requested", compute="_compute_totals", store=True
    )
    granted_total = fields.Monetary(
        string="Total Granted", compute="_compute_totals", store=True
    )
    received_total = fields.Monetary(
        string="Total Received", compute="_compute_totals", store=True
    )
    envelope_warning = fields.Char(compute="_compute_envelope_warning")
    is_open = fields.Boolean(compute="_compute_is_open", search="_search_is_open")

    @api.depends(
        *("grant_ids.state", "grant_ids.estimated_amount"),
        *("grant_ids.requested_amount", "grant_ids.granted_amount"),
        "grant_ids.received_amount",
    )
    def _compute_totals(self):
        for program in self:
            grants = program.grant_ids
            program.grant_count = len(grants)
            for name, states in TOTALS.items():
                counted = grants.filtered(lambda g, states=states: g.state in states)
                program[f"{name}_total"] = sum(counted.mapped(f"{name}_amount"))

    @api.depends("envelope_amount", "requested_total")
    def _compute_envelope_warning(self):
        for program in self:
            program.envelope_warning = program._get_envelope_warning()

    def _get_envelope_warning(self):
        excess = self.requested_total - self.envelope_amount
        if not self.envelope_amount or self.currency_id.is_zero(max(excess, 0.0)):
            return False
        return self.env._(
            "The requests exceed the envelope by %(excess)s.",
            excess=self._format(excess),
        )

    @api.depends("date_start", "date_end", "application_deadline")
    def _compute_is_open(self):
        today = fields.Date.context_today(self)
        for program in self:
            program.is_open = program._is_open_on(today)

    def _search_is_open(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._get_open_domain(fields.Date.context_today(self))

    @api.model
    def _get_open_domain(self, day):
        """Domain of the programmes that an authority can join on a day."""
        domain = Domain.TRUE
        for name, operator in (
            ("date_start", "<="),
            ("date_end", ">="),
            ("application_deadline", ">="),
        ):
            domain &= Domain(name, "=", False) | Domain(name, operator, day)
        return domain

    def _is_open_on(self, day):
        """Return whether an authority can join on a day, bounds included."""
        self.ensure_one()
        ends = [self.date_end, self.application_deadline]
        return (not self.date_start or self.date_start <= day) and all(
            not end or day <= end for end in ends
        )

    def _get_terms(self):
        """Return the terms for the core; a floor or ceiling of zero is none."""
        self.ensure_one()
        return Terms(
            to_decimal(self.amount_per_unit, 4),
            self.basis,
            self.years,
            to_decimal(self.floor_amount, 2) if self.floor_amount else None,
            to_decimal(self.ceiling_amount, 2) if self.ceiling_amount else None,
        )

    def _get_unit_count(self, partner):
        """Return the units of an authority: its agents, or its machines…"""
        self.ensure_one()
        authority = partner.commercial_partner_id
        return sum(authority[name] for name in BASIS_FIELDS.get(self.unit, ()))

    def _get_amount(self, unit_count):
        """Return what the terms give for a count, in euros; 0.0 if they are wrong."""
        self.ensure_one()
        try:
            return float(subsidy(self._get_terms(), unit_count))
        except InvalidSubsidy:  # a form being typed: the constraints will tell
            return 0.0

    def _get_expected_amount(self, partner, services, unit_count=None, day=None):
        """Return what an authority may expect over the whole period, in euros.

        What is requested or granted comes first; else the terms, as long as the
        programme is open and its envelope is not spent.

        :param services: those that it takes
        :param unit_count: declared by the authority; by default, its counts
        :param day: of the quote; by default, today
        """
        self.ensure_one()
        if not self._covers(services):
            return 0.0
        grant = self._get_grant(partner)
        if grant and grant.state != "estimated":
            return grant.expected_amount
        if not self._is_open_on(day or fields.Date.context_today(self)):
            return 0.0
        if unit_count is None:
            unit_count = self._get_unit_count(partner)
        return min(self._get_amount(unit_count), self._get_left_amount())

    def _covers(self, services):
        """Return whether services entitle to the subsidy."""
        self.ensure_one()
        if not self.service_ids:
            return bool(services)
        if self.service_policy == "all":
            return self.service_ids <= services
        return bool(self.service_ids & services)

    def _recalls(self, services):
        """Return whether an invoice of services recalls the subsidy."""
        self.ensure_one()
        return not self.service_ids or bool(self.service_ids & services)

    def _get_grant(self, partner):
        """Return the grant of an authority, or nothing; one query for many of them."""
        self.ensure_one()
        # sudo: who makes a quote need not read the grants
        grants = partner.commercial_partner_id.sudo().subsidy_grant_ids
        return grants.filtered(lambda grant: grant.program_id == self)

    def _get_left_amount(self):
        """Return what is left of the envelope, in euros; infinite without one."""
        self.ensure_one()
        if not self.envelope_amount:
            return float("inf")
        return max(0.0, round(self.envelope_amount - self.granted_total, 2))

    def _get_terms_text(self):
        """Return the promise in words: "0.22 € by staff member over 3 years"."""
        self.ensure_one()
        units = dict(self._fields["unit"]._description_selection(self.env))
        names = {
            "amount": self._format(self.amount_per_unit, digits=None),
            "unit": (units.get(self.unit) or "").lower(),
            "years": self.years,
        }
        if self.basis == "year":
            return self.env._(
                "%(amount)s by %(unit)s and year, over %(years)s years", **names
            )
        if self.basis == "month":
            return self.env._(
                "%(amount)s by %(unit)s and month, over %(years)s years", **names
            )
        return self.env._("%(amount)s by %(unit)s over %(years)s years", **names)

    def _format(self, amount, digits=2):
        """Write an amount in euros; with up to four decimals if need be."""
        if digits is None:
            text = f"{amount:.4f}".rstrip("0")
            digits = max(2, len(text.partition(".")[2]))
        return formatLang(
            self.env, amount, digits=digits, currency_obj=self.currency_id
        )
