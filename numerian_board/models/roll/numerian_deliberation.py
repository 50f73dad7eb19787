# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class NumerianDeliberation(models.Model):
    """What is put to the vote is what is being discussed."""

    _inherit = "numerian.deliberation"

    def action_open_vote(self):
        opened = super().action_open_vote()
        for deliberation in self:
            deliberation.session_id.current_item_id = deliberation.item_id
        return opened
