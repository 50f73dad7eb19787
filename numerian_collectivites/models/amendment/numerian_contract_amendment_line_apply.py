# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import Command, models

from ..contract.numerian_contract_line_price import CORRECTION


class NumerianContractAmendmentLine(models.Model):
    """What a row writes into the contract."""

    _inherit = "numerian.contract.amendment.line"

    def _apply_change(self):
        """Put a dated version on the line.

        The amendment was read with its effect and agreed to: a complement on months
        already billed needs nobody else, a credit was a manager's (see the rules).
        """
        line = self.contract_line_id
        versions = line.price_version_ids.with_context(billing_correction=CORRECTION)
        vals = self._prepare_version_vals()
        same_day = versions.filtered(lambda v: v.date_from == vals["date_from"])
        if same_day:
            same_day.write(vals)
        else:
            versions.create(vals)
        line._post_changes(self._get_changes())

    def _prepare_version_vals(self):
        day = self.amendment_id.effective_date
        return {
            "contract_line_id": self.contract_line_id.id,
            "date_from": day,
            "price_unit": self.price_unit,
            "quantity": self.quantity,
            "discount": self.contract_line_id._get_version_at(day).discount,
            "reason": self.amendment_id._get_document_title(),
        }

    def _get_changes(self):
        pairs = [
            ("quantity", self.quantity_before, self.quantity),
            ("price_unit", self.price_before, self.price_unit),
        ]
        label = self.contract_line_id._get_label
        return [(label(n), old, new) for n, old, new in pairs if old != new]

    def _apply_add(self):
        self.amendment_id.contract_id.write(
            {"contract_line_ids": [Command.create(self._prepare_added_vals())]}
        )

    def _prepare_added_vals(self):
        product = self.product_id
        return {
            "product_id": product.id,
            "name": product.get_product_multiline_description_sale(),
            "uom_id": product.uom_id.id,
            "quantity": self.quantity,
            "price_unit": self.price_unit,
            "price_period": self.price_period,
            "date_start": self.amendment_id.effective_date,
        }

    def _apply_remove(self):
        self.contract_line_id.stop(self.amendment_id.last_day)
