# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from num2words import num2words

from odoo import fields, models
from odoo.tools.misc import formatLang, get_lang

from ...core.titre_lines import sum_by_imputation


class NumerianBordereau(models.Model):
    """The bordereau on paper: its titres, its totals, the sheet that is signed."""

    _inherit = "numerian.bordereau"

    issuer_id = fields.Many2one(
        default=lambda self: self.env.company.titre_issuer_id or self.env.user
    )

    def _get_document_name(self):
        """Return the title of the PDF and the name of its file."""
        self.ensure_one()
        year, kind = self.exercice_id.year, self.bordereau_type
        if not self.number:
            return self.env._("Draft bordereau %(year)s-%(kind)s", year=year, kind=kind)
        return self.env._(
            "Bordereau %(year)s-%(kind)s-%(number)s",
            year=year,
            kind=kind,
            number=self.number,
        )

    def _get_document_title(self):
        self.ensure_one()
        if not self.is_issued:
            return self.env._("Draft of a bordereau of titres")
        if self.bordereau_type == "02":
            return self.env._(
                "Bordereau of cancellations and reductions of titres no. %(number)s",
                number=self.number,
            )
        return self.env._("Bordereau of titres no. %(number)s", number=self.number)

    def _get_document_subtitle(self):
        self.ensure_one()
        return self.env._(
            "Exercice %(year)s - %(company)s",
            year=self.exercice_id.year,
            company=self.company_id.name,
        )

    def _get_document_rows(self):
        """Return ``[(account.move, its lines by imputation)]`` in their order."""
        self.ensure_one()
        self.move_ids.line_ids.mapped("tax_ids")  # read for all titres at once
        return [
            (move, move._get_printed_titre_lines())
            for move in self._get_sorted_moves().sorted("titre_number")
        ]

    def _get_document_imputations(self, rows):
        """Return the lines of all titres, added up by imputation."""
        return sum_by_imputation(line for _move, lines in rows for line in lines)

    def _get_document_numbers(self):
        """Return how many titres there are, and their numbers once they are issued."""
        self.ensure_one()
        numbers = sorted(filter(None, self.move_ids.mapped("titre_number")))
        if not numbers:
            return str(self.move_count)
        if len(numbers) == 1:
            return self.env._("1 (no. %(number)s)", number=numbers[0])
        return self.env._(
            "%(count)s (no. %(first)s to %(last)s)",
            count=self.move_count,
            first=numbers[0],
            last=numbers[-1],
        )

    def _get_document_amount_before(self):
        """Return what the exercice had before this bordereau, euros excl. VAT."""
        self.ensure_one()
        amount = self.cumulative_amount - self.amount_untaxed
        return self.currency_id.round(amount)

    def _get_closing_text(self):
        """Return the sentence that closes the bordereau, its total in words."""
        self.ensure_one()
        currency = self.currency_id
        return self.env._(
            "This bordereau is closed at the sum of %(words)s (%(total)s) including "
            "VAT: %(untaxed)s excluding VAT and %(tax)s of VAT.",
            words=self._get_amount_in_words(),
            total=formatLang(self.env, self.amount_total, currency_obj=currency),
            untaxed=formatLang(self.env, self.amount_untaxed, currency_obj=currency),
            tax=formatLang(self.env, self.amount_tax, currency_obj=currency),
        )

    def _get_amount_in_words(self):
        """Return the total incl. VAT, as official papers write it."""
        # Not the currency's own method: it counts cents, and capitalises each word.
        lang = get_lang(self.env).iso_code
        return num2words(f"{self.amount_total:.2f}", lang=lang, to="currency")
