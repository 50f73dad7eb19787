# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import re

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

CODE = re.compile(r"[A-Z0-9]{1,6}")  # a number holds 15 characters: 2022_BUREAU_012


class NumerianBody(models.Model):
    """An assembly of the syndicate: board of administration, bureau, syndical council.

    Its rules are a copy of those of its regime, changed where the statutes differ.
    """

    _name = "numerian.body"
    _description = "Deliberating Body"
    _inherit = ["mail.thread", "numerian.assembly.rules"]
    _order = "sequence, name"
    _check_company_auto = True

    name = fields.Char(required=True, tracking=True)
    code = fields.Char(
        required=True,
        help="1 to 6 capitals or digits: part of the number of its deliberations.",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True, tracking=True)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    regime_id = fields.Many2one(
        "numerian.regime", required=True, ondelete="restrict", tracking=True
    )
    statutes_reference = fields.Char(
        string="Statutes", tracking=True, help="Their date and articles."
    )
    ratifying_body_id = fields.Many2one(
        "numerian.body",
        check_company=True,
        ondelete="restrict",
        tracking=True,
        help="The assembly that may have to ratify what this one decides.",
    )
    college_ids = fields.One2many("numerian.college", "body_id")
    mandate_ids = fields.One2many("numerian.mandate", "body_id")
    member_count = fields.Integer(
        string="Members in Office", compute="_compute_member_count"
    )

    _code_uniq = models.Constraint(
        "UNIQUE (company_id, code)", "Another assembly has this code."
    )

    @api.depends("mandate_ids.date_start", "mandate_ids.date_end")
    def _compute_member_count(self):
        today = fields.Date.context_today(self)
        for body in self:
            body.member_count = len(body._get_seats_on(today))

    @api.constrains("code")
    def _check_code(self):
        for body in self:
            if not CODE.fullmatch(body.code or ""):
                raise ValidationError(
                    self.env._(
                        "%(code)s: the code of an assembly has 1 to 6 capitals or "
                        "digits.",
                        code=body.code,
                    )
                )

    @api.constrains("ratifying_body_id")
    def _check_ratifying_body_id(self):
        for body in self:
            if body.ratifying_body_id == body:
                raise ValidationError(
                    self.env._("An assembly does not ratify its own decisions.")
                )

    @api.onchange("regime_id")
    def _onchange_regime_id(self):
        if self.regime_id:
            self.update(self.regime_id._get_rules())

    @api.model_create_multi
    def create(self, vals_list):
        regimes = self.env["numerian.regime"]
        return super().create(
            [
                regimes.browse(vals["regime_id"])._get_rules() | vals
                if vals.get("regime_id")
                else vals
                for vals in vals_list
            ]
        )

    def action_apply_regime(self):
        """Take the rules of the regime again, whatever the body had changed."""
        for body in self:
            body.write(body.regime_id._get_rules())

    def _get_mandates_on(self, day):
        """Return the mandates in office on a day, advisory ones included."""
        return self.mandate_ids.filtered(lambda mandate: mandate._is_in_office(day))

    def _get_seats_on(self, day):
        """Return the mandates of the members that vote, deputies left out."""
        return self._get_mandates_on(day).filtered(
            lambda mandate: mandate.has_vote and mandate.kind == "full"
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_with_mandates(self):
        for body in self:
            if body.mandate_ids:
                raise UserError(
                    self.env._(
                        "%(body)s has members: archive it instead.", body=body.name
                    )
                )
