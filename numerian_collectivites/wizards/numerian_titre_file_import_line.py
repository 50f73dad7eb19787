# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class NumerianTitreFileImportLine(models.AbstractModel):
    """A line of a file about titres; its model says what may become of it."""

    _name = "numerian.titre.file.import.line"
    _description = "Line of a File About Titres"

    number = fields.Integer(string="Line")
    text = fields.Char(string="Content")
    titre_number = fields.Integer(string="Titre")
    exercice_year = fields.Integer(string="Exercice")
    date = fields.Date()
    errors = fields.Char()
    move_id = fields.Many2one("account.move", string="Invoice")
    message = fields.Char(string="Remark")

    def _get_unreadable(self):
        """Return the status of a line that could not be read, and why."""
        return "unreadable", self.env._(
            "Columns not understood: %(names)s", names=self.errors
        )
