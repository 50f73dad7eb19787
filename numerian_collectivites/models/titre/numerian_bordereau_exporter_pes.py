# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

from ...core import pes_recette as pes
from ...core import pes_recette_xml
from ...core.proration import to_decimal


class NumerianBordereauExporterPes(models.AbstractModel):
    """PES v2 Recette Aller: the file of the treasury's software."""

    _name = "numerian.bordereau.exporter.pes"
    _inherit = "numerian.bordereau.exporter"
    _description = "PES Exporter of Bordereaux"
    _extension = "xml"

    def _get_filename(self, bordereau):
        """Return a name never given yet: a file transmitted twice is refused for it."""
        company = bordereau.company_id
        return "_".join(
            [
                company.pes_file_type or "",
                company.partner_id._get_siret() or "",
                fields.Date.context_today(self).strftime("%y%m%d"),
                f"{bordereau.bordereau_type}-{bordereau.number}",
                f"{bordereau._get_export_rank('pes')}.{self._extension}",
            ]
        )

    def _get_content(self, bordereau):
        return pes_recette_xml.render(self._prepare_flow(bordereau))

    def _get_problems(self, bordereau):
        flow = self._prepare_flow(bordereau)
        return [self._get_problem_text(problem) for problem in pes.problems(flow)]

    def _prepare_flow(self, bordereau):
        return pes.Flow(
            schema=bordereau.company_id.pes_schema,
            file_type=bordereau.company_id.pes_file_type or "",
            name=self._get_filename(bordereau),
            day=fields.Date.context_today(self),
            issuer=self._prepare_issuer(bordereau.company_id),
            bordereau=pes.Bordereau(
                exercice=bordereau.exercice_id.year,
                number=bordereau.number,
                day=bordereau.date,
                kind=bordereau.bordereau_type,
                cumulative=to_decimal(bordereau.cumulative_amount, places=2),
                pieces=tuple(
                    self._prepare_piece(move)
                    for move in bordereau.move_ids.sorted("titre_number")
                ),
            ),
        )

    def _prepare_issuer(self, company):
        return pes.Issuer(
            name=company.name,
            siret=company.partner_id._get_siret() or "",
            post=company.pes_post or "",
            post_label=company.pes_post_label or "",
            body_code=company.pes_body_code or "",
            budget_code=company.pes_budget_code or "",
            budget_label=company.pes_budget_label or "",
        )

    def _prepare_piece(self, move):
        lines = move._get_titre_lines()
        origin, origin_lines = None, ()
        if move.reversed_entry_id:
            corrected = move.reversed_entry_id
            origin = pes.Origin(
                corrected.titre_exercice_id.year, corrected.titre_number
            )
            origin_lines = self._get_origin_lines(corrected, lines)
        return pes.Piece(
            move.titre_number,
            move.titre_object or "",
            self._prepare_debtor(move),
            tuple(lines),
            move.name or "",
            move._get_chorus_references(),
            origin,
            origin_lines,
        )

    def _get_origin_lines(self, origin, lines):
        """Return, for each line, that of the origin with its imputation; 0: none."""
        numbers = {
            (line.imputation, line.product_code, line.vat_rate): line.number
            for line in origin._get_titre_lines()
        }
        return tuple(
            numbers.get((line.imputation, line.product_code, line.vat_rate), 0)
            for line in lines
        )

    def _prepare_debtor(self, move):
        return pes.Debtor(
            reference=str(move.commercial_partner_id.id),
            siret=move.titre_debtor_siret or "",
            category=move.titre_debtor_category or "",
            legal_nature=move.titre_debtor_legal_nature or "",
            name=move.titre_debtor_name or "",
            street=move.titre_debtor_street or "",
            zip=move.titre_debtor_zip or "",
            city=move.titre_debtor_city or "",
        )

    # Problems, in words

    def _get_problem_text(self, problem):
        where = self.env._("Settings")
        if problem.titre:
            where = self.env._("Titre %(number)s", number=problem.titre)
        return self.env._(
            "%(where)s: %(datum)s (%(code)s): %(problem)s",
            where=where,
            datum=self._get_datum_labels().get(problem.datum, problem.datum),
            code=problem.datum,
            problem=self._get_problem_labels(problem)[problem.code],
        )

    def _get_problem_labels(self, problem):
        value = problem.value
        return {
            "missing": self.env._("missing"),
            "too_long": self.env._("too long: %(value)s", value=value),
            "too_short": self.env._("too short: %(value)s", value=value),
            "not_digits": self.env._("digits only, not %(value)s", value=value),
            "not_code": self.env._(
                "letters and digits, not zeros alone: %(value)s", value=value
            ),
            "not_positive": self.env._(
                "%(value)s; a line of zero or below is refused", value=value
            ),
            "not_latin": self.env._(
                "characters that the treasury does not read: %(value)s", value=value
            ),
            "no_origin": self.env._(
                "the titre corrected, of this exercice, is missing"
            ),
        }

    def _get_datum_labels(self):
        return {
            "TypFic": self.env._("PES file type"),
            "Sigle": self.env._("name of the syndicate"),
            "IdPost": self.env._("accountant's code"),
            "IdColl": self.env._("SIRET of the syndicate"),
            "CodCol": self.env._("body code"),
            "CodBud": self.env._("budget code"),
            "IdTiers": self.env._("SIRET of the debtor"),
            "CatTiers": self.env._("category of the debtor"),
            "NatJur": self.env._("legal nature of the debtor"),
            "Nom": self.env._("name of the debtor"),
            "Adr2": self.env._("street of the debtor"),
            "CP": self.env._("ZIP of the debtor"),
            "Ville": self.env._("town of the debtor"),
            "CodProdLoc": self.env._("product code"),
            "Nature": self.env._("imputation"),
            "MtHT": self.env._("amount excl. VAT"),
            "ObjPce": self.env._("object"),
            "ObjLignePce": self.env._("line"),
            "NumeroFacture": self.env._("invoice number"),
            "NumeroMarche": self.env._("public contract number"),
            "NumeroEngagement": self.env._("commitment number"),
            "CodeService": self.env._("Chorus service code"),
            "RattachPiece": self.env._("origin"),
        }
