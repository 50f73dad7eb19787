# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class NumerianAgendaItem(models.Model):
    """The item at which the assembly is told of what was decided by delegation."""

    _inherit = "numerian.agenda.item"

    delegated_decision_ids = fields.One2many(
        "numerian.delegated.decision", "report_item_id", string="Decisions Reported"
    )
