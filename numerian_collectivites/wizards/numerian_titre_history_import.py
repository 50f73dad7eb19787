# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import base64

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from ..core import titre_history
from ..core.csv_reading import UnreadableFile
from ..models.titre.account_move_titre_issue import MANAGER


class NumerianTitreHistoryImport(models.TransientModel):
    """Reads the titre numbers of a former software, shows each line, writes them all.

    All or nothing: a series half taken over would be numbered again by mistake.
    """

    _name = "numerian.titre.history.import"
    _description = "Import of Titre Numbers"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    file = fields.Binary(required=True)
    file_name = fields.Char()
    line_ids = fields.One2many("numerian.titre.history.import.line", "import_id")
    good_count = fields.Integer(compute="_compute_counts")
    bad_count = fields.Integer(compute="_compute_counts")

    @api.depends("line_ids.status")
    def _compute_counts(self):
        for wizard in self:
            good = wizard.line_ids.filtered(lambda line: line.status == "ok")
            wizard.good_count = len(good)
            wizard.bad_count = len(wizard.line_ids) - len(good)

    def action_preview(self):
        """Read the file and say of each line what would become of it."""
        self.ensure_one()
        rows = self._read_rows()
        self.line_ids = [Command.clear()]
        lines = self.line_ids.create([self._prepare_line_vals(row) for row in rows])
        lines._set_status()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Import titre numbers"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }

    def _read_rows(self):
        try:
            rows = titre_history.read(base64.b64decode(self.file))
        except UnreadableFile as error:
            raise UserError(
                self.env._(
                    "This file lacks the columns: %(missing)s. Expected: facture, "
                    "exercice, titre; and if need be bordereau, date.",
                    missing=", ".join(error.missing),
                )
            ) from error
        if not rows:
            raise UserError(self.env._("This file holds no titre."))
        return rows

    def _prepare_line_vals(self, row):
        return {
            "import_id": self.id,
            "number": row.number,
            "text": row.text,
            "invoice": row.invoice,
            "exercice_year": row.exercice or 0,
            "titre_number": row.titre or 0,
            "bordereau_number": row.bordereau or 0,
            "date": row.day,
            "errors": ", ".join(row.errors),
        }

    def action_apply(self):
        """Give the numbers to the invoices.

        :raises UserError: if a single line is bad
        """
        self.ensure_one()
        if not self.env.user.has_group(MANAGER):
            raise AccessError(self.env._("Only a manager imports titres."))
        self.action_preview()  # what is true now, not what the screen showed
        if self.bad_count:
            raise UserError(
                self.env._(
                    "%(bad)s lines cannot be taken over: nothing is done. Correct the "
                    "file.",
                    bad=self.bad_count,
                )
            )
        self.line_ids._import_titres()
        return self._get_titres_action()

    def _get_titres_action(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "numerian_collectivites.account_move_action_titres"
        )
        return action | {"domain": [("id", "in", self.line_ids.move_id.ids)]}
