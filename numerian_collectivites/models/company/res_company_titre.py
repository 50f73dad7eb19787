# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ...core.pes_recette import CHORUS_SCHEMA
from ..selections import NOMENCLATURES

EARLIER_CODE = "673"
PES_SCHEMAS = [
    ("4.71", "4.71 (2015): without the Chorus data"),
    (CHORUS_SCHEMA, "5: with the Chorus data"),
]
EARLIER_NAME = "Titres annulés (sur exercices antérieurs)"


class ResCompany(models.Model):
    """The syndicate as a public body: nomenclature, accountant, account 673."""

    _inherit = "res.company"

    issues_titres = fields.Boolean(
        string="Issues titres",
        default=True,
        help="Customer invoices are titres de recettes: numbered by exercice, sent "
        "with a bordereau, never changed once posted.",
    )
    nomenclature = fields.Selection(NOMENCLATURES, default="m4", required=True)
    titre_imputation = fields.Char(
        string="Default Imputation",
        help="Account at the finest level, for the services that have none.",
    )
    titre_product_code = fields.Char(
        string="Default Product Code",
        size=4,
        help="Local product code (CodProdLoc), for the services that have none.",
    )
    titre_issuer_capacity = fields.Char(
        string="Capacity of the Issuer", default="Président"
    )
    titre_legal_basis = fields.Char(
        string="Legal Basis of Titres",
        help="Written on the titres that no contract explains.",
    )
    titre_earlier_account_id = fields.Many2one(
        "account.account",
        string="Titres Cancelled on Earlier Exercices",
        check_company=True,
        domain="[('account_type', 'in', ('expense', 'expense_other'))]",
        help="Account 673, where the credit notes on earlier exercices go.",
    )
    pes_schema = fields.Selection(
        PES_SCHEMAS,
        string="PES Schemas",
        default=CHORUS_SCHEMA,
        required=True,
        help="Version of the schemas that the accountant's software reads.",
    )
    pes_file_type = fields.Char(
        string="PES File Type",
        size=32,
        default="PESALR2",
        help="TypFic: PESALR2 or PESALR1, as the accountant asks.",
    )
    pes_post = fields.Char(
        string="Accountant's Code", size=7, help="IdPost: code of the accounting post."
    )
    pes_post_label = fields.Char(string="Accountant", size=38)
    pes_body_code = fields.Char(
        string="Body Code", size=3, help="CodCol: given by the public accountant."
    )
    pes_budget_code = fields.Char(string="Budget Code", size=2, help="CodBud.")
    pes_budget_label = fields.Char(string="Budget", size=38)

    def _set_up_titre_accounts(self):
        """Give account 673 to the companies that have a French chart and lack it."""
        for company in self.filtered(lambda c: not c.titre_earlier_account_id):
            if (company.chart_template or "").startswith("fr"):
                account = company._find_or_create_earlier_account()
                company.titre_earlier_account_id = account

    def _find_or_create_earlier_account(self):
        accounts = self.env["account.account"].with_company(self)
        found = accounts.search(
            [
                *accounts._check_company_domain(self),
                ("code", "=like", f"{EARLIER_CODE}%"),
                ("account_type", "in", ("expense", "expense_other")),
            ],
            order="code",
            limit=1,
        )
        return found or accounts.create(self._prepare_earlier_account_vals())

    def _prepare_earlier_account_vals(self):
        self.ensure_one()
        return {
            "name": EARLIER_NAME,
            "code": EARLIER_CODE.ljust(6, "0"),
            "account_type": "expense_other",
            "company_ids": [Command.set(self.ids)],
        }

    def _check_earlier_account(self):
        """Refuse to make an expense order that has no account to go on."""
        for company in self:
            if not company.titre_earlier_account_id:
                raise UserError(
                    self.env._(
                        "%(company)s has no account 673 (titres cancelled on earlier "
                        "exercices): choose it in the settings.",
                        company=company.name,
                    )
                )
