# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models

from ..scheduled import error_text, run_each

TOLD_BEFORE = timedelta(days=60)  # before the last day of notice


class ContractContract(models.Model):
    """The responsible is told in time of a term that ends, once per term."""

    _inherit = "contract.contract"

    renewal_told_term = fields.Date(
        string="Term told", readonly=True, copy=False, help="Term already told by mail."
    )

    @api.model
    def _cron_tell_notice(self):
        today = fields.Date.context_today(self)
        contracts = self.search(
            [
                ("notice_date", "<=", today + TOLD_BEFORE),
                ("term_date", ">=", today),
                ("is_terminated", "=", False),
                ("contract_type", "=", "sale"),
            ],
            order="id",
        )
        run_each(
            contracts.filtered(lambda c: c.renewal_told_term != c.term_date),
            lambda contract: contract._tell_notice(),
            lambda contract, error: contract._keep_notice_error(error_text(error)),
        )

    def _tell_notice(self):
        self.ensure_one()
        user = self._get_renewal_user()
        contract = self.with_context(lang=user.lang)
        contract._tell_renewal(
            contract.env._(
                "The term ends on %(term)s; last day of notice: %(notice)s.",
                term=contract._format_day(self.term_date),
                notice=contract._format_day(self.notice_date),
            )
        )
        self.renewal_told_term = self.term_date

    def _tell_renewal(self, text):
        """Leave a trace on the contract, sent by mail to who is responsible for it."""
        self.message_post(
            body=text,
            subject=self.display_name,
            partner_ids=self._get_renewal_user().partner_id.ids,
        )

    def _get_renewal_user(self):
        return self.user_id or self.company_id._get_billing_manager()

    def _keep_notice_error(self, message):
        self.message_post(body=message)
