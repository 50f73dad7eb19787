# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class NumerianMandate(models.Model):
    """How the documents name the capacity of a member."""

    _inherit = "numerian.mandate"

    def _get_printed_capacity(self):
        """Return the capacity, else the role; whom it stands in for, or represents."""
        self.ensure_one()
        roles = dict(self._fields["role"]._description_selection(self.env))
        parts = [self.capacity or roles[self.role]]
        if self.kind == "deputy":
            parts.append(
                self.env._("deputy of %(person)s", person=self.titular_id.display_name)
            )
        if not self.has_vote:
            parts.append(self.env._("advisory voice"))
        if self.authority_id:
            parts.append(self.authority_id.name)
        return ", ".join(parts)
