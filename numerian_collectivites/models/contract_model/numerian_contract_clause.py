# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...core import merge_fields


class NumerianContractClause(models.Model):
    """An article of a contract model: its text, with fields of a closed list."""

    _name = "numerian.contract.clause"
    _description = "Contract Clause"
    _order = "template_id, sequence, id"
    _rec_name = "title"

    template_id = fields.Many2one(
        "contract.template", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="template_id.company_id", store=True)
    sequence = fields.Integer(default=10)
    title = fields.Char(required=True)
    body = fields.Html(required=True)

    @api.constrains("title", "body")
    def _check_merge_fields(self):
        for clause in self:
            text = f"{clause.title} {clause.body}"
            unknown = merge_fields.unknown(text)
            if unknown or merge_fields.has_stray_braces(text):
                raise ValidationError(
                    self.env._(
                        "“%(clause)s”: unknown or unfinished field %(unknown)s. Those "
                        "that a clause may hold: %(known)s.",
                        clause=clause.title,
                        unknown=", ".join(unknown),
                        known=", ".join("{{%s}}" % f for f in merge_fields.FIELDS),
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        clauses = super().create(vals_list)
        clauses.template_id._check_draft()
        return clauses

    def write(self, vals):
        self.template_id._check_draft()
        result = super().write(vals)
        self.template_id._check_draft()  # nor moved to a model that is frozen
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_if_draft(self):
        self.template_id._check_draft()
