# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class ResPartner(models.Model):
    """An authority that another one took the place of."""

    _inherit = "res.partner"

    successor_authority_id = fields.Many2one(
        "res.partner",
        string="Succeeded By",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="New commune or EPCI that took its place.",
    )
    succession_date = fields.Date(
        string="Succeeded On",
        readonly=True,
        copy=False,
        help="First day on which the authority is no longer.",
    )
    predecessor_authority_ids = fields.One2many(
        "res.partner", "successor_authority_id", string="Takes the Place Of"
    )
