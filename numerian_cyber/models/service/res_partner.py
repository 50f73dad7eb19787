# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

COUNTS = (
    "mailbox_count",
    "mobile_account_count",
    "server_count",
    "staff_count",
    "workstation_count",
)


class ResPartner(models.Model):
    """What an authority counts, and since when it is so."""

    _inherit = "res.partner"

    counts_updated_on = fields.Date(
        string="Counts of",
        tracking=True,
        copy=False,
        help="When the staff and the equipment were last counted, or confirmed.",
    )

    def write(self, vals):
        """A new count is a count of today, unless another day is given."""
        if "counts_updated_on" in vals or not set(COUNTS) & set(vals):
            return super().write(vals)
        changed = self.filtered(
            lambda p: any(name in vals and p[name] != vals[name] for name in COUNTS)
        )
        result = super().write(vals)
        super(ResPartner, changed).write(
            {"counts_updated_on": fields.Date.context_today(self)}
        )
        return result
