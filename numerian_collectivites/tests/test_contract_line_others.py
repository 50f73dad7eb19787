# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .common import BillingCase


@tagged("post_install", "-at_install")
class TestOtherContracts(BillingCase):
    """A contract that OCA's cron bills works as OCA alone makes it work."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls.make_contract(
            {"recurring_rule_type": "yearly"}, generation_type="invoice"
        )
        cls.line = cls.contract.contract_line_ids
        cls.move = cls.as_user("clerk", cls.contract).recurring_create_invoice()

    def test_cursor_advances(self):
        self.assertEqual(self.line.last_date_invoiced, date(2025, 12, 31))
        self.assertEqual(self.line.recurring_next_date, date(2026, 1, 1))
        self.assertEqual(self.contract.recurring_next_date, date(2026, 1, 1))
        self.assertEqual(self.line.next_period_date_end, date(2026, 12, 31))
        self.assertTrue(self.line.create_invoice_visibility)

    def test_ledger_does_not_see_it(self):
        self.assertFalse(self.move.invoice_line_ids.billing_period_start)
        self.assertFalse(self.line.is_billed)
        with self.assertRaises(UserError):  # no contract in the scope
            self.bill(2026)

    def test_stop_before_what_is_invoiced_is_refused(self):
        with self.assertRaises(ValidationError):
            self.line.stop(date(2025, 6, 30))
        self.assertFalse(self.line.date_end)

    def test_next_date_can_be_written(self):
        self.line.recurring_next_date = "2026-06-01"
        self.assertEqual(self.line.recurring_next_date, date(2026, 6, 1))
        with self.assertRaises(ValidationError):
            self.line.recurring_next_date = False

    def test_price_of_a_billed_line_can_be_written(self):
        self.line.price_unit = 1500.0
        self.assertFalse(self.line.price_version_ids)
        self.assertEqual(self.line.monthly_recurring, 125.0)

    def test_reversal_keeps_the_contract(self):
        self.move.action_post()
        credit = self.reverse(self.move)
        self.assertEqual(credit.invoice_line_ids.contract_line_id, self.line)
        self.assertFalse(self.line.adjustment_ids)

    def test_billed_contract_does_not_change_its_way_of_billing(self):
        with self.assertRefused(
            "est déjà facturé : son mode de facturation ne peut plus changer",
            UserError,
            lambda: self.contract.generation_type,
        ):
            self.contract.generation_type = "campaign"


@tagged("post_install", "-at_install")
class TestContractSections(BillingCase):
    """Sections and notes stand between the lines of a campaign contract."""

    def test_sections_and_notes_are_not_billed(self):
        contract = self.make_contract(
            {"display_type": "line_section", "name": "Logiciels", "product_id": False},
            {"date_start": "2026-01-01"},
            {"display_type": "line_note", "name": "Sur site", "product_id": False},
        )
        section, line, note = contract.contract_line_ids
        self.assertFalse((section | note).price_version_ids)
        moves = self.bill(2026)
        self.assertEqual(self.amounts(moves), ["1200.00"])
        self.assertEqual(moves.invoice_line_ids.contract_line_id, line)

    def test_section_without_a_date_can_be_added(self):
        contract = self.make_contract({"date_start": "2026-01-01"})
        section = self.as_user("officer", "contract.line").create(
            {
                "contract_id": contract.id,
                "display_type": "line_section",
                "name": "Logiciels",
            }
        )
        section.write({"name": "Progiciels", "recurring_next_date": False})
        self.assertEqual(section.name, "Progiciels")
        self.assertEqual(contract.recurring_next_date, date(2026, 1, 1))

    def test_contract_with_a_section_first_is_created(self):
        """As the screen sends it: a section has neither product nor date."""
        titles = {"product_id": False, "date_start": False, "price_unit": 0.0}
        contract = self.make_contract(
            titles | {"display_type": "line_section", "name": "Logiciels"},
            {"date_start": "2026-03-01"},
            titles | {"display_type": "line_note", "name": "Sous réserve du budget"},
        )
        self.assertEqual(
            contract.contract_line_ids.mapped("date_start"),
            [False, date(2026, 3, 1), False],
        )
        self.assertRecordValues(
            contract.modification_ids,
            [{"date": date(2026, 3, 1), "description": "Début du contrat"}],
        )
        self.assertIn(contract.partner_id, contract.message_partner_ids)
        self.assertEqual(self.amounts(self.bill(2026)), ["1000.00"])

    def test_contract_of_sections_only_starts_today(self):
        contract = self.make_contract(
            {
                "display_type": "line_section",
                "name": "À compléter",
                "product_id": False,
                "date_start": False,
            }
        )
        self.assertEqual(contract.modification_ids.date, date(2026, 11, 23))
        self.assertFalse(self.bill(2026))
