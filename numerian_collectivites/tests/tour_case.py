# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import Command
from odoo.tests import HttpCase, new_test_user

from .accounting import AccountingCase

MODULE = "numerian_collectivites"


class TourCase(AccountingCase, HttpCase):
    """A company with one commune, its service and a campaign; a clerk and an officer.

    Everything of its own: a browser sees what other companies hold too.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("fr_FR")
        cls.company = cls._make_company("Syndicat des parcours")
        cls.env = cls.env(context={"allowed_company_ids": cls.company.ids})
        accounts, _journal, cls.tax = cls._make_accounting(cls.company)
        cls.clerk = cls._make_user("facturation", "group_billing_clerk")
        cls.officer = cls._make_user("contrats", "group_contract_officer")
        cls.line = cls._make_line(accounts["receivable"])
        cls.campaign = cls._make_campaign()

    @classmethod
    def _make_user(cls, name, group):
        return new_test_user(
            cls.env,
            f"{name}@parcours.test",
            groups=f"{MODULE}.{group}",
            lang="fr_FR",
            tz="Europe/Paris",
            company_id=cls.company.id,
        )

    @classmethod
    def _make_line(cls, receivable):
        family = cls.env["numerian.service.family"].create(
            {"name": "Logiciels", "code": "TOUR"}
        )
        product = cls.env["product.product"].create(
            {
                "name": "Maintenance Cosoluce",
                "type": "service",
                "list_price": 345.0,
                "service_family_id": family.id,
                "taxes_id": [Command.set(cls.tax.ids)],
            }
        )
        commune = cls.env["res.partner"].create(
            {
                "name": "Brossainc",
                "is_local_authority": True,
                "email": "mairie@brossainc.test",
                "company_id": cls.company.id,
                "property_account_receivable_id": receivable.id,
            }
        )
        return cls._make_contract(commune, product).contract_line_ids

    @classmethod
    def _make_contract(cls, commune, product):
        line = {"product_id": product.id, "price_unit": 345.0}
        return cls.env["contract.contract"].create(
            {
                "name": f"Contrat {commune.name}",
                "partner_id": commune.id,
                "company_id": cls.company.id,
                "contract_line_ids": [
                    Command.create(line | {"date_start": "2021-01-01"})
                ],
            }
        )

    @classmethod
    def _make_campaign(cls):
        exercice = cls.env["numerian.exercice"]._get_or_create(2021, cls.company)
        return cls.env["numerian.billing.campaign"].create(
            {
                "name": "Mai 2021",
                "company_id": cls.company.id,
                "exercice_id": exercice.id,
                "date": "2021-05-15",
            }
        )
