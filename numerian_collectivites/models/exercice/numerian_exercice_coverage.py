# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import defaultdict

from odoo import fields, models
from odoo.tools.misc import format_date

from ...core.billing_calendar import missing_periods
from ...core.proration import Period


class NumerianExercice(models.Model):
    """Does the calendar bill every service? Families that no campaign takes."""

    _inherit = "numerian.exercice"

    uncovered_family_ids = fields.Many2many(
        "numerian.service.family",
        string="Families Billed by No Campaign",
        compute="_compute_uncovered",
    )
    uncovered_text = fields.Char(compute="_compute_uncovered")

    def _compute_uncovered(self):
        for exercice in self:
            missing = exercice._get_missing_periods()
            exercice.uncovered_family_ids = self.env["numerian.service.family"].union(
                *missing
            )
            exercice.uncovered_text = exercice._get_uncovered_text(missing)

    def _get_missing_periods(self):
        """Return ``{family: periods that no campaign takes}``.

        The empty family holds the services without a family. In a constant number of
        queries, whatever the number of contracts and campaigns.
        """
        self.ensure_one()
        scopes = [
            campaign._get_own_scope()
            for campaign in self.campaign_ids
            if campaign.state != "cancelled"
        ]
        found = defaultdict(set)
        for family, kind, first, last, endless in self._read_open_services():
            span = Period(
                max(first, self.date_start),
                self.date_end if endless else min(last, self.date_end),
            )
            found[family].update(missing_periods(family.id or None, kind, span, scopes))
        return {family: sorted(periods) for family, periods in found.items() if periods}

    def _read_open_services(self):
        """Return rows ``(family, billing period, first day, last day, endless)``."""
        groups = self.env["contract.line"]._read_group(
            self._get_open_services_domain(),
            ["service_family_id", "billing_period"],
            ["date_start:min", "date_end:max", "date_end:count", "__count"],
        )
        return [
            (family, kind, first, last, ended < count)
            for family, kind, first, last, ended, count in groups
        ]

    def _get_open_services_domain(self):
        return [
            ("company_id", "=", self.company_id.id),
            ("generation_type", "=", "campaign"),
            ("display_type", "=", False),
            ("is_canceled", "=", False),
            ("date_start", "<=", self.date_end),
            "|",
            ("date_end", "=", False),
            ("date_end", ">=", self.date_start),
        ]

    def _get_uncovered_text(self, missing):
        """Name the families, with the first day that is not billed."""
        return ", ".join(
            self.env._(
                "%(family)s (from %(day)s)",
                family=family.name or self.env._("Services without a family"),
                day=format_date(self.env, max(periods[0].first, self.date_start)),
            )
            for family, periods in sorted(
                missing.items(), key=lambda item: (item[0].sequence, item[0].id or 0)
            )
        )

    def action_show_uncovered(self):
        """Open the services that no campaign bills."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "numerian_collectivites.contract_line_action"
        )
        families = [family.id for family in self._get_missing_periods()]
        return action | {
            "domain": [
                *self._get_open_services_domain(),
                ("service_family_id", "in", families),
            ],
            "context": {"search_default_group_family": 1},
        }
