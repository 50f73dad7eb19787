# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import defaultdict
from decimal import Decimal
from typing import NamedTuple

from odoo import models

from ...core import indexation as core
from ...core.proration import to_decimal

VERSION_FIELDS = [
    *("contract_line_id", "date_from", "price_unit", "quantity", "discount"),
    *("indexation_id", "price_before"),
]


class Outlook(NamedTuple):
    """What an indexation finds on a contract line.

    ``version``: the price that rises; ``carried``: whether it is the first price of a
    renewed line, which then changes itself; ``cause``: why it cannot rise, with a date.
    """

    version: models.Model
    carried: bool = False
    cause: str | bool = False
    cause_date: object = False


class NumerianPriceIndexation(models.Model):
    """What stands on each contract line on the day of the new prices."""

    _inherit = "numerian.price.indexation"

    def _get_outlooks(self, contract_lines):
        """Return ``{contract line id: Outlook}``, in a constant number of queries."""
        before = contract_lines.predecessor_contract_line_id
        versions = self._read_versions(contract_lines | before)
        ledger = self.env["numerian.billing.ledger"]
        last_days = ledger._get_last_days(
            contract_lines, ledger._read_billed(contract_lines)
        )
        return {
            line.id: self._get_outlook(line, versions, last_days.get(line.id))
            for line in contract_lines
        }

    def _read_versions(self, contract_lines):
        versions = defaultdict(list)
        for version in self.env["numerian.contract.line.price"].search_fetch(
            [("contract_line_id", "in", contract_lines.ids)],
            VERSION_FIELDS,
            order="contract_line_id, date_from",
        ):
            versions[version.contract_line_id.id].append(version)
        return versions

    def _get_outlook(self, line, versions, last_day):
        own = versions[line.id]
        earlier = [version for version in own if version.date_from < self.date_from]
        later = own[len(earlier) :]
        carried = not earlier and len(own) == 1 and self._is_carried(line, versions)
        current = (earlier[-1:] or own[:1] or [False])[0]
        blocking = [] if carried else later
        cause, day = self._get_obstacle(line, current, blocking, last_day)
        return Outlook(current, carried, cause, day)

    def _is_carried(self, line, versions):
        """Whether the first price of a renewed line is only that of the line before.

        A renewal in advance starts on or after our day: its price rises too.
        """
        before = versions[line.predecessor_contract_line_id.id]
        old = [v for v in before if v.date_from < self.date_from][-1:] or before[:1]
        return bool(old) and self._get_old_price(old[0]) == self._get_old_price(
            versions[line.id][0]
        )

    def _get_old_price(self, version):
        """Return the price before this indexation."""
        ours = version.indexation_id == self
        return version.price_before if ours else version.price_unit

    def _get_obstacle(self, line, current, blocking, last_day):
        """Return why a price cannot rise, and a date that tells it."""
        renewed = line.is_auto_renew and not line.successor_contract_line_id
        if line.date_end and line.date_end < self.date_from and not renewed:
            return "ended", line.date_end
        if last_day and last_day >= self.date_from:
            return "billed", last_day
        if blocking:
            return "later", blocking[0].date_from
        if not current or not current.price_unit:
            return "free", False
        price = to_decimal(current.price_unit)
        if self._get_new_price(price) == price:
            return "unchanged", False
        return ("firm", False) if line.no_indexation else (False, False)

    def _get_new_price(self, price):
        """Return the new price of an exact one, euros excl. VAT."""
        return core.indexed_price(price, self._get_factor(), Decimal(self.rounding))
