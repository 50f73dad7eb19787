# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools.misc import format_date

from ..button_fields import are_given

STATES = [
    ("open", "Opened"),
    ("complementary", "Complementary days"),
    ("closed", "Closed"),
]


class NumerianExercice(models.Model):
    """A budget year of the syndicate: titres and campaigns belong to one.

    Its titres may still be dated in the *journée complémentaire*, which ends on
    31 January of the next year at the latest (CGCT, art. L1612-11 and D2342-3).
    """

    _name = "numerian.exercice"
    _description = "Exercice"
    _inherit = ["mail.thread"]
    _order = "year desc, company_id"
    _rec_name = "year"

    year = fields.Integer(required=True, aggregator=False)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    date_start = fields.Date(compute="_compute_dates", store=True, precompute=True)
    date_end = fields.Date(compute="_compute_dates", store=True, precompute=True)
    cutoff_date = fields.Date(
        string="End of Complementary Days",
        compute="_compute_cutoff_date",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
        help="Last day that a document of the exercice may bear: 31 January of the "
        "next year at the latest.",
    )
    state = fields.Selection(
        STATES,
        default="open",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )

    _year_uniq = models.Constraint(
        "UNIQUE (company_id, year)", "This exercice already exists."
    )

    @api.depends("year")
    def _compute_dates(self):
        for exercice in self:
            known = exercice._is_year()
            exercice.date_start = f"{exercice.year}-01-01" if known else False
            exercice.date_end = f"{exercice.year}-12-31" if known else False

    @api.depends("year")
    def _compute_cutoff_date(self):
        for exercice in self:
            exercice.cutoff_date = exercice._get_last_cutoff()

    @api.depends("year")
    def _compute_display_name(self):
        for exercice in self:
            exercice.display_name = str(exercice.year or "")

    def _is_year(self):
        return 1900 <= self.year <= 9998

    def _get_last_cutoff(self):
        return fields.Date.to_date(self._is_year() and f"{self.year + 1}-01-31")

    @api.constrains("year", "cutoff_date")
    def _check_year(self):
        for exercice in self:
            if not exercice._is_year():
                raise ValidationError(
                    self.env._("%(year)s is not a year.", year=exercice.year)
                )
            exercice._check_cutoff_date()

    def _check_cutoff_date(self):
        last, cutoff = self._get_last_cutoff(), self.cutoff_date
        if not cutoff or not self.date_end <= cutoff <= last:
            raise ValidationError(
                self.env._(
                    "The complementary days of %(year)s end between %(first)s and "
                    "%(last)s, not later.",
                    year=self.year,
                    first=format_date(self.env, self.date_end),
                    last=format_date(self.env, last),
                )
            )

    @api.model
    def _get_or_create(self, year, company):
        """Return the exercice of a year, made if need be."""
        exercice = self.search([("year", "=", year), ("company_id", "=", company.id)])
        if exercice:
            return exercice
        # sudo: a manager opens exercices; a first document or a calendar brings its own
        made = self.sudo().create({"year": year, "company_id": company.id})
        return made.with_env(self.env)

    # Life: open, complementary days, closed

    def action_open(self):
        self._move_to("open", ("complementary",))

    def action_complementary(self):
        self._move_to("complementary", ("open",))

    def action_close(self):
        """Nothing may be dated in the exercice any more."""
        problems = [text for exercice in self for text in exercice._get_open_matters()]
        if problems:
            raise UserError("\n".join(problems))
        self._move_to("closed", ("open", "complementary"))

    def action_reopen(self):
        self._move_to("open", ("closed",))

    def _move_to(self, state, origins):
        labels = dict(self._fields["state"]._description_selection(self.env))
        for exercice in self:
            if exercice.state not in origins:
                raise UserError(
                    self.env._(
                        "Exercice %(year)s: impossible from the state “%(state)s”.",
                        year=exercice.year,
                        state=labels[exercice.state],
                    )
                )
        self.check_access("write")
        self.sudo().write({"state": state})  # the right is checked, the acts too

    @api.model_create_multi
    def create(self, vals_list):
        given = any(are_given(self, vals, ("state",)) for vals in vals_list)
        self._refuse_state(given)
        return super().create(vals_list)

    def write(self, vals):
        self._refuse_state("state" in vals)
        return super().write(vals)

    @api.model
    def _refuse_state(self, is_given):
        """A state written would skip what its act checks."""
        if is_given and not self.env.su:
            raise UserError(
                self.env._("An exercice is opened and closed by its buttons.")
            )

    def _get_open_matters(self):
        """Return what must be settled before closing, one message each; extend."""
        self.ensure_one()
        return []

    def _check_open_on(self, day):
        """Refuse an act that bears a date outside the exercice, or in a closed one.

        :param day: date, included; the last one allowed is ``cutoff_date``
        :raises UserError: says what to do
        """
        self.ensure_one()
        if self.state == "closed":
            raise UserError(
                self.env._(
                    "Exercice %(year)s is closed: choose an exercice that is open, or "
                    "ask a manager to reopen it.",
                    year=self.year,
                )
            )
        problem = self._get_date_problem(day)
        if problem:
            raise UserError(problem)

    def _get_date_problem(self, day):
        """Return why a date does not belong to the exercice, or ``None``."""
        self.ensure_one()
        if self.date_start <= day <= self.cutoff_date:
            return None
        return self.env._(
            "%(day)s does not belong to exercice %(year)s: choose a date from "
            "%(first)s to %(last)s (end of the complementary days), or another "
            "exercice.",
            day=format_date(self.env, day),
            year=self.year,
            first=format_date(self.env, self.date_start),
            last=format_date(self.env, self.cutoff_date),
        )
