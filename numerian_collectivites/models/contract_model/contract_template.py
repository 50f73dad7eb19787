# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

VALIDATION_STATES = [
    ("draft", "Draft"),
    ("submitted", "Submitted"),
    ("validated", "Validated"),
    ("withdrawn", "Withdrawn"),
]
RENEWALS = [
    ("none", "No renewal"),
    ("tacit", "Tacit renewal"),
    ("express", "Express renewal"),
]
# What a person has validated: it changes by a new version only.
FROZEN = {
    *("name", "company_id", "contract_type", "generation_type", "line_recurrence"),
    *("partner_id", "pricelist_id", "journal_id", "contract_line_ids", "clause_ids"),
    *("duration_months", "renewal", "renewal_months", "notice_months", "family_ids"),
    *("version", "previous_version_id"),
}
# Who did what: written by the acts below only, see contract_template_validation.py.
TRACE = {
    *("validation_state", "submitted_by_id", "submitted_on"),
    *("validated_by_id", "validated_on"),
    *("withdrawn_by_id", "withdrawn_on"),
}


class ContractTemplate(models.Model):
    """What a contract model says: its clauses, duration, renewal and notice."""

    _inherit = "contract.template"

    clause_ids = fields.One2many("numerian.contract.clause", "template_id", copy=True)
    family_ids = fields.Many2many(
        "numerian.service.family",
        "contract_template_family_rel",
        "template_id",
        "family_id",
        string="Service families",
    )
    duration_months = fields.Integer(string="Duration (months)")
    renewal = fields.Selection(RENEWALS)
    renewal_months = fields.Integer(string="Renewed for (months)")
    notice_months = fields.Integer(string="Notice (months)")
    validation_state = fields.Selection(
        VALIDATION_STATES,
        default="draft",
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    validation_remark = fields.Text(copy=False, tracking=True)
    submitted_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    submitted_on = fields.Datetime(readonly=True, copy=False)
    validated_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    validated_on = fields.Datetime(readonly=True, copy=False)
    withdrawn_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    withdrawn_on = fields.Datetime(readonly=True, copy=False)
    version = fields.Integer(default=1, readonly=True, copy=False)
    previous_version_id = fields.Many2one(
        "contract.template",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )

    @api.constrains("duration_months", "renewal_months", "notice_months")
    def _check_months(self):
        for model in self:
            months = (model.duration_months, model.renewal_months, model.notice_months)
            if min(months) < 0:
                raise ValidationError(
                    self.env._("A duration or a notice is never below 0 months.")
                )

    def _check_draft(self):
        """Refuse to change what is submitted, validated or withdrawn.

        :raises UserError: names the model
        """
        for model in self:
            if model.validation_state != "draft":
                raise UserError(
                    self.env._(
                        "“%(model)s” is no longer a draft: what was validated stays as "
                        "it is. Make a new version.",
                        model=model.name,
                    )
                )
