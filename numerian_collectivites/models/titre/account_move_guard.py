# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.exceptions import UserError

# Given by the issuing of a bordereau, or by the import of a history: never by a write.
SYSTEM_FIELDS = (
    *("titre_type", "titre_number", "titre_is_imported"),
    *("titre_debtor_name", "titre_debtor_siret", "titre_debtor_category"),
    *("titre_debtor_legal_nature", "titre_debtor_street", "titre_debtor_zip"),
    *("titre_debtor_city",),
)
# Fixed as soon as the document has a titre number.
TITRE_FIELDS = (
    *("state", "name", "date", "invoice_date", "invoice_date_due", "partner_id"),
    *("commercial_partner_id", "journal_id", "company_id", "currency_id", "move_type"),
    *("invoice_origin", "narration", "payment_reference", "reversed_entry_id"),
    *("invoice_payment_term_id", "fiscal_position_id", "line_ids", "invoice_line_ids"),
    *("titre_exercice_id", "titre_object", "titre_legal_basis", "bordereau_id"),
    *("titre_replaced_id", "titre_replaced_reason"),
)
# What decides of the case of a credit note: fixed as soon as it is posted.
POSTED_FIELDS = ("titre_exercice_id", "reversed_entry_id")


class AccountMove(models.Model):
    """What is posted is not changed on the quiet; a titre is not changed at all.

    Odoo accepts direct writes on the lines of a posted invoice, and on the state: the
    invoice is then incoherent, or a draft with a number. A posted invoice may go back
    to draft by its button until it has its titre; then only a credit note corrects it.
    """

    _inherit = "account.move"

    def _is_frozen(self):
        """Return whether the lines of this document may not change."""
        # A titre stays one, even where the setting was switched off since.
        is_titre = bool(self.titre_number) or self._is_titre_document()
        return self.state == "posted" and is_titre

    def _get_issued_reference(self):
        """Return what was issued in public accounts for this document; extend."""
        self.ensure_one()
        return self.titre_number and self.titre_reference

    def _filter_issued(self):
        return self.filtered(lambda move: move._get_issued_reference())

    def _refuse_change(self):
        """Refuse what would change documents, if there are any.

        :raises UserError: says how to correct them
        """
        issued = self._filter_issued()
        if issued:
            raise UserError(
                self.env._(
                    "%(titre)s (%(move)s) is issued: it does not change any more. "
                    "Correct it by a credit note.",
                    titre=issued[0]._get_issued_reference(),
                    move=issued[0].name,
                )
            )
        if self:
            raise UserError(
                self.env._(
                    "%(move)s is posted: reset it to draft to change it, or correct it "
                    "by a credit note.",
                    move=self[0].name,
                )
            )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._refuse_system_fields(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._refuse_system_fields(vals)
        for move in self:
            names = move._get_frozen_fields(vals)
            if any(self._field_will_change(move, vals, name) for name in names):
                move._refuse_change()
        if "bordereau_id" in vals:
            self._check_bordereau_change(vals["bordereau_id"])
        return super().write(vals)

    def _get_frozen_fields(self, vals):
        """Return the fields written that this document does not admit any more."""
        frozen = [name for name in TITRE_FIELDS if name in vals]
        if not frozen or self._get_issued_reference():
            return frozen
        return [name for name in frozen if name in POSTED_FIELDS and self._is_frozen()]

    @api.model
    def _refuse_system_fields(self, vals):
        if any(vals.get(name) for name in SYSTEM_FIELDS):
            raise UserError(
                self.env._(
                    "The titre is numbered by issuing a bordereau, or by the import of "
                    "a former software's history."
                )
            )

    def _check_bordereau_change(self, bordereau_id):
        """Only draft bordereaux take and lose invoices, of their exercice and type."""
        bordereau = self.env["numerian.bordereau"].browse(bordereau_id or [])
        for issued in (self.bordereau_id | bordereau).filtered("is_issued"):
            raise UserError(
                self.env._(
                    "%(bordereau)s is issued: its titres do not change any more.",
                    bordereau=issued.display_name,
                )
            )
        problems = [
            problem
            for move in self
            if bordereau and (problem := move._get_join_problem(bordereau))
        ]
        if problems:
            raise UserError("\n".join(problems))

    @api.depends("titre_number")
    def _compute_show_reset_to_draft_button(self):
        result = super()._compute_show_reset_to_draft_button()
        self._filter_issued().show_reset_to_draft_button = False
        return result

    def button_draft(self):
        self._filter_issued()._refuse_change()
        self.bordereau_id = False
        return super().button_draft()

    def button_cancel(self):
        self._filter_issued()._refuse_change()
        return super().button_cancel()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_titre(self):
        self._filter_issued()._refuse_change()
