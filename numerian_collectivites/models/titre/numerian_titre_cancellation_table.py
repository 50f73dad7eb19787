# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.tools.misc import format_date

from ...core import csv_text
from ...core.proration import to_decimal

# Columns of the file, under the labels of the fields.
TABLE_FIELDS = (
    *("partner_id", "titre_number", "origin_year", "object"),
    *("amount_untaxed", "amount_tax", "amount_total"),
    *("reason", "statement", "article", "credit_move_id", "order_reference"),
)


class NumerianTitreCancellation(models.Model):
    """The table of cancellations that the assembly votes on."""

    _inherit = "numerian.titre.cancellation"

    def _get_table_groups(self):
        """Return ``[(exercice of origin, its cancellations, their totals)]``.

        Cancelled credit notes are left out: nothing is voted on them.
        """
        kept = self.filtered(lambda c: c.state != "cancel")
        groups = kept.sorted(
            lambda c: (c.origin_year, c.partner_name or "", c.titre_number, c.id)
        ).grouped("origin_year")
        return [(year, group, group._get_totals()) for year, group in groups.items()]

    def _get_totals(self):
        """Return the totals of these cancellations, in euros, by field."""
        return {
            name: sum(self.mapped(name))
            for name in ("amount_untaxed", "amount_tax", "amount_total")
        }

    # The file: Odoo's own export asks for a right that a clerk may not have

    def action_export_table(self):
        """Download the chosen cancellations as CSV."""
        return {
            "type": "ir.actions.act_url",
            "url": f"/numerian/cancellations/{','.join(map(str, self.ids))}/csv",
            "target": "download",
        }

    def _get_table_name(self):
        return self.env._("Table of cancellations of titres")

    def _get_table_csv(self):
        """Return the table as a file, a line for each cancellation, by exercice."""
        labels = self.fields_get(TABLE_FIELDS, ["string"])
        rows = [
            cancellation._prepare_table_row()
            for _year, group, _totals in self._get_table_groups()
            for cancellation in group
        ]
        return csv_text.write([labels[name]["string"] for name in TABLE_FIELDS], rows)

    def _prepare_table_row(self):
        """Return the cells of a line of the file, in the order of the columns."""
        self.ensure_one()
        reasons = dict(self._fields["reason"]._description_selection(self.env))
        return [
            self.partner_name,
            self.titre_number or None,
            self.origin_year,
            self.object,
            *(to_decimal(amount, places=2) for amount in self._get_totals().values()),
            reasons[self.reason],
            self.statement,
            self.is_expense_order and self.article,
            self.credit_move_id.name,
            self.order_reference,
        ]

    # On paper

    def _get_group_text(self):
        """Return the label of the subtotal of an exercice."""
        return self.env._(
            "Exercice %(year)s: %(count)s cancellation(s)",
            year=self[:1].origin_year,
            count=len(self),
        )

    def _get_document_title(self):
        """Return what the credit note is, in front of its own title."""
        self.ensure_one()
        if not self.is_expense_order:
            return self.env._("Reduction of a titre")
        if self.reason == "material_error":
            return self.env._("Cancellation on an earlier exercice")
        reasons = dict(self._fields["reason"]._description_selection(self.env))
        return reasons[self.reason]

    def _get_correction_text(self):
        """Return what the credit note is in the public accounts, one sentence."""
        self.ensure_one()
        names = {"article": self.article, "year": self.exercice_year}
        if not self.is_expense_order:
            return self._get_reduction_text()
        if self.reason == "material_error":  # else of its exercice: a reduction
            text = self.env._(
                "Titre cancelled on an earlier exercice: expense order on account "
                "%(article)s, exercice %(year)s.",
                **names,
            )
        else:
            text = self.env._(
                "Expense order on account %(article)s, exercice %(year)s.", **names
            )
        if self.order_reference:
            number = self.order_reference
            text += " " + self.env._("Expense order no. %(number)s.", number=number)
        return text

    def _get_reduction_text(self):
        credit = self.credit_move_id
        if not credit.titre_number:
            return self.env._("The titre of reduction is not issued yet.")
        text = self.env._(
            "Titre of reduction no. %(number)s, exercice %(year)s.",
            number=credit.titre_number,
            year=credit.titre_exercice_id.year,
        )
        bordereau = credit.bordereau_id
        if bordereau.number:
            text += " " + self.env._(
                "%(bordereau)s of %(date)s.",
                bordereau=bordereau.display_name,
                date=format_date(self.env, bordereau.date),
            )
        return text

    def _get_statement_text(self):
        """Return the statement, unless it only repeats the object or the reason."""
        self.ensure_one()
        reasons = dict(self._fields["reason"]._description_selection(self.env))
        text = (self.statement or "").strip()
        return "" if text in (self.object, reasons.get(self.reason)) else text
