# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.exceptions import UserError


class NumerianSession(models.Model):
    """The item being discussed, from which presences are noted."""

    _inherit = "numerian.session"

    current_item_id = fields.Many2one(
        "numerian.agenda.item",
        string="Being Discussed",
        domain="[('session_id', '=', id), ('display_type', '=', False)]",
        copy=False,
        ondelete="set null",
        help="Presences entered now hold from this item on.",
    )

    def _get_items_in_order(self):
        self.ensure_one()
        items = self.item_ids.filtered(lambda item: not item.display_type)
        return items.sorted(lambda item: item._get_rank())

    def _get_item_in_progress(self):
        """Return the item from which a presence holds; none: the whole session."""
        self.ensure_one()
        first = self._get_items_in_order()[:1]
        current = self.current_item_id if self.state == "open" else first
        return current - first

    def action_open(self):
        opened = super().action_open()
        for session in self:
            session.current_item_id = session._get_items_in_order()[:1]
        return opened

    def action_next_item(self):
        """Go on to the next item of the agenda.

        :raises UserError: it is the last one
        """
        self.ensure_one()
        self._check_state("open")
        items = self._get_items_in_order()
        later = items.filtered(
            lambda item: (
                not self.current_item_id
                or item._get_rank() > self.current_item_id._get_rank()
            )
        )
        if not later:
            raise UserError(self.env._("It is the last item of the agenda."))
        self.current_item_id = later[0]

    def action_all_present(self):
        """Note as present all full members of whom nothing is noted yet."""
        for session in self:
            session._check_state("convened", "open")
            session.attendance_ids.filtered(
                lambda row: row.status == "expected" and row.kind == "full"
            ).record_status("present")
