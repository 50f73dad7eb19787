# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class NumerianServiceFamily(models.Model):
    """A service of the syndicate with its own catalogue: GDPR, hosting, software…"""

    _name = "numerian.service.family"
    _description = "Service Family"
    _order = "sequence, name, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    color = fields.Integer()
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", help="Empty: for every company.")
    product_ids = fields.One2many(
        "product.template", "service_family_id", string="Services"
    )
    product_count = fields.Integer(
        string="Service count", compute="_compute_product_count"
    )

    _code_uniq = models.UniqueIndex(
        "(code, COALESCE(company_id, 0))",
        "Another service family has this code: choose a different one.",
    )

    def _compute_product_count(self):
        groups = self.env["product.template"]._read_group(
            [("service_family_id", "in", self.ids)], ["service_family_id"], ["__count"]
        )
        counts = {family.id: count for family, count in groups}
        for family in self:
            family.product_count = counts.get(family.id, 0)

    def action_view_products(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "numerian_collectivites.product_template_action"
        )
        return action | {
            "domain": [("service_family_id", "=", self.id)],
            "context": {
                "default_type": "service",
                "default_service_family_id": self.id,
            },
        }
