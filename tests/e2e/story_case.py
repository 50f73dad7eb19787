# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The syndicate of 2021: three communes, who works for them, two assemblies.

Each act is done by the lowest right that may do it. Amounts excl. VAT; VAT 20 %.
"""

from odoo import Command
from odoo.tests import HttpCase

from odoo.addons.numerian_board.tests.common import AssemblyMaker
from odoo.addons.numerian_collectivites.tests.common import BillingCase
from odoo.addons.numerian_cyber.tests.common import CyberMaker
from odoo.addons.numerian_cyber.tests.portal_case import CyberPortalCase

USERS = {
    "secretary": "numerian_board.group_secretary",
    "board_manager": "numerian_board.group_manager",
    "cyber": "numerian_cyber.group_officer",
    "cyber_manager": "numerian_cyber.group_manager",
}
# name: SIRET, postcode, other services of a year; with 345.00 of maintenance or
# 348.00 of HotSpot, the totals of the minutes: 2 169.60, 2 169.50, 724.20 incl. VAT.
COMMUNES = {
    "Brossainc": ("21070044900015", "07340", 1463.00),
    "Saint-Jacques-d'Atticieux": ("21070243700018", "07340", 1462.92),
    "Burzet": ("21070045600010", "07450", 255.50),
}
TITRES = {"Brossainc": 2452, "Saint-Jacques-d'Atticieux": 2518, "Burzet": 1412}
VOTED = (  # flat, a month; the licences once
    ("mib", 1.00),
    ("vault", 0.80),
    ("edr", 4.00),
    ("theft", 3.60),
    ("theft_cryhod", 90.00),
    ("theft_zonecentral", 130.00),
)


class StoryCase(AssemblyMaker, BillingCase, CyberMaker, HttpCase):
    """Everybody and everything before the first act."""

    MANAGER = "board_manager"
    call = CyberPortalCase.call
    choose = CyberPortalCase.choose
    wish = CyberPortalCase.wish
    sign_online = CyberPortalCase.sign

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.billing_start_date = "2021-01-01"
        cls.users |= cls._make_users(USERS, "recit.test")
        cls.communes = {
            name: cls._make_commune(name, *facts) for name, facts in COMMUNES.items()
        }
        cls.exercice_2021, cls.exercice_2022 = cls.as_user(
            "manager", "numerian.exercice"
        ).create([{"year": 2021}, {"year": 2022}])
        cls._enter_contracts()
        cls._make_cyber_services()
        cls._make_assemblies()

    @classmethod
    def _make_commune(cls, name, siret, code, _others):
        return cls.make_authority(
            name,
            company_registry=siret,
            street="Mairie",
            zip=code,
            city=name,
            country_id=cls.env.ref("base.fr").id,
            email="mairie@example.com",
            staff_count=5,
            mailbox_count=8,
            workstation_count=6,
        )

    @classmethod
    def _enter_contracts(cls):
        """As they were wrongly entered: whole years, and a service cancelled."""
        coso = {"name": "Maintenance Cosoluce", "price_unit": 345.0}
        hotspot = {"name": "HotSpot Cigale", "price_unit": 348.0}
        hotspot["date_start"] = "2017-05-01"
        coso["date_start"] = "2021-01-01"
        wrong = dict(zip(COMMUNES, (coso, coso, hotspot), strict=True))
        cls.lines = {}
        for name, (_siret, _code, others) in COMMUNES.items():
            other = {"name": "Autres services", "price_unit": others}
            other["date_start"] = "2021-01-01"
            contract = cls.make_contract(wrong[name], other, partner=cls.communes[name])
            cls.lines[name] = contract.contract_line_ids.filtered(
                lambda line, name=name: line.name == wrong[name]["name"]
            )

    @classmethod
    def _make_cyber_services(cls):
        cls.services = {
            code: cls.env.ref(f"numerian_cyber.service_{code}")
            for code in ("mib", "vault", "edr", "theft")
        }
        cls.prerequisites = {
            name: cls.env.ref(f"numerian_cyber.prerequisite_{name}")
            for name in ("domain", "antivirus")
        }
        products = cls.env["numerian.cyber.component"].search([]).product_id
        products.taxes_id = [Command.set(cls.tax.ids)]

    @classmethod
    def _make_assemblies(cls):
        cls.kinds = cls.env["numerian.decision.kind"].union(
            *(
                cls.env.ref(f"numerian_collectivites.decision_kind_{code}")
                for code in ("credit_note", "price_list")
            )
        )
        cls.board = cls.make_body("Conseil d'administration", "CA", "regie")
        cls.council = cls.make_body("Conseil syndical", "CS", "smo")
        cls.board.decided_kind_ids = cls.kinds
        cls.board.ratifying_body_id = cls.council
        cls.seats = cls.make_mandates(cls.board, *"ABCDEF")
        cls.delegates = cls.make_mandates(cls.council, *"GHIJK")

    @classmethod
    def make_tariff(cls):
        prices = [
            Command.create(
                {
                    "product_id": cls.env.ref(f"numerian_cyber.product_{code}").id,
                    "compute_price": "fixed",
                    "fixed_price": price,
                }
            )
            for code, price in VOTED
        ]
        return cls.as_user("cyber_manager", "product.pricelist").create(
            {
                "name": "Tarifs cyber 2022",
                "is_cyber_tariff": True,
                "company_id": cls.company.id,
                "item_ids": prices,
            }
        )

    @classmethod
    def make_mailing(cls, tariff):
        return cls.as_user("cyber", "numerian.cyber.mailing").create(
            {
                "name": "Devis de juin 2022",
                "validity_date": "2022-06-30",
                "start_date": "2022-09-01",
                "pricelist_id": tariff.id,
                "line_ids": [
                    Command.create({"partner_id": partner.id})
                    for partner in cls.communes.values()
                ],
            }
        )
