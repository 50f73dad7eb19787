# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models


class NumerianVoteLine(models.Model):
    """The votes by name, entered at the keyboard."""

    _inherit = "numerian.vote.line"

    @api.depends("mandate_id", "holder_id")
    def _compute_display_name(self):
        for line in self:
            name, holder = line.mandate_id.display_name, line.holder_id
            by_proxy = holder and holder != line.mandate_id
            line.display_name = f"{name} ({holder.display_name})" if by_proxy else name

    def record_value(self, value):
        """Record how a seat votes; the screen calls it at each key.

        :param value: ``for``, ``against``, ``abstain`` or ``not_voting``
        """
        self.write({"value": value})
