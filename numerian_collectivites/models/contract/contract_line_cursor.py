# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

from ...core.proration import PRICE_MONTHS, civil_period
from .contract_line import RULE_TYPES


class ContractLine(models.Model):
    """OCA's forward-only cursor, put to rest on campaign lines.

    ``last_date_invoiced`` is never written on them, so OCA's constraints on it fall
    silent; the next date is derived from the ledger. Each override acts on campaign
    lines and leaves the others to OCA.
    """

    _inherit = "contract.line"

    @api.depends("billing_period", "contract_id.generation_type")
    def _compute_recurring_rule_type(self):
        campaign = self._filter_campaign()
        for line in campaign:
            line.recurring_rule_type = RULE_TYPES[line.billing_period]
        return super(ContractLine, self - campaign)._compute_recurring_rule_type()

    @api.depends("billing_period", "contract_id.generation_type")
    def _compute_recurring_next_date(self):
        """First day of the first period never billed, read in one go."""
        campaign = self._filter_campaign()
        stored = campaign.filtered(lambda line: isinstance(line.id, int))
        dates = stored._get_next_dates() if stored else {}
        for line in campaign:
            # An open form has no ledger yet: its service starts with its first day.
            next_date = dates.get(line.id) if line in stored else line.date_start
            line.recurring_next_date = not line.is_canceled and next_date
        return super(ContractLine, self - campaign)._compute_recurring_next_date()

    def _get_next_dates(self):
        return self.env["numerian.billing.ledger"]._get_next_dates(self)

    def _billing_changed(self):
        """Have the next date derived again: documents of these lines changed."""
        lines = self.exists()._filter_campaign()
        lines.invalidate_recordset(["is_billed", "billed_amount", "last_billed_day"])
        self.env.add_to_compute(self._fields["recurring_next_date"], lines)
        # The header takes the earliest date of its lines.
        lines.modified(["recurring_next_date"])

    def _compute_next_period_date_start(self):
        campaign = self._filter_campaign()
        for line in campaign:
            line.next_period_date_start = line.recurring_next_date
        return super(ContractLine, self - campaign)._compute_next_period_date_start()

    def _compute_next_period_date_end(self):
        campaign = self._filter_campaign()
        for line in campaign:
            start = line.next_period_date_start
            end = start and civil_period(start, line.billing_period).last
            if end and line.date_end:
                end = min(end, line.date_end)
            line.next_period_date_end = end
        return super(ContractLine, self - campaign)._compute_next_period_date_end()

    def _compute_create_invoice_visibility(self):
        campaign = self._filter_campaign()
        campaign.create_invoice_visibility = False
        return super(ContractLine, self - campaign)._compute_create_invoice_visibility()

    @api.depends("price_period", "contract_id.generation_type")
    def _compute_monthly_recurring(self):
        """The price is a price for ``price_period``, not for the billing period."""
        campaign = self._filter_campaign()
        for line in campaign:
            months = PRICE_MONTHS[line.price_period]
            line.monthly_recurring = line.price_subtotal / months
        return super(ContractLine, self - campaign)._compute_monthly_recurring()

    def _compute_allowed(self):
        """Cancelling a billed line would credit every year: stop it instead."""
        result = super()._compute_allowed()
        for line in self._filter_campaign().filtered("is_cancel_allowed"):
            line.is_cancel_allowed = not line.is_billed
        return result

    @api.constrains("recurring_next_date")
    def _check_recurring_next_date_recurring_invoices(self):
        """A line fully billed has no next date, rightly; nor has a section."""
        others = self.filtered(lambda line: line.generation_type != "campaign")
        return super(
            ContractLine, others
        )._check_recurring_next_date_recurring_invoices()

    @api.constrains("recurring_next_date", "date_start")
    def _check_recurring_next_date_start_date(self):
        """The derived date may lag while the start is being moved."""
        others = self - self._filter_campaign()
        return super(ContractLine, others)._check_recurring_next_date_start_date()
