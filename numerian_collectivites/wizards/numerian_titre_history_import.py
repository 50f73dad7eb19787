# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..core import titre_history


class NumerianTitreHistoryImport(models.TransientModel):
    """Reads the titre numbers of a former software, shows each line, writes them all.

    All or nothing: a series half taken over would be numbered again by mistake.
    """

    _name = "numerian.titre.history.import"
    _description = "Import of Titre Numbers"
    _inherit = "numerian.titre.file.import"

    line_ids = fields.One2many("numerian.titre.history.import.line", "import_id")

    @api.model
    def _read_file(self, content):
        return titre_history.read(content)

    @api.model
    def _get_expected_columns(self):
        return self.env._("facture, exercice, titre; and if need be bordereau, date")

    @api.model
    def _get_title(self):
        return self.env._("Import titre numbers")

    def _prepare_line_vals(self, row):
        return super()._prepare_line_vals(row) | {
            "invoice": row.invoice,
            "bordereau_number": row.bordereau or 0,
        }

    def action_apply(self):
        """Give the numbers to the invoices.

        :raises UserError: if a single line is bad
        """
        self.ensure_one()
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
