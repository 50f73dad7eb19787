# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The error of Brossainc, to find and to put right."""

from odoo.fields import Date

from .common import BillingCase


class DiscrepancyCase(BillingCase):
    """A review as its clerk sees it."""

    @classmethod
    def refresh(cls, until="2025-12-31"):
        discrepancies = cls.as_user("clerk", "numerian.billing.discrepancy")
        discrepancies._refresh(cls.company, Date.to_date(until))
        return discrepancies.search([("company_id", "=", cls.company.id)])

    def figures(self, discrepancies):
        return [
            (d.kind, d.due_amount, d.billed_amount, d.amount, d.state)
            for d in discrepancies
        ]

    @classmethod
    def make_brossainc(cls):
        """345.00 billed for 2021, in use from 1 September only."""
        line = cls.make_line(price_unit=345.0, date_start="2021-01-01")
        invoice = cls.bill(2021)
        cls.correct(line, date_start="2021-09-01")
        return line, invoice


class LifeCase(DiscrepancyCase):
    """230.00 to credit to Brossainc, found and open."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.line, cls.invoice = cls.make_brossainc()
        cls.found = cls.refresh()

    def setUp(self):
        super().setUp()
        self.assertEqual(self.found.state, "open")

    def prepare(self):
        self.found.action_prepare_credit_notes()
        return self.found.move_ids

    def dismiss(self, reason="Accord du maire"):
        self.as_user("manager", self.found)._dismiss(reason)

    def reopen(self, user="manager", reason="Le bureau veut voir le contrat"):
        wizard = self.as_user(user, "numerian.billing.discrepancy.reopen").create(
            {"discrepancy_ids": self.found.ids, "reason": reason}
        )
        wizard.action_reopen()

    def read_log(self):
        return "".join(self.found.sudo().message_ids.sorted("id").mapped("body"))

    def read_all(self):
        """Return all that a refusal, or a second reading, must leave as it was."""
        names = ["kind", "due_amount", "billed_amount", "amount", "state"]
        names += ["former_state", "dismiss_reason", "move_ids", "period_end"]
        names += ["message_ids", "contract_line_id", "exercice_id", "write_date"]
        return self.found.sudo().read(names)
