# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Invoices that may become titres: two communes with their SIRET, 20 % of VAT."""

from odoo import Command
from odoo.exceptions import UserError

from .common import BillingCase


class TitreCase(BillingCase):
    """Exercices 2021 and 2022; invoices made and posted by a clerk."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.burzet = cls._make_debtor("Burzet", "21070045600010", "07450")
        cls.brossainc = cls._make_debtor("Brossainc", "21070044900015", "07340")
        exercices = cls.as_user("manager", "numerian.exercice")
        cls.exercice_2021, cls.exercice = exercices.create(
            [{"year": 2021}, {"year": 2022}]
        )

    @classmethod
    def _make_debtor(cls, name, siret, code):
        return cls.make_authority(
            name,
            company_registry=siret,
            street="Mairie",
            zip=code,
            city=name,
            country_id=cls.env.ref("base.fr").id,
        )

    @classmethod
    def make_invoice(cls, amount=100.0, **vals):
        """Return a posted invoice of one line, or of lines given by their amounts."""
        return cls.make_invoices([amount], [vals])

    @classmethod
    def make_invoices(cls, amounts, vals):
        """Return posted invoices, made in one go, see `make_invoice`."""
        invoices = cls.as_user("clerk", "account.move").create(
            [
                cls._prepare_invoice(amount, **each)
                for amount, each in zip(amounts, vals, strict=True)
            ]
        )
        invoices.action_post()
        return invoices

    @classmethod
    def _prepare_invoice(cls, amount, day="2022-06-30", partner=None, **vals):
        amounts = amount if isinstance(amount, list) else [amount]
        return {
            "move_type": "out_invoice",
            "partner_id": (partner or cls.brossainc).id,
            "journal_id": cls.journal.id,
            "invoice_date": day,
            "invoice_line_ids": [
                Command.create(cls._prepare_invoice_line(a)) for a in amounts
            ],
        } | vals

    @classmethod
    def _prepare_invoice_line(cls, amount):
        return {
            "product_id": cls.product.id,
            "name": "Maintenance",
            "quantity": 1.0,
            "price_unit": amount,
            "tax_ids": [Command.set(cls.tax.ids)],
            "account_id": cls.accounts["income"].id,
        }

    @classmethod
    def make_bordereau(cls, moves=None, day="2022-06-30", **vals):
        """Return a draft bordereau, as its clerk prepares it."""
        bordereau = cls.as_user("clerk", "numerian.bordereau").create(
            {"exercice_id": cls.exercice.id, "date": day} | vals
        )
        if moves:
            bordereau._add_moves(moves)
        return bordereau

    @classmethod
    def issue(cls, moves, **vals):
        """Return a bordereau issued by a manager."""
        bordereau = cls.as_user("manager", cls.make_bordereau(moves, **vals))
        bordereau.action_issue()
        return bordereau

    @classmethod
    def credit(cls, invoice, day, **vals):
        """Return the draft credit note of a whole invoice."""
        return cls.reverse(cls.as_user("clerk", invoice), date=day, **vals)


class BordereauCase(TitreCase):
    """Refusals of a bordereau: with their message, and nothing numbered."""

    def read_state(self, *records):
        return [
            (record.state, record.titre_number)
            if record._name == "account.move"
            else (record.state, record.number)
            for record in records
        ] + [counter.last_number for counter in self.exercice.counter_ids]

    def refused(self, message, bordereau, exception=UserError):
        return self.assertRefused(
            message,
            exception,
            lambda: self.read_state(bordereau, *bordereau.move_ids),
        )

    def try_issue(self, bordereau):
        self.as_user("manager", bordereau).action_issue()
