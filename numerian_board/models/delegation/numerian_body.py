# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class NumerianBody(models.Model):
    """What a body delegates; its renewal ends what it had delegated."""

    _inherit = "numerian.body"

    renewed_on = fields.Date(
        string="Last Renewal",
        tracking=True,
        help="Day on which the assembly was installed again: what was delegated "
        "before, by it or to it, ends the day before.",
    )
    delegation_ids = fields.One2many("numerian.delegation", "body_id")
