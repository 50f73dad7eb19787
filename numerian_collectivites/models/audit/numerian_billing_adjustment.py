# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

from .watched import creating, keep_whole, keeping

WATCHED = ("period_start", "amount", "kind", "reason")


def _line_of(record):
    return record.contract_line_id


class NumerianBillingAdjustment(models.Model):
    """An adjustment that is added, changed or removed is kept."""

    _inherit = "numerian.billing.adjustment"

    @api.model_create_multi
    def create(self, vals_list):
        records = super(NumerianBillingAdjustment, creating(self)).create(vals_list)
        records = records.with_env(self.env)
        keep_whole(records, "create", WATCHED, _line_of)
        return records

    def write(self, vals):
        with keeping(self, vals, WATCHED, _line_of):
            return super().write(vals)

    def unlink(self):
        keep_whole(self, "unlink", WATCHED, _line_of)
        return super().unlink()
