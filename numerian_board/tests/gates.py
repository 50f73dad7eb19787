# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import new_test_user

from odoo.addons.numerian_collectivites.tests.titres import TitreCase

from .common import AssemblyMaker

KINDS = ("price_list", "calendar", "contract_template", "credit_note")


class GateCase(AssemblyMaker, TitreCase):
    """A titre of 345.00 of 2021, to be credited in 2022: 230.00, once decided."""

    MANAGER = "board_manager"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users |= {
            name: new_test_user(
                cls.env,
                f"{name}@assemblees.test",
                groups=f"numerian_board.group_{group}",
                lang="fr_FR",
                tz="Europe/Paris",
                company_id=cls.company.id,
            )
            for name, group in (
                ("secretary", "secretary"),
                ("board_manager", "manager"),
            )
        }
        cls.invoice = cls.make_invoice(345.0, day="2021-06-30")
        cls.issue(cls.invoice, exercice_id=cls.exercice_2021.id, day="2021-06-30")
        cls.board = cls.make_body("Conseil d'administration", "CA", "regie")
        cls.seats = cls.make_mandates(cls.board, *"ABCD")
        cls.session = cls.make_session(["Annulation de titres"])
        cls.deliberation = cls.session.item_ids.deliberation_id.filtered(
            lambda deliberation: not deliberation.is_minutes
        )
        cls.credit_note = cls.make_credit()

    @classmethod
    def make_credit(cls, amount=230.0, day="2022-06-13", invoice=None, **vals):
        credit = cls.credit(invoice or cls.invoice, day, **vals)
        credit.invoice_line_ids.price_unit = amount
        return credit

    @classmethod
    def decide(cls, **vals):
        """Let the board adopt what is on the deliberation, and publish it."""
        cls.deliberation.action_add_credit_notes()
        cls.deliberation.write(vals)
        cls.open_session(cls.session, cls.seats)
        cls.deliberation.action_unanimous()

    def refused(self, message, credit=None):
        credit = credit or self.credit_note
        return self.assertRefused(
            message, UserError, lambda: (credit.state, self.invoice.amount_residual)
        )


class ActsCase(GateCase):
    """The board decides on tariffs, calendar, contract models; one tariff waits."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kinds = {
            code: cls.env.ref(f"numerian_collectivites.decision_kind_{code}")
            for code in KINDS
        }
        cls.board.decided_kind_ids = cls.env["numerian.decision.kind"].union(
            *cls.kinds.values()
        )
        cls.tariff = cls.make_tariff()

    @classmethod
    def make_tariff(cls, name="Tarifs cyber 2022", price=4.0):
        return cls.as_user("manager", "product.pricelist").create(
            {
                "name": name,
                "company_id": cls.company.id,
                "item_ids": [
                    Command.create({"compute_price": "fixed", "fixed_price": price})
                ],
            }
        )

    @classmethod
    def vote(cls, *codes, deliberation=None):
        """Let the board decide what waits, of some kinds."""
        deliberation = deliberation or cls.deliberation
        for code in codes:
            deliberation._add_waiting_acts(cls.kinds[code])
        if deliberation.session_id.state != "open":
            cls.open_session(deliberation.session_id, cls.seats)
        deliberation.action_unanimous()

    def not_in_force(self, message, tariff=None):
        tariff = tariff or self.tariff
        return self.assertRefused(message, UserError, lambda: tariff.in_force_from)
