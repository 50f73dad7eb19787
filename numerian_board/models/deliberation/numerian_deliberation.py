# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from odoo.addons.numerian_collectivites.models.button_fields import (
    are_changed,
    are_given,
)

from .numerian_deliberation_template import TEXT_FIELDS

OUTCOMES = [
    ("adopted", "Adopted"),
    ("rejected", "Rejected"),
    ("noted", "Takes note"),
    ("postponed", "Postponed"),
]
STATES = [
    ("draft", "Draft"),
    ("on_agenda", "On an agenda"),
    ("postponed", "Postponed"),
    ("rejected", "Rejected"),
    ("adopted", "Adopted"),
    ("in_force", "In force"),
    ("withdrawn", "Withdrawn"),
]
NATURES = [
    ("1", "Deliberation"),
    ("2", "Regulatory act"),
    ("3", "Individual act"),
    ("4", "Contract or agreement"),
    ("5", "Budget document"),
    ("6", "Other"),
]
# What the assembly has voted on: fixed once it has.
VOTED_FIELDS = (
    "name",
    "body_id",
    "item_id",
    "visas",
    "recitals",
    "operative_part",
    "ratifies_id",
    "ratifying_body_id",
    "vote_mode",
    "votes_for",
    "votes_against",
    "abstentions",
    "blank_votes",
    "chair_vote",
)


class NumerianDeliberation(models.Model):
    """What a body decides on an item of its agenda: the text, the vote, its effect."""

    _name = "numerian.deliberation"
    _description = "Deliberation"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "decided_on desc, number_rank desc, id desc"
    _check_company_auto = True

    name = fields.Char(string="Subject", required=True, tracking=True)
    number = fields.Char(readonly=True, copy=False, index="btree_not_null")
    number_year = fields.Integer(readonly=True, copy=False, aggregator=False)
    number_rank = fields.Integer(readonly=True, copy=False, aggregator=False)
    item_id = fields.Many2one(
        "numerian.agenda.item",
        string="Agenda Item",
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        check_company=True,
        tracking=True,
    )
    session_id = fields.Many2one(
        related="item_id.session_id", store=True, index="btree_not_null"
    )
    session_state = fields.Selection(
        related="session_id.state", string="State of the Session"
    )
    is_minutes = fields.Boolean(compute="_compute_is_minutes", store=True)
    body_id = fields.Many2one(
        "numerian.body",
        required=True,
        compute="_compute_body_id",
        store=True,
        readonly=False,
        precompute=True,
        ondelete="restrict",
        index=True,
        tracking=True,
    )
    company_id = fields.Many2one(
        related="body_id.company_id", store=True, precompute=True
    )
    decided_on = fields.Date(readonly=True, copy=False, tracking=True)
    template_id = fields.Many2one("numerian.deliberation.template", check_company=True)
    visas = fields.Html(help="Vu… the texts it rests on.")
    recitals = fields.Html(help="Considérant… the reasons.")
    operative_part = fields.Html(help="What is decided, article by article.")
    debate = fields.Html(string="Summary of the Debate", copy=False)
    act_nature = fields.Selection(
        NATURES, required=True, default="1", help="For the prefecture (@CTES)."
    )
    subject_code = fields.Char(help="Subject of the act for the prefecture: 7.10…")
    origin_id = fields.Many2one(
        "numerian.deliberation",
        string="Postponed From",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    next_ids = fields.One2many(
        "numerian.deliberation", "origin_id", string="Postponed To"
    )
    outcome = fields.Selection(
        OUTCOMES, readonly=True, copy=False, index=True, tracking=True
    )
    state = fields.Selection(STATES, compute="_compute_state", store=True, index=True)

    _item_uniq = models.UniqueIndex(
        "(item_id) WHERE item_id IS NOT NULL",
        "This item of the agenda has its deliberation already.",
    )
    _number_uniq = models.UniqueIndex(
        "(body_id, number_year, number_rank) WHERE number_rank > 0",
        "This number is already given.",
    )

    @api.depends("item_id.body_id")
    def _compute_body_id(self):
        for deliberation in self:
            deliberation.body_id = deliberation.item_id.body_id or deliberation.body_id

    @api.depends("item_id.kind")
    def _compute_is_minutes(self):
        for deliberation in self:
            deliberation.is_minutes = deliberation.item_id.kind == "minutes"

    @api.depends("outcome", "item_id", "in_force_date", "withdrawn_on")
    def _compute_state(self):
        for deliberation in self:
            deliberation.state = deliberation._get_state()

    def _get_state(self):
        if self.withdrawn_on:
            return "withdrawn"
        if not self.outcome:
            return "on_agenda" if self.item_id else "draft"
        if self.outcome in ("rejected", "postponed"):
            return self.outcome
        return "in_force" if self.in_force_date else "adopted"

    @api.depends("number", "name")
    def _compute_display_name(self):
        for deliberation in self:
            number, name = deliberation.number, deliberation.name or ""
            deliberation.display_name = f"{number} - {name}" if number else name

    @api.onchange("template_id")
    def _onchange_template_id(self):
        for name in TEXT_FIELDS:
            if self.template_id[name]:
                self[name] = self.template_id[name]

    @api.constrains("item_id")
    def _check_item_id(self):
        for deliberation in self.filtered("item_id"):
            if not deliberation.item_id._is_decided():
                raise ValidationError(
                    self.env._(
                        "“%(item)s” is for information: nothing is decided on it.",
                        item=deliberation.item_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        names = self._get_result_names()
        if any(are_given(self, vals, names) for vals in vals_list):
            self._refuse_result()
        return super().create(vals_list)

    def write(self, vals):
        if are_changed(self, vals, self._get_result_names()):
            self._refuse_result()
        if not self.env.su:
            for deliberation in self.filtered("outcome"):
                deliberation._check_text_not_changed(vals)
        return super().write(vals)

    def _refuse_result(self):
        """Refuse to write what only a vote gives."""
        raise UserError(
            self.env._("The number and the result of a vote are not entered.")
        )

    def _get_result_names(self):
        """Return the fields that a vote alone writes; extend."""
        return ["number", "number_year", "number_rank", "decided_on", "outcome"]

    def _check_text_not_changed(self, vals):
        will_change = self.env["account.move"]._field_will_change
        if any(will_change(self, vals, name) for name in VOTED_FIELDS):
            raise UserError(
                self.env._(
                    "%(deliberation)s is settled: what was voted does not change "
                    "any more.",
                    deliberation=self.display_name,
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_decided(self):
        for deliberation in self:
            on_agenda = deliberation.session_id.filtered(lambda s: s.state != "draft")
            if deliberation.outcome or deliberation.number or on_agenda:
                raise UserError(
                    self.env._(
                        "%(deliberation)s stands on an agenda that was sent: it stays.",
                        deliberation=deliberation.display_name,
                    )
                )
