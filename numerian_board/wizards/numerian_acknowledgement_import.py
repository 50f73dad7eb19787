# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from typing import NamedTuple

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.numerian_collectivites.core.csv_reading import read_rows, to_day

from ..core import acknowledgement

COLUMNS = ("numero", "date", "identifiant")


class Line(NamedTuple):
    """A line of the file, whatever its format."""

    number: int
    text: str
    read: acknowledgement.Acknowledgement


class NumerianAcknowledgementImport(models.TransientModel):
    """Reads what the prefecture acknowledged, shows each line, records the good."""

    _name = "numerian.acknowledgement.import"
    _description = "Import of Acknowledgements"
    _inherit = "numerian.titre.file.import"

    line_ids = fields.One2many("numerian.acknowledgement.import.line", "import_id")

    @api.model
    def _read_file(self, content):
        if not acknowledgement.is_xml(content):
            return [
                Line(row.number, row.text, self._read_row(row))
                for row in read_rows(content, COLUMNS)
            ]
        try:
            return [Line(1, self.file_name or "", acknowledgement.read_xml(content))]
        except acknowledgement.InvalidAcknowledgement as error:
            raise UserError(
                self.env._("This XML file is not the acknowledgement of an act.")
            ) from error

    @api.model
    def _read_row(self, row):
        return acknowledgement.Acknowledgement(
            row.get("numero"), to_day(row.get("date")), row.get("identifiant")
        )

    @api.model
    def _get_expected_columns(self):
        return ", ".join(COLUMNS)

    @api.model
    def _get_title(self):
        return self.env._("Import acknowledgements")

    def _prepare_line_vals(self, row):
        self.ensure_one()
        return {
            "import_id": self.id,
            "number": row.number,
            "text": row.text,
            "act_number": row.read.number,
            "date": row.read.day,
            "identifier": row.read.identifier,
        }

    def action_apply(self):
        """Record the acknowledgements: all, or those that are good if this is asked."""
        good = self._get_lines_to_apply()
        for line in good:
            line.deliberation_id.write(line._prepare_acknowledgement_vals())
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Acknowledged deliberations"),
            "res_model": "numerian.deliberation",
            "view_mode": "list,form",
            "domain": [("id", "in", good.deliberation_id.ids)],
        }
