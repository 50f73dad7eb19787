# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

ROLES = [
    ("president", "President"),
    ("vice_president", "Vice-President"),
    ("member", "Member"),
]
KINDS = [("full", "Full member"), ("deputy", "Deputy")]


class NumerianMandate(models.Model):
    """A person in a body, from a day to another, both included.

    A deputy sits when the full member is away, on the same seat; an advisory member
    (``has_vote`` unticked) has none, and counts nowhere.
    """

    _name = "numerian.mandate"
    _description = "Mandate in a Body"
    _inherit = ["mail.thread"]
    _order = "body_id, sequence, id"
    _rec_names_search = ["partner_id"]
    _check_company_auto = True

    body_id = fields.Many2one(
        "numerian.body",
        required=True,
        ondelete="restrict",
        index=True,
        check_company=True,
        tracking=True,
    )
    company_id = fields.Many2one(
        related="body_id.company_id", store=True, precompute=True
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Person",
        required=True,
        ondelete="restrict",
        index=True,
        tracking=True,
    )
    role = fields.Selection(ROLES, required=True, default="member", tracking=True)
    capacity = fields.Char(help="As the minutes name the person: 1st vice-president…")
    kind = fields.Selection(KINDS, required=True, default="full", tracking=True)
    titular_id = fields.Many2one(
        "numerian.mandate",
        string="Deputy Of",
        domain="[('body_id', '=', body_id), ('kind', '=', 'full')]",
        check_company=True,
        ondelete="restrict",
        index="btree_not_null",
        tracking=True,
    )
    deputy_ids = fields.One2many("numerian.mandate", "titular_id", string="Deputies")
    authority_id = fields.Many2one(
        "res.partner",
        string="Represents",
        ondelete="restrict",
        index="btree_not_null",
        domain="[('is_local_authority', '=', True)]",
        tracking=True,
    )
    college_id = fields.Many2one(
        "numerian.college",
        domain="[('body_id', '=', body_id)]",
        check_company=True,
        ondelete="restrict",
        tracking=True,
    )
    has_vote = fields.Boolean(
        string="Votes", default=True, tracking=True, help="Otherwise: advisory voice."
    )
    weight = fields.Integer(
        string="Voices", default=1, required=True, aggregator=False, tracking=True
    )
    date_start = fields.Date(string="From", required=True, tracking=True)
    date_end = fields.Date(string="Until", tracking=True, help="Included.")
    sequence = fields.Integer(default=10)

    _weight_positive = models.Constraint(
        "CHECK (weight > 0)", "A seat has one voice at least."
    )
    _dates_in_order = models.Constraint(
        "CHECK (date_end IS NULL OR date_end >= date_start)",
        "A mandate cannot end before it starts.",
    )
    _deputy_has_titular = models.Constraint(
        "CHECK ((kind = 'deputy') = (titular_id IS NOT NULL))",
        "A deputy is that of a full member; a full member is nobody's.",
    )

    @api.depends("partner_id.name")
    def _compute_display_name(self):
        for mandate in self:
            mandate.display_name = mandate.partner_id.name

    def _is_in_office(self, day):
        self.ensure_one()
        return self.date_start <= day and not (self.date_end and self.date_end < day)

    def _overlaps(self, other):
        return not (self.date_end and self.date_end < other.date_start) and not (
            other.date_end and other.date_end < self.date_start
        )

    @api.constrains("body_id", "titular_id", "kind", "college_id")
    def _check_titular_id(self):
        for mandate in self:
            titular, college = mandate.titular_id, mandate.college_id
            if titular and (
                titular.kind != "full" or titular.body_id != mandate.body_id
            ):
                raise ValidationError(
                    self.env._(
                        "%(deputy)s: choose a full member of %(body)s.",
                        deputy=mandate.display_name,
                        body=mandate.body_id.name,
                    )
                )
            if college and college.body_id != mandate.body_id:
                raise ValidationError(
                    self.env._(
                        "%(college)s is no college of %(body)s.",
                        college=college.name,
                        body=mandate.body_id.name,
                    )
                )

    @api.constrains("body_id", "partner_id", "role", "date_start", "date_end")
    def _check_one_at_a_time(self):
        """Nobody has two seats of a body at once, and a body has one president."""
        for mandate in self:
            others = mandate.body_id.mandate_ids - mandate
            at_once = others.filtered(mandate._overlaps)
            if mandate.partner_id in at_once.partner_id:
                raise ValidationError(
                    self.env._(
                        "%(person)s has a mandate in %(body)s at these dates already.",
                        person=mandate.display_name,
                        body=mandate.body_id.name,
                    )
                )
            presidents = at_once.filtered(lambda other: other.role == "president")
            if mandate.role == "president" and presidents:
                raise ValidationError(
                    self.env._(
                        "%(person)s presides %(body)s at these dates: end that mandate "
                        "first.",
                        person=presidents[:1].display_name,
                        body=mandate.body_id.name,
                    )
                )
