# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A small syndicate that sells cybersecurity services; no demo data."""

from odoo import Command

from odoo.addons.numerian_collectivites.tests.accounting import AccountingCase

USERS = {
    "reader": "numerian_cyber.group_reader",
    "officer": "numerian_cyber.group_officer",
    "manager": "numerian_cyber.group_manager",
    "contracts": "numerian_collectivites.group_contract_officer",
    "clerk": "numerian_collectivites.group_billing_clerk",
    "employee": "base.group_user",
    "portal": "base.group_portal",
}
CONTEXT = {
    "lang": "fr_FR",
    "tz": "Europe/Paris",
    "tracking_disable": True,
    "no_reset_password": True,
}
SERVICES = ("mib", "vault", "edr", "theft")


class CyberMaker:
    """Makes authorities and quotes, for a test case that has a company and users."""

    @classmethod
    def make_authority(cls, name="Commune d'essai", **counts):
        return cls.env["res.partner"].create(
            {
                "name": name,
                "is_local_authority": True,
                "lang": "fr_FR",
                "email": "mairie@example.com",
            }
            | counts
        )

    @classmethod
    def make_quote(cls, partner, start="2022-09-01", user="officer", **vals):
        """Return a quote as an officer makes it, nothing ticked."""
        return cls.as_user(user, "sale.order").create(
            {
                "partner_id": partner.id,
                "is_cyber_quote": True,
                "cyber_start_date": start,
                "pricelist_id": cls.tariff.id,
            }
            | vals
        )

    @classmethod
    def tick(cls, quote, declared=("domain", "antivirus"), **quantities):
        """Tick services (``mib=12``) as the portal does; return what it answers."""
        choices = {
            "services": {
                str(cls.services[code].id): {"selected": True, "quantity": quantity}
                for code, quantity in quantities.items()
            },
            "prerequisites": [cls.prerequisites[name].id for name in declared],
        }
        return quote._apply_cyber_choices(choices)

    @classmethod
    def sign(cls, partner, start="2022-09-01", **quantities):
        """Return a confirmed quote of these services."""
        quote = cls.make_quote(partner, start=start)
        cls.tick(quote, **quantities)
        quote.action_confirm()
        return quote

    @classmethod
    def bill(cls, *years):
        """Run one campaign a year and return the documents made."""
        moves = cls.env["account.move"]
        for year in years:
            exercices = cls.as_user("clerk", "numerian.exercice")
            exercice = exercices._get_or_create(year, cls.company)
            campaign = cls.as_user("clerk", "numerian.billing.campaign").create(
                {
                    "name": f"Campagne {year}",
                    "company_id": cls.company.id,
                    "exercice_id": exercice.id,
                    "date": f"{year}-12-31",
                }
            )
            campaign.action_run()
            moves |= campaign.move_ids
        return moves.with_env(cls.env)

    @classmethod
    def choice(cls, quote, code):
        return quote.cyber_choice_ids.filtered(
            lambda c: c.service_id == cls.services[code]
        )


class CyberCase(CyberMaker, AccountingCase):
    """A syndicate with the tariff voted on 7 June 2022; everything in French."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("fr_FR")
        cls.company = cls._make_company("Syndicat d'essai")
        allowed = {"allowed_company_ids": cls.company.ids}
        cls.env = cls.env(context=CONTEXT | allowed)
        cls.company = cls.company.with_env(cls.env)
        cls.users = cls._make_users(USERS, "cyber.test")
        cls.services = {
            code: cls.env.ref(f"numerian_cyber.service_{code}") for code in SERVICES
        }
        cls.prerequisites = {
            name: cls.env.ref(f"numerian_cyber.prerequisite_{name}")
            for name in ("domain", "antivirus")
        }
        cls.tariff = cls.env.ref("numerian_cyber.pricelist_voted")
        products = cls.env["numerian.cyber.component"].search([]).product_id
        cls.accounts, cls.journal, cls.tax = cls._make_accounting(cls.company)
        products.taxes_id = [Command.set(cls.tax.ids)]
