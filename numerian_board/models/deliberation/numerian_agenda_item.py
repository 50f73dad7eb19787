# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..session.numerian_agenda_item import DECIDED_KINDS


class NumerianAgendaItem(models.Model):
    """An item on which the body decides has its deliberation."""

    _inherit = "numerian.agenda.item"

    deliberation_ids = fields.One2many(
        "numerian.deliberation", "item_id", string="Deliberations"
    )
    deliberation_id = fields.Many2one(
        "numerian.deliberation", compute="_compute_deliberation_id", store=True
    )
    outcome = fields.Selection(related="deliberation_id.outcome")
    number_given = fields.Char(
        related="deliberation_id.number", string="Deliberation No."
    )
    vote_summary = fields.Char(related="deliberation_id.vote_summary")

    @api.depends("deliberation_ids")
    def _compute_deliberation_id(self):
        for item in self:
            item.deliberation_id = item.deliberation_ids[:1]

    def _is_decided(self):
        return not self.display_type and self.kind in DECIDED_KINDS

    @api.model_create_multi
    def create(self, vals_list):
        items = super().create(vals_list)
        for item in items.filtered(lambda item: item._is_decided()):
            if item.carried_from_id:
                item.carried_from_id.deliberation_id.item_id = item
        items._add_deliberations()
        return items

    def write(self, vals):
        written = super().write(vals)
        if "kind" in vals:
            self._add_deliberations()
        return written

    def unlink(self):
        # Minutes are approved by their own item; any other draft waits for a session.
        drafts = self.deliberation_ids.filtered("is_minutes")
        unlinked = super().unlink()
        drafts.unlink()
        return unlinked

    def _add_deliberations(self):
        """Give each item on which the body decides a deliberation to prepare."""
        self.env["numerian.deliberation"].create(
            [
                item._prepare_deliberation_vals()
                for item in self
                if item._is_decided() and not item.deliberation_ids
            ]
        )

    def _prepare_deliberation_vals(self):
        self.ensure_one()
        return {"name": self.name, "item_id": self.id, "body_id": self.body_id.id}

    @api.constrains("kind", "display_type", "body_id")
    def _check_deliberation(self):
        """Keep an item on which something was decided as it was decided."""
        for item in self:
            deliberation = item.deliberation_id
            if deliberation.outcome and (
                not item._is_decided() or deliberation.body_id != item.body_id
            ):
                raise UserError(
                    self.env._(
                        "“%(item)s” is voted: it does not change any more.",
                        item=item.name,
                    )
                )

    def action_show_deliberation(self):
        self.ensure_one()
        return self.deliberation_id.get_formview_action()
