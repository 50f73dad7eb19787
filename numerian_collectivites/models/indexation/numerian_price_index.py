# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class NumerianPriceIndex(models.Model):
    """An index that contracts follow (Syntec…), with where its values come from."""

    _name = "numerian.price.index"
    _description = "Price Index"
    _inherit = ["mail.thread"]
    _order = "name, id"

    name = fields.Char(required=True, tracking=True)
    source = fields.Char(
        string="Published By", tracking=True, help="Who publishes the values."
    )
    url = fields.Char(string="Web Page", tracking=True)
    note = fields.Text(help="Base, frequency, change of base…")
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", help="Empty: for every company.")
    value_ids = fields.One2many("numerian.price.index.value", "index_id")
    last_value_id = fields.Many2one(
        "numerian.price.index.value", compute="_compute_last_value_id"
    )

    _name_uniq = models.UniqueIndex(
        "(name, COALESCE(company_id, 0))",
        "Another index has this name: add the values to that one.",
    )

    @api.depends("value_ids.date")
    def _compute_last_value_id(self):
        for index in self:
            index.last_value_id = index.value_ids.sorted("date")[-1:]
