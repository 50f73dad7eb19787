# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..selections import BORDEREAU_TYPES, NOMENCLATURES, TITRE_SERIES


class NumerianExercice(models.Model):
    """The titres of a budget year: nomenclature, series, bordereaux."""

    _inherit = "numerian.exercice"

    nomenclature = fields.Selection(
        NOMENCLATURES,
        compute="_compute_nomenclature",
        store=True,
        readonly=False,
        precompute=True,
    )
    counter_ids = fields.One2many("numerian.titre.counter", "exercice_id")
    bordereau_ids = fields.One2many("numerian.bordereau", "exercice_id")
    bordereau_count = fields.Integer(compute="_compute_titre_counts")
    titre_count = fields.Integer(string="Titres", compute="_compute_titre_counts")

    @api.depends("company_id")
    def _compute_nomenclature(self):
        for exercice in self:
            exercice.nomenclature = exercice.company_id.nomenclature

    def _compute_titre_counts(self):
        bordereaux = self.env["numerian.bordereau"]._read_group(
            [("exercice_id", "in", self.ids)], ["exercice_id"], ["__count"]
        )
        titres = self.env["account.move"]._read_group(
            [("titre_exercice_id", "in", self.ids), ("titre_number", ">", 0)],
            ["titre_exercice_id"],
            ["__count"],
        )
        bordereau_counts, titre_counts = dict(bordereaux), dict(titres)
        for exercice in self:
            exercice.bordereau_count = bordereau_counts.get(exercice._origin, 0)
            exercice.titre_count = titre_counts.get(exercice._origin, 0)

    @api.model_create_multi
    def create(self, vals_list):
        exercices = super().create(vals_list)
        # In advance: two first users of a series would make its counter twice.
        self.env["numerian.titre.counter"].sudo().create(
            [
                {"exercice_id": exercice.id, "series": series, "bordereau_type": kind}
                for exercice in exercices
                for series, _label in TITRE_SERIES
                for kind, _label in BORDEREAU_TYPES
            ]
        )
        return exercices

    def write(self, vals):
        for exercice in self:
            changed = vals.get("year", exercice.year) != exercice.year
            if changed and (exercice.bordereau_ids or exercice.titre_count):
                raise UserError(
                    self.env._(
                        "Exercice %(year)s has titres: its year does not change any "
                        "more.",
                        year=exercice.year,
                    )
                )
        return super().write(vals)

    def _get_open_matters(self):
        """A draft bordereau could not be issued any more."""
        problems = super()._get_open_matters()
        drafts = self.bordereau_ids.filtered(lambda b: b.state == "draft")
        if drafts:
            problems.append(
                self.env._(
                    "Exercice %(year)s: issue or delete its draft bordereaux "
                    "(%(count)s) first.",
                    year=self.year,
                    count=len(drafts),
                )
            )
        return problems

    def action_show_bordereaux(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "numerian_collectivites.numerian_bordereau_action"
        )
        return action | {
            "domain": [("exercice_id", "in", self.ids)],
            "context": {"default_exercice_id": self[:1].id},
        }

    def action_show_titres(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "numerian_collectivites.account_move_action_titres"
        )
        return action | {
            "domain": [("titre_exercice_id", "in", self.ids), ("titre_number", ">", 0)]
        }
