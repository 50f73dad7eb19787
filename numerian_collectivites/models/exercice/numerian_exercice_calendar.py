# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class NumerianExercice(models.Model):
    """The calendar of an exercice: its campaigns, copied from year to year."""

    _inherit = "numerian.exercice"

    campaign_ids = fields.One2many("numerian.billing.campaign", "exercice_id")
    campaign_count = fields.Integer(
        compute="_compute_campaign_count", string="Campaigns"
    )

    def _compute_campaign_count(self):
        groups = self.env["numerian.billing.campaign"]._read_group(
            [("exercice_id", "in", self.ids)], ["exercice_id"], ["__count"]
        )
        counts = {exercice.id: count for exercice, count in groups}
        for exercice in self:
            exercice.campaign_count = counts.get(exercice.id, 0)

    @api.model
    def action_show_last_calendar(self):
        """Open the calendar of the current exercice, or of the last with campaigns."""
        with_campaigns = self.search(
            [
                ("company_id", "=", self.env.company.id),
                ("campaign_ids", "!=", False),
            ]
        )
        year = fields.Date.context_today(self).year
        current = with_campaigns.filtered(lambda exercice: exercice.year == year)
        exercice = current or with_campaigns[:1]
        if exercice:
            return exercice.action_show_calendar()
        return self._get_calendar_action()

    def _get_calendar_action(self):
        return self.env["ir.actions.act_window"]._for_xml_id(
            "numerian_collectivites.numerian_billing_campaign_calendar_action"
        )

    def action_show_calendar(self):
        """Open the calendar on the exercice, in its month if it is the current one."""
        self.ensure_one()
        today = fields.Date.context_today(self)
        first = min(self.campaign_ids.mapped("date"), default=self.date_start)
        current = self.date_start <= today <= self.date_end
        day = fields.Date.to_string(today if current else first)
        name = self.env._("Billing calendar %(year)s", year=self.year)
        return self._get_calendar_action() | {
            "name": name,
            "display_name": name,
            "domain": [("exercice_id", "=", self.id)],
            "context": {
                "default_date": day,
                "default_exercice_id": self.id,
                "initial_date": day,
            },
        }

    def _get_open_matters(self):
        """A campaign under way must end before its exercice closes."""
        under_way = self.campaign_ids.filtered(
            lambda campaign: campaign.state in ("planned", "running")
        )
        return super()._get_open_matters() + [
            self.env._(
                "Exercice %(year)s: “%(campaign)s” is planned or running. Run or "
                "cancel it before closing.",
                year=self.year,
                campaign=campaign.name,
            )
            for campaign in under_way
        ]

    # Copy to the next exercice

    def action_copy_calendar(self):
        """Copy the campaigns as drafts of the next exercice, each of them once."""
        copies = self.env["numerian.billing.campaign"].browse()
        for exercice in self.sorted("year"):
            copies |= exercice._copy_calendar()
        return copies.exercice_id[-1:].action_show_calendar()

    def _copy_calendar(self):
        campaigns = self.campaign_ids.filtered(lambda c: c.state != "cancelled")
        missing = campaigns.filtered(lambda campaign: not campaign.copy_ids)
        if not missing:
            raise UserError(self._get_nothing_to_copy_message(campaigns))
        target = self._get_or_create(self.year + 1, self.company_id)
        target._check_open_on(target.date_start)
        return missing._copy_to(target)

    def _get_nothing_to_copy_message(self, campaigns):
        if campaigns:
            return self.env._(
                "All the campaigns of exercice %(year)s are already copied.",
                year=self.year,
            )
        return self.env._("Exercice %(year)s has no campaign to copy.", year=self.year)
