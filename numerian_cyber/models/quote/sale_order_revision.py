# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json
from hashlib import sha256

from odoo import models

SHOWN = (
    "amount_total",
    "cyber_auto_renew",
    "cyber_commitment_months",
    "cyber_prerequisite_ids",
    "cyber_start_date",
    "cyber_subsidy_amount",
    "note",
    "partner_id",
    "payment_term_id",
    "pricelist_id",
)
SHOWN_OF_CHOICES = ("service_id", "is_selected", "quantity", "component_prices")
SHOWN_OF_LINES = ("name", "product_uom_qty", "price_unit", "price_total")


class SaleOrder(models.Model):
    """What somebody reads on a quote, in short: they choose and sign that, no other."""

    _inherit = "sale.order"

    def _get_cyber_revision(self):
        """Return a digest of the quote as it is shown now.

        Whoever changes it, on its page or in the back office, makes it another one.
        """
        self.ensure_one()
        parts = (
            (self, SHOWN),
            (self.cyber_choice_ids, SHOWN_OF_CHOICES),
            (self.order_line, SHOWN_OF_LINES),
        )
        shown = [
            [record[name].ids if record._fields[name].relational else record[name]]
            for records, names in parts
            for record in records
            for name in names
        ]
        return sha256(json.dumps(shown, default=str).encode()).hexdigest()[:16]
