# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class NumerianContractLinePrice(models.Model):
    """A price version made by an indexation keeps the price from before.

    Both are copied to the line that renews this one, so that cancelling the indexation
    reaches it too.
    """

    _inherit = "numerian.contract.line.price"

    indexation_id = fields.Many2one(
        "numerian.price.indexation",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    price_before = fields.Float(
        digits=(16, 6),
        min_display_digits=2,
        readonly=True,
        help="Before the indexation, excluding VAT.",
    )

    def _get_previous(self):
        """Return the version of the line just before this one, if any."""
        self.ensure_one()
        return self.contract_line_id.price_version_ids.filtered(
            lambda version: version.date_from < self.date_from
        ).sorted("date_from")[-1:]

    def _get_line_text(self):
        line = self.contract_line_id
        return f"{line.commercial_partner_id.display_name}, {line.display_name}"
