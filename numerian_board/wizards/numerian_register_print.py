# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.exceptions import UserError

from ..core import subjects


class NumerianRegisterPrint(models.TransientModel):
    """The tables of the register of a year: by date, and by subject (R2121-9)."""

    _name = "numerian.register.print"
    _description = "Tables of the Register"

    body_id = fields.Many2one(
        "numerian.body",
        required=True,
        default=lambda self: self.env["numerian.body"].search(
            [("company_id", "=", self.env.company.id)], limit=1
        ),
    )
    company_id = fields.Many2one(related="body_id.company_id")
    year = fields.Integer(
        required=True, default=lambda self: fields.Date.context_today(self).year
    )

    def action_print(self):
        """Print the tables.

        :raises UserError: nothing is in the register of that year
        """
        self.ensure_one()
        if not self._get_deliberations():
            raise UserError(
                self.env._(
                    "%(body)s has no deliberation in %(year)s.",
                    body=self.body_id.name,
                    year=self.year,
                )
            )
        report = self.env.ref("numerian_board.numerian_register_tables")
        return report.report_action(self, config=False)

    def _get_deliberations(self):
        """Return the deliberations numbered in the year, by date and number."""
        return self.env["numerian.deliberation"].search(
            [("body_id", "=", self.body_id.id), ("number_year", "=", self.year)],
            order="decided_on, number_rank",
        )

    def _get_by_subject(self):
        """Return ``[(subject, deliberations)]``, in the order of the nomenclature."""
        found = {}
        for deliberation in self._get_deliberations():
            code = subjects.national_code(deliberation.subject_code or "")
            found.setdefault(code, deliberation.browse())
            found[code] |= deliberation
        return [
            (self._get_subject_label(code), found[code])
            for code in sorted(found, key=_get_rank)
        ]

    def _get_subject_label(self, code):
        if not code:
            return self.env._("Without subject")
        return f"{code} {subjects.subject_name(code)}"

    def _get_document_name(self):
        self.ensure_one()
        title = self.env._("Tables of the register")
        return f"{title} - {self.body_id.name} - {self.year}"


def _get_rank(code):
    """Order 7.2 before 7.10; what has no subject comes last."""
    return [int(part) for part in code.split(".")] if code else [10]
