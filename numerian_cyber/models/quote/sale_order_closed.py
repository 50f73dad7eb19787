# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.exceptions import UserError

from .numerian_cyber_choice import OPEN_STATES

TERMS = {
    "cyber_auto_renew",
    "cyber_commitment_months",
    "cyber_prerequisite_ids",
    "cyber_start_date",
}


class SaleOrder(models.Model):
    """What was signed stays: its terms, and that it is a quote of services."""

    _inherit = "sale.order"

    def write(self, vals):
        if TERMS & set(vals):
            self._check_terms_open(vals)
        if "is_cyber_quote" in vals:
            self._check_kind_kept(bool(vals["is_cyber_quote"]))
        return super().write(vals)

    def _check_terms_open(self, vals):
        """Refuse other terms on a confirmed or cancelled quote.

        :raises UserError: names the quote and what to do instead
        """
        for order in self.filtered("is_cyber_quote"):
            if order.state not in OPEN_STATES and order._changes_terms(vals):
                raise UserError(order._get_closed_message())

    def _changes_terms(self, vals):
        self.ensure_one()
        return any(self._will_change(name, vals[name]) for name in TERMS & set(vals))

    def _will_change(self, name, value):
        field = self._fields[name]
        new = field.convert_to_cache(value, self)
        return field.convert_to_record(new, self) != self[name]

    def _check_kind_kept(self, is_cyber_quote):
        for order in self.filtered("cyber_choice_ids"):
            if order.is_cyber_quote != is_cyber_quote:
                raise UserError(
                    self.env._(
                        "%(quote)s is about cybersecurity services and stays so: make "
                        "a new quote for anything else.",
                        quote=order.name,
                    )
                )
