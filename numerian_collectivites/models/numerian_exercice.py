# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class NumerianExercice(models.Model):
    """A budget year of the syndicate: titres and campaigns belong to one."""

    _name = "numerian.exercice"
    _description = "Exercice"
    _order = "year desc, company_id"
    _rec_name = "year"

    year = fields.Integer(required=True, aggregator=False)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    date_start = fields.Date(compute="_compute_dates", store=True, precompute=True)
    date_end = fields.Date(compute="_compute_dates", store=True, precompute=True)

    _year_uniq = models.Constraint(
        "UNIQUE (company_id, year)", "This exercice already exists."
    )

    @api.depends("year")
    def _compute_dates(self):
        for exercice in self:
            known = 1900 <= exercice.year <= 9998
            exercice.date_start = f"{exercice.year}-01-01" if known else False
            exercice.date_end = f"{exercice.year}-12-31" if known else False

    @api.depends("year")
    def _compute_display_name(self):
        for exercice in self:
            exercice.display_name = str(exercice.year or "")

    @api.constrains("year")
    def _check_year(self):
        for exercice in self:
            if not 1900 <= exercice.year <= 9998:
                raise ValidationError(
                    self.env._("%(year)s is not a year.", year=exercice.year)
                )

    @api.model
    def _get_or_create(self, year, company):
        """Return the exercice of a year, made if need be."""
        exercice = self.search([("year", "=", year), ("company_id", "=", company.id)])
        return exercice or self.create({"year": year, "company_id": company.id})
