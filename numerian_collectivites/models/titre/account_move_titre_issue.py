# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

from ...core.chorus import References, missing_references
from ...core.proration import to_decimal
from ...core.titre_lines import InvalidTitre, bad_lines, group_lines

MANAGER = "numerian_collectivites.group_manager"


class AccountMove(models.Model):
    """The issuing of a titre: what it needs, what it keeps of the debtor."""

    _inherit = "account.move"

    # Copied when the titre is issued: the debtor as it was that day.
    titre_debtor_name = fields.Char(string="Debtor", copy=False, readonly=True)
    titre_debtor_siret = fields.Char(string="Debtor's SIRET", copy=False, readonly=True)
    titre_debtor_category = fields.Char(
        string="Debtor's Category", copy=False, readonly=True, help="PES: CatTiers."
    )
    titre_debtor_legal_nature = fields.Char(
        string="Debtor's Legal Nature", copy=False, readonly=True, help="PES: NatJur."
    )
    titre_debtor_street = fields.Char(
        string="Debtor's Street", copy=False, readonly=True
    )
    titre_debtor_zip = fields.Char(string="Debtor's ZIP", copy=False, readonly=True)
    titre_debtor_city = fields.Char(string="Debtor's City", copy=False, readonly=True)

    def _get_titre_product_lines(self):
        return self.line_ids.filtered(lambda line: line.display_type == "product")

    def _get_titre_lines(self):
        """Return the lines of the titre by imputation, amounts positive.

        :raises InvalidTitre: if there is VAT that no line bears
        """
        self.ensure_one()
        lines = [
            line._prepare_titre_line()
            for line in self._get_titre_product_lines().sorted(
                lambda line: (line.sequence, line.id)
            )
        ]
        return group_lines(lines, to_decimal(self.amount_tax, places=2))

    # What an issue needs

    def _get_join_problem(self, bordereau):
        """Return why the document may not enter a bordereau, or ``None``."""
        self.ensure_one()
        names = {"move": self.display_name, "bordereau": bordereau.display_name}
        if self.state != "posted" or not self._is_titre_document():
            return self.env._("%(move)s: not a posted customer document.", **names)
        if self._get_titre_type() != bordereau.bordereau_type:
            return self.env._(
                "%(move)s: invoices and credit notes go on separate bordereaux.",
                **names,
            )
        if self.titre_exercice_id != bordereau.exercice_id:
            return self.env._(
                "%(move)s: exercice %(year)s, not that of %(bordereau)s.",
                year=self.titre_exercice_id.year,
                **names,
            )
        if self.bordereau_id and self.bordereau_id != bordereau:
            return self.env._(
                "%(move)s: already on %(other)s.",
                other=self.bordereau_id.display_name,
                **names,
            )
        return None

    def _get_titre_problems(self):
        """Return why the titre cannot be issued, one message each; extend."""
        self.ensure_one()
        checks = (
            self._get_debtor_problems,
            self._get_chorus_problems,
            self._get_amount_problems,
            self._get_imputation_problems,
        )
        return [
            self.env._("%(move)s: %(problem)s", move=self.name, problem=problem)
            for check in checks
            for problem in check()
        ]

    def _get_debtor_problems(self):
        debtor = self.commercial_partner_id
        if self.line_ids.partner_id.commercial_partner_id - debtor:
            yield self.env._("two debtors; a titre has only one.")
        if debtor.is_company and not debtor._get_titre_siret():
            yield self.env._(
                "no SIRET on %(debtor)s; enter its 14 digits.", debtor=debtor.name
            )

    def _get_chorus_problems(self):
        debtor = self.commercial_partner_id
        names = self.env["numerian.billing.campaign.line"]._get_reference_names()
        for code in missing_references(
            debtor.chorus_requirement, self._get_chorus_references()
        ):
            yield self.env._(
                "%(debtor)s: %(missing)s; enter it on the invoice.",
                debtor=debtor.name,
                missing=names[code],
            )

    def _get_chorus_references(self):
        """Return what Chorus Pro reads of the document.

        :rtype: chorus.References
        """
        self.ensure_one()
        return References(
            self.buyer_reference or "",
            self.purchase_order_reference or "",
            self.contract_reference or "",
        )

    def _get_amount_problems(self):
        if self.currency_id != self.company_id.currency_id:
            yield self.env._("a titre is in euros.")
        lines = self._get_titre_product_lines()
        if not lines or any(line.currency_id.is_zero(line.balance) for line in lines):
            yield self.env._("a line of zero; remove it.")
            return
        try:
            bad = bad_lines(self._get_titre_lines())
        except InvalidTitre:
            yield self.env._("VAT that no line bears.")
            return
        for line in bad:
            yield self.env._(
                "imputation %(imputation)s adds up to %(amount)s; a titre is above "
                "zero.",
                imputation=line.imputation,
                amount=line.untaxed,
            )

    def _get_imputation_problems(self):
        for line in self._get_titre_product_lines():
            imputation, _code = line._get_titre_imputation()
            if not imputation:
                yield self.env._(
                    "no imputation on “%(line)s”; enter it on the service or in the "
                    "settings.",
                    line=line.product_id.name or line.name,
                )

    # Freezing

    def _prepare_titre_vals(self):
        """Values of the titre, numbers left out: what it says of debtor and claim."""
        self.ensure_one()
        debtor = self.commercial_partner_id
        category, legal_nature = debtor._get_pes_categories()
        return {
            "titre_type": self._get_titre_type(),
            "titre_object": self._get_titre_object(),
            "titre_legal_basis": self._get_titre_legal_basis() or None,
            "titre_debtor_name": debtor.name,
            "titre_debtor_siret": debtor._get_titre_siret() or None,
            "titre_debtor_category": category,
            "titre_debtor_legal_nature": legal_nature,
            "titre_debtor_street": debtor.street or None,
            "titre_debtor_zip": debtor.zip or None,
            "titre_debtor_city": debtor.city or None,
        }

    def _freeze_titres(self, vals_list):
        """Write the titres, in two statements whatever their number.

        Below the ``write`` of the ORM, which refuses these fields: the only two ways
        here are the issuing of a bordereau and the import of a history.
        """
        lines = self._get_titre_product_lines()
        imputations = [line._get_titre_imputation() for line in lines]
        self.env.flush_all()
        self._write_multi(vals_list)
        lines._write_multi(
            [
                {
                    "titre_imputation": account or None,
                    "titre_product_code": code or None,
                }
                for account, code in imputations
            ]
        )
        self.invalidate_recordset(flush=False)
        self.modified(vals_list[0])
        lines.invalidate_recordset(
            ["titre_imputation", "titre_product_code"], flush=False
        )
