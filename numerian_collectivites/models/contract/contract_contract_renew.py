# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).


from odoo import models

RENEWAL_FAILED = "numerian_collectivites.mail_activity_type_renewal_failed"


class ContractContract(models.Model):
    """What the scheduled renewal could not do, on the desk of somebody."""

    _inherit = "contract.contract"

    def _tell_renewal_errors(self):
        """Keep one to-do that lists the services in error; none when all is well."""
        self.ensure_one()
        self.activity_unlink([RENEWAL_FAILED])
        failed = self.contract_line_ids.filtered("renewal_error")
        if failed:
            user = self.user_id or self.company_id._get_billing_manager()
            self.with_context(lang=user.lang).activity_schedule(
                RENEWAL_FAILED, note=failed._get_renewal_note(), user_id=user.id
            )
