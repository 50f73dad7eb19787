# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class NumerianAttendance(models.Model):
    """How the minutes name a member."""

    _inherit = "numerian.attendance"

    def _get_printed_name(self):
        """Return the name, with the items of arrival and departure and the proxy."""
        details = self._get_presence_details()
        name = self.mandate_id.display_name
        return f"{name} ({', '.join(details)})" if details else name

    def _get_presence_details(self):
        """Return from and until which item the member is there, and the proxy."""
        self.ensure_one()
        details = []
        if self.arrived_item_id:
            details.append(
                self.env._("from item %(number)s", number=self.arrived_item_id.number)
            )
        if self.left_item_id:
            details.append(
                self.env._("until item %(number)s", number=self.left_item_id.number)
            )
        if self.holder_id:
            details.append(
                self.env._("proxy to %(person)s", person=self.holder_id.display_name)
            )
        return details
