# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class NumerianAgendaItem(models.Model):
    """The documents sent with the notice."""

    _inherit = "numerian.agenda.item"

    annex_ids = fields.Many2many(
        "ir.attachment",
        "numerian_agenda_item_annex_rel",
        string="Annexes",
        copy=False,
        help="Sent with the notice.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        items = super().create(vals_list)
        items._adopt_annexes()
        return items

    def write(self, vals):
        written = super().write(vals)
        if "annex_ids" in vals:
            self._adopt_annexes()
        return written

    def _adopt_annexes(self):
        """Let whoever reads an item read its annexes: uploaded first, they had none."""
        for item in self:
            # sudo: who may write the item has just put them there
            loose = item.sudo().annex_ids.filtered(
                lambda annex: annex.res_model == self._name and not annex.res_id
            )
            loose.res_id = item.id

    def _get_notice_content(self):
        """Return what the members are told of the item, to compare."""
        self.ensure_one()
        return (
            self.name,
            self.kind,
            self.display_type or "",
            self.explanatory_note or "",
            sorted(self.annex_ids.mapped(lambda annex: annex.checksum or annex.name)),
        )
