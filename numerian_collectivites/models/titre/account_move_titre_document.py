# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

from ...core.titre_lines import InvalidTitre


class AccountMove(models.Model):
    """What the printed invoice says as an avis des sommes à payer."""

    _inherit = "account.move"

    def _get_printed_titre(self):
        """Return the document if it is printed as one of a public body, else nothing.

        In sudo: bordereau, exercice and ordonnateur are mentions of a document that its
        reader may already see. A draft claims nothing yet.
        """
        self.ensure_one()
        is_printed = self.state == "posted" and self._is_titre_document()
        return self.sudo() if is_printed else self.browse()

    def _is_executory(self):
        """Return whether the document is itself the titre, issued in Odoo."""
        return (
            self.move_type == "out_invoice"
            and bool(self.titre_number)
            and not self.titre_is_imported
        )

    def _get_printed_titre_lines(self):
        """Return the lines of the titre by imputation; none if they cannot be told."""
        try:
            return self._get_titre_lines()
        except InvalidTitre:
            return []

    def _get_printed_debtor(self):
        """Return the debtor as it was on the day of the issue, on one line."""
        self.ensure_one()
        place = " ".join(filter(None, (self.titre_debtor_zip, self.titre_debtor_city)))
        parts = [self.titre_debtor_name, self.titre_debtor_street, place]
        if self.titre_debtor_siret:
            parts.append(self.env._("SIRET %(siret)s", siret=self.titre_debtor_siret))
        return ", ".join(part for part in parts if part)

    def _get_titre_date_of_issue(self):
        """Return the date that made the titre executory, or that of the invoice."""
        self.ensure_one()
        return self.bordereau_id.date or self.invoice_date

    def _get_titre_payment_reference(self):
        """Return what a payment must recall: titre, exercice and invoice."""
        self.ensure_one()
        return f"{self.titre_reference} - {self.payment_reference or self.name}"

    def _get_chorus_text(self):
        """Return what Chorus Pro asks of a payer: service, commitment, contract."""
        self.ensure_one()
        labels = {
            self.env._("service code"): self.buyer_reference,
            self.env._("commitment no."): self.purchase_order_reference,
            self.env._("public contract no."): self.contract_reference,
        }
        return ", ".join(f"{label} {text}" for label, text in labels.items() if text)

    def _freeze_titres(self, vals_list):
        """A PDF made before the issue has no titre number: the next one has."""
        result = super()._freeze_titres(vals_list)
        self._detach_attachments()
        return result
