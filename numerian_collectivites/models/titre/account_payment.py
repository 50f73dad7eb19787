# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class AccountPayment(models.Model):
    """A payment that the public accountant has returned: the money is there."""

    _inherit = "account.payment"

    is_accountant_return = fields.Boolean(
        string="Returned by the Accountant",
        copy=False,
        readonly=True,
        help="Goes straight to the account of the bank: nothing is in transit.",
    )

    @api.depends("is_accountant_return", "journal_id")
    def _compute_outstanding_account_id(self):
        returned = self.filtered("is_accountant_return")
        for payment in returned:
            payment.outstanding_account_id = payment.journal_id.default_account_id
        return super(AccountPayment, self - returned)._compute_outstanding_account_id()
