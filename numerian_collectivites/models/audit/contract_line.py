# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

from .watched import creating, keep_whole, keeping

WATCHED = (
    *("product_id", "name", "quantity", "specific_price", "discount", "price_period"),
    *("billing_period", "proration", "date_start", "date_end", "is_canceled"),
    *("is_auto_renew", "manual_renew_needed"),
)
SHOWN = ("product_id", "quantity", "price_unit", "date_start", "date_end")


class ContractLine(models.Model):
    """What is changed on a line is kept: terms, stops, renewals."""

    _inherit = "contract.line"

    @api.model_create_multi
    def create(self, vals_list):
        lines = super(ContractLine, creating(self)).create(vals_list)
        lines = lines.with_env(self.env)
        keep_whole(lines.filtered(lambda ln: not ln.display_type), "create", SHOWN)
        return lines

    def write(self, vals):
        if self._is_mirroring():  # the version of today: kept with the version
            return super().write(vals)
        with keeping(self, vals, WATCHED):
            return super().write(vals)

    def unlink(self):
        keep_whole(self.filtered(lambda ln: not ln.display_type), "unlink", SHOWN)
        return super().unlink()
