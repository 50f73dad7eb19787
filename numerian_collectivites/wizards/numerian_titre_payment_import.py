# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import base64

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from ..core import payment_file
from ..core.csv_reading import UnreadableFile
from ..models.titre.account_move_titre_issue import MANAGER


class NumerianTitrePaymentImport(models.TransientModel):
    """Reads the accountant's file of payments, shows each line, registers them."""

    _name = "numerian.titre.payment.import"
    _description = "Import of Payments of Titres"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    file = fields.Binary(required=True)
    file_name = fields.Char()
    exercice_id = fields.Many2one(
        "numerian.exercice",
        string="Exercice by Default",
        help="For the lines that name none.",
    )
    journal_id = fields.Many2one(
        "account.journal",
        string="Bank Journal",
        required=True,
        domain="[('type', '=', 'bank'), ('company_id', '=', company_id)]",
        default=lambda self: self.env["account.journal"].search(
            [("type", "=", "bank"), ("company_id", "=", self.env.company.id)], limit=1
        ),
    )
    line_ids = fields.One2many("numerian.titre.payment.import.line", "import_id")
    good_count = fields.Integer(compute="_compute_counts")
    bad_count = fields.Integer(compute="_compute_counts")
    only_good = fields.Boolean(
        string="Register the good lines only",
        help="Without it, a single bad line prevents the whole file.",
    )

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
        return self._get_action()

    def _read_rows(self):
        try:
            rows = payment_file.read(base64.b64decode(self.file))
        except UnreadableFile as error:
            raise UserError(
                self.env._(
                    "This file lacks the columns: %(missing)s. Expected: titre, "
                    "montant, date; and if need be exercice, reference.",
                    missing=", ".join(error.missing),
                )
            ) from error
        if not rows:
            raise UserError(self.env._("This file holds no payment."))
        return rows

    def _prepare_line_vals(self, row):
        exercice = row.exercice or self.exercice_id.year
        known = row._replace(exercice=exercice or None)
        return {
            "import_id": self.id,
            "number": row.number,
            "text": row.text,
            "titre_number": row.titre or 0,
            "exercice_year": exercice or 0,
            "amount": float(row.amount or 0),
            "date": row.day,
            "reference": row.reference,
            "errors": ", ".join(row.errors),
            "key": known.key,
        }

    def _get_action(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Import payments"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }

    def action_apply(self):
        """Register the payments: all, or those that are good if this is asked.

        :raises UserError: if a line is bad and the good ones alone are not asked for
        """
        self.ensure_one()
        if not self.env.user.has_group(MANAGER):
            raise AccessError(self.env._("Only a manager imports payments."))
        self.action_preview()  # what is true now, not what the screen showed
        good = self.line_ids.filtered(lambda line: line.status == "ok")
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
        payments = good._create_payments()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Payments"),
            "res_model": "account.payment",
            "view_mode": "list,form",
            "domain": [("id", "in", payments.ids)],
        }
