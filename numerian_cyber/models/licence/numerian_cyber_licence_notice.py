# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.tools.misc import format_date

from odoo.addons.numerian_collectivites.models.scheduled import error_text, run_each

ENDING = "numerian_cyber.mail_activity_type_licence_ending"


class NumerianCyberLicence(models.Model):
    """Who is told that licences end, once for an authority and a day."""

    _inherit = "numerian.cyber.licence"

    notified_for = fields.Date(
        readonly=True,
        copy=False,
        help="The last day that somebody was told about.",
    )

    notice_error = fields.Char(
        readonly=True,
        copy=False,
        help="Why nobody could be told that the licence ends.",
    )

    @api.model
    def _cron_tell_ending(self):
        """Leave a to-do for the licences that end soon and nobody was told about."""
        groups = {group[:1]: group for group in self._get_groups_to_tell()}
        run_each(
            self.union(*groups),
            lambda first: groups[first]._tell_ending(),
            lambda first, error: groups[first]._keep_notice_error(error),
        )

    @api.model
    def _get_groups_to_tell(self):
        """Return the licences to tell about, by authority and last day."""
        groups = []
        for company in self.env["res.company"].search([]):
            licences = self.search(self._get_to_tell_domain(company))
            licences = licences.filtered(lambda lic: lic.notified_for != lic.date_end)
            groups += licences.grouped(
                lambda lic: (lic.partner_id, lic.date_end)
            ).values()
        return groups

    def _keep_notice_error(self, error):
        self.notice_error = error_text(error)

    @api.model
    def _get_to_tell_domain(self, company):
        """Domain of the licences of a company that end within its notice."""
        today = fields.Date.context_today(self)
        return [
            ("company_id", "=", company.id),
            ("date_end", ">=", today),
            ("date_end", "<=", self.with_company(company)._get_ending_day()),
        ]

    def _tell_ending(self):
        """Schedule one activity for licences of one authority that end together."""
        first = self[:1]
        partner, day = first.partner_id, first.date_end
        user = first._get_responsible()
        record = first.with_context(lang=user.lang)
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
        self.write({"notified_for": day, "notice_error": False})

    def _get_responsible(self):
        """Return who follows the contract of a licence, or the manager of billing."""
        self.ensure_one()
        # sudo: the scheduled action tells whoever is in charge of the contract
        user = self.sudo().contract_line_id.contract_id.user_id
        if user and not user.share:
            return user
        return self.company_id._get_billing_manager()
