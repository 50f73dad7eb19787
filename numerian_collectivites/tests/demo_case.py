# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The demonstration, loaded in a small syndicate."""

from ..demo.records import get_record
from ..demo.story_2021 import load
from .common import BillingCase


class DemoCase(BillingCase):
    """The story as ``setup/run`` loads it, before the scheduled action bills 2022."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.account_sale_tax_id = cls.tax
        load(cls.env)

    def _authority(self, name):
        return get_record(self.env, f"authority_{name}")

    def _moves(self, authority, **fields):
        domain = [("partner_id", "=", self._authority(authority).id)]
        domain += [(name, "=", value) for name, value in fields.items()]
        return self.env["account.move"].search(domain, order="invoice_date, id")

    def _invoice(self, authority, titre):
        return self._moves(authority, titre_number=titre)

    def _billed_of(self, authority, product, year):
        """Return the sum that a year of a service is billed, excluding VAT."""
        lines = self._moves(authority, state="posted").invoice_line_ids.filtered(
            lambda line: (
                line.product_id == get_record(self.env, f"product_{product}")
                and line.billing_period_start.year == year
            )
        )
        return round(-sum(lines.mapped("amount_currency")), 2)
