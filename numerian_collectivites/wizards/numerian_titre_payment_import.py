# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from ..core import payment_file


class NumerianTitrePaymentImport(models.TransientModel):
    """Reads the accountant's file of payments, shows each line, registers them."""

    _name = "numerian.titre.payment.import"
    _description = "Import of Payments of Titres"
    _inherit = "numerian.titre.file.import"

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

    @api.model
    def _read_file(self, content):
        return payment_file.read(content)

    @api.model
    def _get_expected_columns(self):
        return self.env._("titre, montant, date; and if need be exercice, reference")

    @api.model
    def _get_title(self):
        return self.env._("Import payments")

    def _prepare_line_vals(self, row):
        known = row._replace(exercice=row.exercice or self.exercice_id.year or None)
        return super()._prepare_line_vals(known) | {
            "amount": float(row.amount or 0),
            "reference": row.reference,
            "key": known.key,
        }

    def action_apply(self):
        """Register the payments: all, or those that are good if this is asked."""
        payments = self._get_lines_to_apply()._create_payments()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Payments"),
            "res_model": "account.payment",
            "view_mode": "list,form",
            "domain": [("id", "in", payments.ids)],
        }
