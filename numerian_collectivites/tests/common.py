# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A small syndicate to test with: its own company, accounts, users, no demo data."""

from decimal import Decimal

from freezegun import freeze_time

from odoo import Command

from ..core.proration import to_decimal
from .accounting import AccountingCase

MODULE = "numerian_collectivites"
USERS = {
    "reader": f"{MODULE}.group_reader",
    "officer": f"{MODULE}.group_contract_officer",
    "clerk": f"{MODULE}.group_billing_clerk",
    "manager": f"{MODULE}.group_manager",
    "employee": "base.group_user",
    "portal": "base.group_portal",
}


@freeze_time("2026-11-23")
class BillingCase(AccountingCase):
    """Today is 23 November 2026; everybody works in French.

    The company is made here, without a chart of accounts to load: posting needs a few
    accounts, a journal and a 20 % tax.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("fr_FR")
        cls.company = cls._make_company("Syndicat d'essai")
        cls.env = cls.env(
            context={
                "lang": "fr_FR",
                "tz": "Europe/Paris",
                "allowed_company_ids": cls.company.ids,
                "tracking_disable": True,
                "no_reset_password": True,
            }
        )
        cls.company = cls.company.with_env(cls.env)
        cls.accounts, cls.journal, cls.tax = cls._make_accounting(cls.company)
        cls.company.write(
            {
                "titre_earlier_account_id": cls.accounts["earlier_years"].id,
                "titre_imputation": "7068",
                "titre_product_code": "0107",
            }
        )
        cls.users = cls._make_users(USERS, "collectivites.test")
        cls.family = cls.env["numerian.service.family"].create(
            {"name": "Logiciels", "code": "TEST"}
        )
        cls.product = cls.make_product("Maintenance")

    # Making

    @classmethod
    def make_product(cls, name, **vals):
        return cls.env["product.product"].create(
            {
                "name": name,
                "type": "service",
                "company_id": cls.company.id,
                "service_family_id": cls.family.id,
                "taxes_id": [Command.set(cls.tax.ids)],
            }
            | vals
        )

    @classmethod
    def make_authority(cls, name="Brossainc", **vals):
        return cls.env["res.partner"].create(
            {
                "name": name,
                "is_company": True,
                "is_local_authority": True,
                "lang": "fr_FR",
                "company_id": cls.company.id,
                "property_account_receivable_id": cls.accounts["receivable"].id,
            }
            | vals
        )

    @classmethod
    def make_contract(cls, *lines_vals, partner=None, **vals):
        """Return a contract as its officer sees it.

        :param lines_vals: what differs from a maintenance at 1 200.00 a year from
            1 January 2025
        """
        partner = partner or cls.make_authority()
        return cls.make_contracts({partner: lines_vals}, **vals)

    @classmethod
    def make_contracts(cls, lines_of, **vals):
        """Return contracts made in one go, see `make_contract`.

        :param lines_of: ``{partner: what differs, of each line of its contract}``
        """
        return cls.as_user("officer", "contract.contract").create(
            [
                cls._prepare_contract_vals(partner, lines) | vals
                for partner, lines in lines_of.items()
            ]
        )

    @classmethod
    def _prepare_contract_vals(cls, partner, lines_vals):
        lines = [Command.create(cls._prepare_line_vals(line)) for line in lines_vals]
        return {
            "name": f"Contrat {partner.name}",
            "partner_id": partner.id,
            "line_recurrence": True,
            "company_id": cls.company.id,
            "contract_line_ids": lines,
        }

    @classmethod
    def _prepare_line_vals(cls, vals):
        return {
            "product_id": cls.product.id,
            "name": "Maintenance",
            "quantity": 1.0,
            "price_unit": 1200.0,
            "date_start": "2025-01-01",
        } | vals

    @classmethod
    def make_line(cls, partner=None, **vals):
        """Return the only line of a new contract as its officer sees it."""
        return cls.make_contract(vals, partner=partner).contract_line_ids

    @classmethod
    def make_communes(cls, count):
        """Return the only lines of contracts of as many communes, in their order."""
        communes = [cls.make_authority(f"Commune {n:02}") for n in range(count)]
        return cls.make_contracts(
            {commune: [{}] for commune in communes}
        ).contract_line_ids

    @classmethod
    def make_clause(cls):
        """Return the only clause of a new contract model."""
        vals = {"title": "Objet", "body": "<p>Le service.</p>"}
        model = {
            "name": "Modèle",
            "company_id": cls.company.id,
            "clause_ids": [Command.create(vals)],
        }
        return cls.as_user("officer", "contract.template").create(model).clause_ids

    @classmethod
    def make_campaign(cls, year=2026, **vals):
        """Return the campaign of a year, as its clerk sees it, planned nowhere yet."""
        exercice = cls.as_user("clerk", "numerian.exercice")._get_or_create(
            year, cls.company
        )
        return cls.as_user("clerk", "numerian.billing.campaign").create(
            {
                "name": f"Campagne {year}",
                "company_id": cls.company.id,
                "exercice_id": exercice.id,
                "date": f"{year}-06-30",
            }
            | vals
        )

    # Acting

    @classmethod
    def bill(cls, *years, **vals):
        """Run one campaign a year and return the documents made."""
        campaigns = [cls.make_campaign(year, **vals) for year in years]
        for campaign in campaigns:
            campaign.action_run()
        return cls.env["account.move"].union(*(c.move_ids for c in campaigns))

    @classmethod
    def correct(cls, line, reason="Erreur matérielle", **vals):
        return cls.as_user("manager", line)._correct_billed(vals, reason)

    @classmethod
    def reverse(cls, moves, method="reverse_moves", **vals):
        """Make credit notes by hand, as a clerk does; return the new documents."""
        wizard = (
            cls.as_user("clerk", "account.move.reversal")
            .with_context(active_model="account.move", active_ids=moves.ids)
            .create(
                {
                    "journal_id": moves.journal_id.id,
                    "date": "2026-11-23",
                    "reason": "Erreur matérielle",
                }
                | vals
            )
        )
        getattr(wizard, method)()
        return wizard.new_move_ids

    @classmethod
    def pay(cls, move):
        """Pay an invoice wholly."""
        due = move.line_ids.filtered(lambda line: line.display_type == "payment_term")
        amount = due.amount_residual
        common = {"partner_id": move.commercial_partner_id.id, "name": "Virement"}
        entry = cls.env["account.move"].create(
            {
                "move_type": "entry",
                "date": move.invoice_date,
                "company_id": cls.company.id,
                "line_ids": [
                    Command.create(
                        common
                        | {"account_id": cls.accounts["bank"].id, "debit": amount}
                    ),
                    Command.create(
                        common | {"account_id": due.account_id.id, "credit": amount}
                    ),
                ],
            }
        )
        entry.action_post()
        (due | entry.line_ids.filtered("credit")).reconcile()

    # Asserting

    def owed(self, lines, since=None, until="2026-12-31"):
        """Return ``{first day of the slot: amount}`` of what is not settled."""
        ledger = self.env["numerian.billing.ledger"]
        deltas = ledger._get_deltas(
            lines.contract_id.sudo(),
            since and self._to_date(since),
            self._to_date(until),
        )
        return {
            d.period.first.isoformat(): self._to_cents(d.amount)
            for d in deltas
            if d.line_id in lines.ids
        }

    def _to_date(self, day):
        return self.env["contract.line"]._fields["date_start"].to_date(day)

    def amounts(self, moves):
        """Return the totals excluding VAT, as accountants write them."""
        return [
            self._to_cents(to_decimal(move.amount_untaxed_signed)) for move in moves
        ]

    def _to_cents(self, amount):
        cents = amount.quantize(Decimal("0.01"))
        self.assertEqual(amount, cents, "an amount of money holds whole cents")
        return str(cents)
