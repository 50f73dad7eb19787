# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.tools.misc import format_date

ENDING = "numerian_cyber.mail_activity_type_licence_ending"


class NumerianCyberLicence(models.Model):
    """Who is told that licences end, once for an authority and a day."""

    _inherit = "numerian.cyber.licence"

    notified_for = fields.Date(
        readonly=True,
        copy=False,
        help="The last day that somebody was told about.",
    )

    @api.model
    def _cron_tell_ending(self):
        """Leave a to-do for the licences that end soon and nobody was told about."""
        for company in self.env["res.company"].search([]):
            licences = self.with_company(company).search(
                self._get_to_tell_domain(company)
            )
            licences = licences.filtered(lambda lic: lic.notified_for != lic.date_end)
            for (partner, day), group in licences.grouped(
                lambda lic: (lic.partner_id, lic.date_end)
            ).items():
                group._tell_ending(partner, day)

    @api.model
    def _get_to_tell_domain(self, company):
        """Domain of the licences of a company that end within its notice."""
        today = fields.Date.context_today(self)
        return [
            ("company_id", "=", company.id),
            ("date_end", ">=", today),
            ("date_end", "<=", self.with_company(company)._get_ending_day()),
        ]

    def _tell_ending(self, partner, day):
        """Schedule one activity for licences of one authority that end together."""
        user = self[:1]._get_responsible()
        record = self[:1].with_context(lang=user.lang)
        record.activity_schedule(
            ENDING,
            date_deadline=day,
            user_id=user.id,
            note=record.env._(
                "%(count)s licences of %(authority)s end on %(date)s: renew them, or "
                "see to it that nothing stays encrypted.",
                count=len(self),
                authority=partner.name,
                date=format_date(record.env, day),
            ),
        )
        self.notified_for = day

    def _get_responsible(self):
        """Return who follows the contract of a licence, or the manager of billing."""
        self.ensure_one()
        # sudo: the scheduled action tells whoever is in charge of the contract
        user = self.sudo().contract_line_id.contract_id.user_id
        if user and not user.share:
            return user
        return self.company_id._get_billing_manager()
