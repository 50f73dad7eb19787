# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class SaleOrder(models.Model):
    """A quote on paper and on the page of the authority: the same figures and words."""

    _inherit = "sale.order"

    def _get_cyber_document_name(self):
        """Return the name of the file of the quote."""
        self.ensure_one()
        return self.env._(
            "%(quote)s - %(authority)s",
            quote=self.name,
            authority=self.partner_id.name,
        )

    def _get_cyber_year_labels(self):
        """Return the titles of years 1, 2 and 3, with the months of the first one."""
        self.ensure_one()
        if not self.cyber_start_date:
            return []
        first = self.cyber_start_date.year
        component = self.cyber_choice_ids.service_id.component_ids.filtered(
            lambda c: c.kind == "subscription"
        )[:1]
        months = self._get_cyber_months(component)[0] if component else 12
        return [
            self.env._(
                "Year 1: %(year)s (%(months)s months)", year=first, months=months
            ),
            self.env._("Year 2: %(year)s", year=first + 1),
            self.env._("Year 3: %(year)s", year=first + 2),
        ]

    def _get_cyber_total_rows(self):
        """Return the rows of the totals: label, and month, years 1, 2, 3 in euros."""
        self.ensure_one()
        labels = {
            "amount": self.env._("Excluding VAT"),
            "vat": self.env._("VAT"),
            "amount_incl_vat": self.env._("Including VAT"),
        }
        periods = ("month", "year1", "year2", "year3")
        return [
            {
                "name": name,
                "label": label,
                "amounts": [self[f"cyber_{period}_{name}"] for period in periods],
            }
            for name, label in labels.items()
        ]

    def _get_cyber_commitment_text(self):
        """Return the commitment in words."""
        self.ensure_one()
        if not self.cyber_commitment_months:
            return self.env._("None")
        text = self.env._("%(months)s months", months=self.cyber_commitment_months)
        if self.cyber_auto_renew:
            text = self.env._("%(months)s, then renewed tacitly by year", months=text)
        return text
