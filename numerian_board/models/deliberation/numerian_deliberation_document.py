# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class NumerianDeliberation(models.Model):
    """What the documents say of a vote by name."""

    _inherit = "numerian.deliberation"

    def _get_named_votes(self):
        """Return a sentence for each vote of a ballot by name; nothing otherwise."""
        self.ensure_one()
        if not self.outcome or self.vote_mode != "by_name":
            return []
        labels = dict(
            self.vote_line_ids._fields["value"]._description_selection(self.env)
        )
        votes = [
            (label, self.vote_line_ids.filtered(lambda line, v=value: line.value == v))
            for value, label in labels.items()
        ]
        return [
            self.env._(
                "%(vote)s: %(names)s.",
                vote=label,
                names=", ".join(lines.mandate_id.mapped("display_name")),
            )
            for label, lines in votes
            if lines
        ]
