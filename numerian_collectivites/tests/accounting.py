# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The few accounts, journals and taxes that posting an invoice needs."""

from contextlib import contextmanager

from odoo import Command
from odoo.tests import TransactionCase, new_test_user

ACCOUNTS = {
    "receivable": ("411999", "asset_receivable"),
    "bank": ("512999", "asset_cash"),
    "vat": ("445719", "liability_current"),
    "income": ("706999", "income"),
    "other_income": ("706998", "income_other"),
    "earlier_years": ("673999", "expense"),
}


class AccountingCase(TransactionCase):
    """Makes companies that can post, without a chart of accounts to load."""

    @classmethod
    def _make_company(cls, name):
        company = cls.env["res.company"].create(
            {
                "name": name,
                "currency_id": cls.env.ref("base.EUR").id,
                "country_id": cls.env.ref("base.fr").id,
                "tax_calculation_rounding_method": "round_globally",
            }
        )
        company.currency_id.active = True
        return company

    @classmethod
    def _make_users(cls, groups_by_name, domain):
        """Return a French user of the company for each name, with these groups."""
        return {
            name: new_test_user(
                cls.env,
                f"{name}@{domain}",
                groups=groups,
                lang="fr_FR",
                tz="Europe/Paris",
                company_id=cls.company.id,
            )
            for name, groups in groups_by_name.items()
        }

    @classmethod
    def as_user(cls, name, records):
        """Return records, or a model by its name, as a user sees it."""
        if isinstance(records, str):
            records = cls.env[records]
        return records.with_user(cls.users[name])

    @classmethod
    def _make_accounting(cls, company):
        env = cls.env(context=cls.env.context | {"allowed_company_ids": company.ids})
        accounts = {
            key: env["account.account"].create(
                {"name": key, "code": code, "account_type": kind}
            )
            for key, (code, kind) in ACCOUNTS.items()
        }
        env["ir.default"].set(
            "res.partner",
            "property_account_receivable_id",
            accounts["receivable"].id,
            company_id=company.id,
        )
        journals = env["account.journal"].create(
            [
                {
                    "name": "Ventes",
                    "code": "VTE",
                    "type": "sale",
                    "company_id": company.id,
                    "default_account_id": accounts["income"].id,
                },
                {
                    "name": "Opérations diverses",
                    "code": "ODV",
                    "type": "general",
                    "company_id": company.id,
                },
            ]
        )
        tax = cls._make_tax(company, accounts["vat"])
        return accounts, journals[0], tax

    @classmethod
    def _make_tax(cls, company, account, **vals):
        env = cls.env(context=cls.env.context | {"allowed_company_ids": company.ids})
        group = env["account.tax.group"].create(
            {
                "name": "TVA",
                "company_id": company.id,
                "country_id": company.country_id.id,
            }
        )
        lines = [
            Command.create({"repartition_type": "base"}),
            Command.create({"repartition_type": "tax", "account_id": account.id}),
        ]
        return env["account.tax"].create(
            {
                "name": "TVA 20 %",
                "amount": 20.0,
                "type_tax_use": "sale",
                "company_id": company.id,
                "country_id": company.country_id.id,
                "tax_group_id": group.id,
                "price_include_override": "tax_excluded",
                "invoice_repartition_line_ids": lines,
                "refund_repartition_line_ids": lines,
            }
            | vals
        )

    @contextmanager
    def assertRefused(self, message, exception=Exception, unchanged=None):
        """The act is refused with this message, and nothing has changed.

        :param unchanged: a callable that reads what must stay as it was
        """
        before = unchanged() if unchanged else None
        with self.assertRaises(exception) as caught, self.env.cr.savepoint():
            yield caught
        self.env.invalidate_all()
        self.assertIn(message, str(caught.exception))
        if unchanged:
            self.assertEqual(unchanged(), before)
