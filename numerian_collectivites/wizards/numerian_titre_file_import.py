# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import base64

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..core.csv_reading import UnreadableFile


class NumerianTitreFileImport(models.AbstractModel):
    """Reads a file about titres, says of each line what would become of it, applies it.

    A model that inherits has ``line_ids``, whose model decides of their status; who may
    import is who may create it.
    """

    _name = "numerian.titre.file.import"
    _description = "Import of a File About Titres"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    file = fields.Binary(required=True)
    file_name = fields.Char()
    good_count = fields.Integer(compute="_compute_counts")
    bad_count = fields.Integer(compute="_compute_counts")
    only_good = fields.Boolean(
        string="Register the good lines only",
        help="Without it, a single bad line prevents the whole file.",
    )

    @api.depends("line_ids.status")
    def _compute_counts(self):
        for wizard in self:
            wizard.good_count = len(wizard._get_good_lines())
            wizard.bad_count = len(wizard.line_ids) - wizard.good_count

    def _get_good_lines(self):
        return self.line_ids.filtered(lambda line: line.status == "ok")

    def _get_lines_to_apply(self):
        """Read the file again and return its good lines.

        :raises UserError: none is good, or one is bad and this was not accepted
        """
        self.ensure_one()
        self.action_preview()  # what is true now, not what the screen showed
        good = self._get_good_lines()
        if self.bad_count and not self.only_good:
            raise UserError(
                self.env._(
                    "%(bad)s lines cannot be registered: nothing is done. Correct the "
                    "file, or ask for the good lines only.",
                    bad=self.bad_count,
                )
            )
        if not good:
            raise UserError(self.env._("No line can be registered."))
        return good

    def action_preview(self):
        """Read the file and say of each line what would become of it."""
        self.ensure_one()
        rows = self._read_rows()
        self.line_ids = [Command.clear()]
        lines = self.line_ids.create([self._prepare_line_vals(row) for row in rows])
        lines._set_status()
        return {
            "type": "ir.actions.act_window",
            "name": self._get_title(),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }

    def _read_rows(self):
        try:
            rows = self._read_file(base64.b64decode(self.file))
        except UnreadableFile as error:
            raise UserError(
                self.env._(
                    "This file lacks the columns: %(missing)s. Expected: %(expected)s.",
                    missing=", ".join(error.missing),
                    expected=self._get_expected_columns(),
                )
            ) from error
        if not rows:
            raise UserError(self.env._("This file holds no line."))
        return rows

    @api.model
    def _read_file(self, content):
        """Return the rows of a file; to define.

        :raises UnreadableFile: columns are missing
        """
        raise NotImplementedError

    @api.model
    def _get_expected_columns(self):
        raise NotImplementedError

    @api.model
    def _get_title(self):
        raise NotImplementedError

    def _prepare_line_vals(self, row):
        self.ensure_one()
        return {
            "import_id": self.id,
            "number": row.number,
            "text": row.text,
            "exercice_year": row.exercice or 0,
            "titre_number": row.titre or 0,
            "date": row.day,
            "errors": ", ".join(row.errors),
        }
