# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

from ...core import csv_text
from ...core.proration import to_decimal

# One line for each imputation of each titre. Documented in docs/guide.md.
COLUMNS = (
    *("exercice", "type_bordereau", "bordereau", "date_bordereau", "titre"),
    *("facture", "date_facture", "objet", "fondement", "debiteur", "siret"),
    *("categorie_tiers", "nature_juridique", "adresse", "code_postal", "ville"),
    *("code_service", "engagement", "marche", "ligne", "libelle", "imputation"),
    *("code_produit", "montant_ht", "taux_tva", "montant_tva", "montant_ttc"),
    *("exercice_origine", "titre_origine"),
)


class NumerianBordereauExporterCsv(models.AbstractModel):
    """CSV for any financial software: a line for each imputation of each titre."""

    _name = "numerian.bordereau.exporter.csv"
    _inherit = "numerian.bordereau.exporter"
    _description = "CSV Exporter of Bordereaux"
    _extension = "csv"

    def _get_content(self, bordereau):
        rows = [
            self._prepare_row(bordereau, move, line)
            for move in bordereau.move_ids.sorted("titre_number")
            for line in move._get_titre_lines()
        ]
        return csv_text.write(COLUMNS, rows)

    def _prepare_row(self, bordereau, move, line):
        """Return a line of the file, in the order of the columns."""
        return [
            *self._prepare_titre_cells(bordereau, move),
            *self._prepare_line_cells(line),
            *self._prepare_origin_cells(move.reversed_entry_id),
        ]

    def _prepare_titre_cells(self, bordereau, move):
        return [
            bordereau.exercice_id.year,
            # A number to a spreadsheet, and a code to whoever reads it: 01, 02.
            bordereau.bordereau_type,
            bordereau.number,
            bordereau.date,
            move.titre_number,
            move.name,
            move.invoice_date,
            move.titre_object,
            move.titre_legal_basis,
            move.titre_debtor_name,
            move.titre_debtor_siret,
            move.titre_debtor_category,
            move.titre_debtor_legal_nature,
            move.titre_debtor_street,
            move.titre_debtor_zip,
            move.titre_debtor_city,
            *move._get_chorus_references(),
        ]

    def _prepare_line_cells(self, line):
        return [
            line.number,
            line.label,
            line.imputation,
            line.product_code,
            line.untaxed,
            to_decimal(float(line.vat_rate), places=2),
            line.vat,
            line.untaxed + line.vat,
        ]

    def _prepare_origin_cells(self, origin):
        if not origin.titre_number:
            return [None, None]
        return [origin.titre_exercice_id.year, origin.titre_number]
