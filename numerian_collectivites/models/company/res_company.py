# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from markupsafe import Markup

from odoo import api, fields, models

from ..scheduled import error_text
from ..selections import PRORATIONS

REVIEW_FAILED = "numerian_collectivites.mail_activity_type_review_failed"


class ResCompany(models.Model):
    """The syndicate: its rules of billing."""

    _inherit = "res.company"

    contract_proration = fields.Selection(
        PRORATIONS, string="Proration", default="month", required=True
    )
    billing_start_date = fields.Date(
        string="Billed in Odoo since",
        help="Periods before this date were billed in another software: they are "
        "never looked at.",
    )
    discrepancy_review_date = fields.Date(
        string="Last Review of Discrepancies", readonly=True, copy=False
    )

    # The scheduled review of discrepancies

    @api.model
    def _get_to_review_domain(self):
        today = fields.Date.context_today(self)
        return [
            "|",
            ("discrepancy_review_date", "=", False),
            ("discrepancy_review_date", "<", today),
        ]

    def _review_discrepancies(self):
        """Look for discrepancies; nobody is there to tell in which language."""
        self.ensure_one()
        company = self.with_company(self).with_context(lang=self.partner_id.lang)
        company.env["numerian.billing.discrepancy"]._refresh(company)
        company._end_review()

    def _record_review_error(self, error):
        """Keep a to-do until a review succeeds: silence would mean “all right”."""
        self.ensure_one()
        self._end_review()
        manager = self._get_billing_manager()
        self.partner_id.with_context(lang=manager.lang).activity_schedule(
            REVIEW_FAILED,
            note=Markup("<p>%s</p>") % error_text(error),
            user_id=manager.id,
        )

    def _end_review(self):
        """One company, one review a day, one to-do however many days it fails."""
        self.partner_id.activity_unlink([REVIEW_FAILED])
        self.discrepancy_review_date = fields.Date.context_today(self)

    def _get_billing_manager(self):
        """Return who is told what a scheduled action could not do."""
        managers = self.env.ref("numerian_collectivites.group_manager").all_user_ids
        return (
            managers.filtered(lambda u: u.active and self in u.company_ids).sorted(
                "id"
            )[:1]
            or self.env.user
        )
