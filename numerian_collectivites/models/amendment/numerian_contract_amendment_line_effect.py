# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

from ...core import amendment as core
from ...core.billing_ledger import Line
from ...core.proration import Terms, Version, check_terms, to_decimal


class NumerianContractAmendmentLine(models.Model):
    """What a row makes of a line of the ledger."""

    _inherit = "numerian.contract.amendment.line"

    def _get_line_after(self, line):
        """Return a line of the ledger as this row leaves it."""
        day = self.amendment_id.effective_date
        if self.action == "remove":
            return core.stopped(line, self.amendment_id.last_day)
        after = core.repriced(line, self._get_version(day))
        check_terms(after.terms)
        return after

    def _get_added_line(self, line_id):
        day = self.amendment_id.effective_date
        terms = Terms(
            day, None, (self._get_version(day),), price_period=self.price_period
        )
        check_terms(terms)
        return Line(line_id, terms)

    def _get_version(self, day):
        held = self.contract_line_id
        discount = held._get_version_at(day).discount if held else 0.0  # it stays
        return Version(
            day,
            to_decimal(self.price_unit),
            to_decimal(self.quantity),
            to_decimal(discount),
        )
