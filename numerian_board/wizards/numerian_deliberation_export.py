# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import base64

from odoo import fields, models
from odoo.exceptions import UserError

from ..core import scdl
from ..models.deliberation.numerian_deliberation_open_data import EXPORTED


class NumerianDeliberationExport(models.TransientModel):
    """Writes the deliberations of a year as public data: SCDL 2.1.3."""

    _name = "numerian.deliberation.export"
    _description = "Open Data of the Deliberations"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    year = fields.Integer(
        required=True, default=lambda self: fields.Date.context_today(self).year
    )
    body_ids = fields.Many2many(
        "numerian.body",
        string="Assemblies",
        domain="[('company_id', '=', company_id)]",
        help="Empty: all of them.",
    )
    file = fields.Binary(readonly=True)
    file_name = fields.Char(readonly=True)

    def action_export(self):
        """Write the file.

        :raises UserError: nothing to publish, or what is missing, line by line
        """
        self.ensure_one()
        deliberations = self._get_deliberations()
        if not deliberations:
            raise UserError(
                self.env._("No deliberation adopted in %(year)s.", year=self.year)
            )
        rows = [deliberation._get_scdl_row() for deliberation in deliberations]
        self._check_rows(rows)
        self.write(
            {
                "file": base64.b64encode(scdl.write(rows)),
                "file_name": f"deliberations_{self.year}.csv",
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Open data (SCDL)"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }

    def _get_deliberations(self):
        domain = [
            ("company_id", "=", self.company_id.id),
            ("number_year", "=", self.year),
            ("outcome", "in", EXPORTED),
            ("withdrawn_on", "=", False),
        ]
        if self.body_ids:
            domain.append(("body_id", "in", self.body_ids.ids))
        return self.env["numerian.deliberation"].search(domain, order="number")

    def _check_rows(self, rows):
        """Refuse a file that the schema would refuse; say where to correct it."""
        labels = self._get_labels()
        problems = [
            self.env._(
                "%(number)s: %(columns)s.",
                number=row["DELIB_ID"],
                columns=", ".join(labels.get(name, name) for name in bad),
            )
            for row in rows
            if (bad := scdl.problems(row))
        ]
        if problems:
            title = self.env._("To complete or to correct before publication:")
            raise UserError("\n".join([title, *problems]))

    def _get_labels(self):
        """Return where the users find what a column holds."""
        return {
            "COLL_NOM": self.env._("name of the company"),
            "COLL_SIRET": self.env._("SIRET of the company (14 digits)"),
            "DELIB_MATIERE_CODE": self.env._("subject for the prefecture (7.10…)"),
            "DELIB_MATIERE_NOM": self.env._("name of the subject"),
            "DELIB_OBJET": self.env._("subject of the deliberation"),
            "PREF_ID": self.env._("code of the prefecture"),
            "PREF_DATE": self.env._("acknowledgement older than the vote"),
            "DELIB_URL": self.env._("address of the publication"),
        }
