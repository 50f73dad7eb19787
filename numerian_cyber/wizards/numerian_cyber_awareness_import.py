# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from odoo.addons.numerian_collectivites.core.csv_reading import (
    UnreadableFile,
    read_rows,
)

from ..core import gophish


class NumerianCyberAwarenessImport(models.TransientModel):
    """Reads a file of GoPhish, says whose staff each address is, keeps the results.

    Nothing of the file stays: it is deleted with what was read of it.
    """

    _name = "numerian.cyber.awareness.import"
    _description = "Import of a Phishing Test"
    _inherit = "numerian.titre.file.import"

    awareness_id = fields.Many2one(
        "numerian.cyber.awareness",
        string="Campaign",
        required=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="awareness_id.company_id", store=True, required=False, default=None
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Authority",
        domain="[('is_local_authority', '=', True)]",
        help="Empty: found by the address of each person.",
    )
    line_ids = fields.One2many("numerian.cyber.awareness.import.line", "import_id")

    @api.model
    def _read_file(self, content):
        """Return the persons of a file of results, or of raw events."""
        try:
            column = gophish.EVENTS
            rows = read_rows(content, ("email", column))
        except UnreadableFile:
            column = gophish.RESULTS
            rows = read_rows(content, ("email", column))
        return gophish.read(rows, column)

    @api.model
    def _get_expected_columns(self):
        return self.env._(
            "email, status, reported (results) or email, message (raw events)"
        )

    @api.model
    def _get_title(self):
        return self.env._("Import a phishing test")

    def _prepare_line_vals(self, row):
        return {
            "import_id": self.id,
            "number": row.number,
            "email": row.email,
            "errors": ", ".join(row.errors),
        }

    def action_apply(self):
        """Keep the results of the good lines, then delete the file."""
        self.ensure_one()
        lines = self._get_lines_to_apply()
        people = {person.number: person for person in self._read_rows()}
        awareness = self.awareness_id
        awareness._store_people(
            {
                partner: [people[line.number] for line in found]
                for partner, found in lines.grouped("partner_id").items()
            }
        )
        self.unlink()
        return awareness.get_formview_action()
