# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from html import unescape

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .amendment_case import AmendmentCase


@tagged("post_install", "-at_install")
class TestContractAmendment(AmendmentCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.line = cls.make_line()
        cls.contract = cls.line.contract_id

    # What is shown before

    def test_the_effect_is_shown_before_anything_is_written(self):
        self.bill(2025, 2026)
        amendment = self.change(self.line)
        # 4 months at 100.00, 8 at 300.00: 2 800.00, of which 1 200.00 is billed
        self.assertEqual(amendment.complement_amount, 1600.0)
        self.assertEqual(amendment.credit_amount, 0.0)
        self.assertIn("2 800,00", self.read_effect(amendment))
        self.assertEqual(self.owed(self.line), {})

    def test_rows_take_the_terms_of_the_contract(self):
        row = self.change(self.line).line_ids
        self.assertRecordValues(
            row,
            [
                {
                    "quantity_before": 1.0,
                    "price_before": 1200.0,
                    "quantity": 3.0,
                    "price_unit": 1200.0,
                    "price_period": "year",
                }
            ],
        )

    # Change

    def test_a_quantity_from_may_is_billed_by_months(self):
        self.bill(2025, 2026)
        amendment = self.change(self.line)
        self.refuses(amendment, "1.600,00")
        amendment.credit_agreed = True
        amendment.action_apply()
        self.assertEqual(self.owed(self.line), {"2026-01-01": "1600.00"})
        self.assertEqual(self.amounts(self.bill(2026)), ["1600.00"])
        self.assertEqual(amendment.line_ids.quantity_before, 1.0)
        self.assertEqual(self.owed(self.line), {})
        self.assertRecordValues(
            amendment,
            [
                {
                    "state": "applied",
                    "number": 1,
                    "complement_kept": 1600.0,
                    "applied_by_id": self.users["officer"].id,
                    "partner_id": self.contract.partner_id.id,
                }
            ],
        )
        self.assertIn(
            "2 800,00",
            unescape(amendment.effect_notice)
            .replace("\u202f", " ")
            .replace("\xa0", " "),
        )

    def test_the_history_of_oca_has_it_too(self):
        self.change(self.line).action_apply()
        self.assertIn(
            "Avenant n° 1 : Trois postes de plus",
            self.contract.modification_ids.mapped("description"),
        )

    def test_a_service_is_added(self):
        backup = self.make_product("Sauvegarde")
        row = {
            "action": "add",
            "product_id": backup.id,
            "quantity": 2.0,
            "price_unit": 60.0,
        }
        self.bill(2025, 2026)
        amendment = self.amend(self.contract, rows=[row])
        amendment.action_apply()
        added = self.contract.contract_line_ids - self.line
        # 2 x 60.00 x 8 / 12
        self.assertEqual(self.owed(added), {"2026-01-01": "80.00"})
        self.assertEqual(amendment.complement_kept, 0.0)  # no document of its own yet

    def test_a_service_is_removed(self):
        self.bill(2025, 2026)
        row = {"action": "remove", "contract_line_id": self.line.id}
        amendment = self.amend(self.contract, rows=[row])
        self.assertEqual(amendment.credit_amount, -800.0)
        self.refuses(amendment, "800,00")
        amendment.credit_agreed = True
        amendment.action_apply()
        self.assertEqual(self.owed(self.line), {"2026-01-01": "-800.00"})

    def test_numbers_follow_each_other_in_a_contract(self):
        first = self.change(self.line)
        second = self.change(self.line, quantity=4.0, effective_date="2026-06-01")
        second.action_apply()
        first.action_apply()
        self.assertEqual((second.number, first.number), (1, 2))

    def test_a_later_amendment_stays_after_an_earlier_one(self):
        self.change(self.line, quantity=4.0, effective_date="2026-07-01").action_apply()
        self.change(self.line, quantity=2.0).action_apply()
        # 4 x 100.00 + 2 x 200.00 + 6 x 400.00
        self.assertEqual(self.owed(self.line, "2026-01-01")["2026-01-01"], "3200.00")

    # Termination

    def test_a_termination_credits_the_months_that_are_not_used(self):
        self.bill(2025, 2026)
        amendment = self.terminate(self.contract)
        self.assertEqual(str(amendment.effective_date), "2026-11-01")
        self.assertEqual(amendment.credit_amount, -200.0)
        amendment.credit_agreed = True
        amendment.action_apply()
        self.assertTrue(self.contract.is_terminated)
        self.assertEqual(self.amounts(self.bill(2026)), ["-200.00"])
        self.assertEqual(self.owed(self.line), {})

    # Suspension

    def test_a_suspension_credits_its_months(self):
        self.bill(2025, 2026)
        amendment = self.amend(
            self.contract,
            kind="suspension",
            effective_date="2026-04-01",
            suspension_end="2026-06-30",
            credit_agreed=True,
        )
        # 9 months a year are left: 3 on the line, 6 on what follows it
        self.assertEqual(amendment.credit_amount, -900.0)
        amendment.action_apply()
        lines = self.contract.contract_line_ids
        self.assertEqual(
            [line.date_start.isoformat() for line in lines.sorted("date_start")],
            ["2025-01-01", "2026-07-01"],
        )
        self.assertEqual(self.owed(self.line), {"2026-01-01": "-900.00"})
        self.assertEqual(self.owed(lines - self.line), {"2026-01-01": "600.00"})

    # Refusals: nothing changes

    def test_two_amendments_on_one_day(self):
        self.change(self.line)
        with self.assertRaisesRegex(ValidationError, "prend déjà effet ce jour"):
            self.change(self.line)

    def test_a_cancelled_one_leaves_its_day(self):
        self.change(self.line).action_cancel()
        self.assertTrue(self.change(self.line))

    def test_a_lower_quantity_on_billed_months_is_a_manager_s(self):
        self.bill(2025, 2026)
        amendment = self.change(
            self.line, quantity=0.5, reason="Un poste en moins", credit_agreed=True
        )
        self.refuses(amendment, "relève d'un responsable")
        self.assertEqual(self.owed(self.line), {})
        amendment.with_user(self.users["manager"]).action_apply()
        self.assertEqual(self.owed(self.line), {"2026-01-01": "-400.00"})

    def test_before_the_contract_starts(self):
        amendment = self.change(self.line, effective_date="2024-12-31")
        self.refuses(amendment, "commence le 01/01/2025")

    def test_without_a_reason_or_a_line(self):
        self.refuses(self.change(self.line, reason=" "), "pourquoi")
        self.refuses(
            self.amend(self.contract, effective_date="2026-06-01"), "ce qui change"
        )

    def test_a_terminated_contract(self):
        self.terminate(self.contract).action_apply()
        amendment = self.change(self.line)
        self.refuses(amendment, "est résilié")

    def test_the_line_of_another_contract(self):
        other = self.make_line(partner=self.make_authority("Burzet"))
        with self.assertRaisesRegex(ValidationError, "un autre contrat"):
            self.amend(self.contract, rows=[{"contract_line_id": other.id}])

    def test_quantities_below_zero_or_of_zero(self):
        for quantity, message in ((-1.0, "négatifs"), (0.0, "se retire")):
            with self.assertRaisesRegex(ValidationError, message):
                self.change(self.line, quantity=quantity)

    def test_a_suspension_that_ends_before_it_begins(self):
        amendment = self.amend(
            self.contract, kind="suspension", suspension_end="2026-04-30"
        )
        self.refuses(amendment, "impossibles")

    def test_in_force_it_is_kept(self):
        amendment = self.change(self.line)
        amendment.action_apply()
        for act in (
            lambda: amendment.write({"effective_date": "2026-06-01"}),
            lambda: amendment.line_ids.write({"quantity": 9.0}),
            amendment.line_ids.unlink,
            amendment.unlink,
            amendment.action_cancel,
            amendment.action_apply,
        ):
            with self.assertRaises(UserError):
                act()

    def test_what_its_acts_record_is_not_entered(self):
        amendment = self.change(self.line)
        script = "<p>Vu</p><script>alert(1)</script>"
        forged = (
            *({"state": "applied"}, {"number": 7}, {"effect_kept": script}),
            *({"credit_kept": -5.0}, {"applied_on": "2026-01-01 00:00:00"}),
        )
        for vals in forged:
            with self.subTest(vals), self.assertRaisesRegex(UserError, "ses boutons"):
                amendment.write(vals)
            with self.subTest(vals), self.assertRaisesRegex(UserError, "ses boutons"):
                self.change(self.line, effective_date="2026-07-01", **vals)
        amendment.action_apply()
        for vals in ({"state": "draft"}, {"effect_kept": script}, {"number": False}):
            with self.subTest(vals), self.assertRaisesRegex(UserError, "ses boutons"):
                amendment.write(vals)
        self.assertEqual((amendment.state, amendment.number), ("applied", 1))
        amendment.sudo().effect_kept = script
        self.assertEqual(amendment.effect_notice, "<p>Vu</p>")

    # Rights

    def test_a_reader_reads_only(self):
        amendment = self.change(self.line).with_user(self.users["reader"])
        self.assertTrue(amendment.effect_notice)
        with self.assertRaises(AccessError):
            amendment.action_apply()
        with self.assertRaises(AccessError):
            self.change(self.line, user="reader", effective_date="2026-06-01")

    def test_others_read_nothing(self):
        amendment = self.change(self.line)
        for user in ("employee", "portal"):
            with self.assertRaises(AccessError):
                amendment.with_user(self.users[user]).read(["reason"])
