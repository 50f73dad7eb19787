# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .test_contract_line_price import PriceCase


@tagged("post_install", "-at_install")
class TestContractLineCorrect(PriceCase):
    """The explicit, logged way to change what is billed: a manager's."""

    def test_corrected_start_owes_back(self):
        self.correct(self.line, date_start="2025-09-01")
        self.assertEqual(self.owed(self.line), {"2025-01-01": "-800.00"})

    def test_corrected_price_owes_the_complement(self):
        self.correct(self.line, date_from="2026-07-01", price_unit=1500.0)
        self.assertEqual(self.owed(self.line), {"2026-01-01": "150.00"})
        self.assertEqual(self.line.price_unit, 1500.0)

    def test_corrected_quantity_keeps_the_price(self):
        self.correct(self.line, date_from="2026-07-01", quantity=2.0)
        self.assertEqual(self.owed(self.line), {"2026-01-01": "600.00"})

    def test_price_corrected_without_a_day_counts_from_the_start(self):
        self.correct(self.line, price_unit=1000.0)
        self.assertEqual(
            self.owed(self.line), {"2025-01-01": "-200.00", "2026-01-01": "-200.00"}
        )

    def test_two_lines_are_corrected_from_the_same_day(self):
        other = self.make_line()
        self.bill(2025, 2026)
        self.correct(self.line | other, date_from="2026-07-01", price_unit=1500.0)
        self.assertEqual(self.owed(self.line), {"2026-01-01": "150.00"})
        self.assertEqual(self.owed(other), {"2026-01-01": "150.00"})

    def test_service_never_used_owes_every_year_back(self):
        self.correct(self.line, is_canceled=True)
        self.assertEqual(
            self.owed(self.line, until="2030-12-31"),
            {"2025-01-01": "-1200.00", "2026-01-01": "-1200.00"},
        )

    def test_service_never_used_is_not_renewed(self):
        self.line.write({"date_end": "2026-12-31", "is_auto_renew": True})
        self.correct(self.line, is_canceled=True)
        self.assertFalse(self.line.is_auto_renew)

    def test_corrected_billing_period_owes_the_same_year(self):
        self.correct(self.line, billing_period="half_year")
        self.assertEqual(
            sum(float(amount) for amount in self.owed(self.line).values()), 0.0
        )

    def test_correction_leaves_documents_alone(self):
        moves = self.env["account.move"].search(
            [("line_ids.contract_line_id", "=", self.line.id)]
        )
        self.correct(self.line, date_start="2025-09-01")
        self.assertEqual(self.amounts(moves), ["1200.00", "1200.00"])
        self.assertEqual(moves.mapped("state"), ["posted", "posted"])

    # Logged

    def _get_log(self):
        messages = self.line.contract_id.sudo().message_ids.sorted("id")
        return messages, "".join(messages.mapped("body"))

    def test_correction_tells_who_what_and_why(self):
        self.correct(self.line, "Mise en service tardive", date_start="2025-09-01")
        messages, log = self._get_log()
        self.assertIn("Mise en service tardive", log)
        self.assertIn("01/01/2025 → 01/09/2025", log)
        self.assertEqual(messages[-1].author_id, self.users["manager"].partner_id)

    def test_correction_of_a_price_tells_the_price(self):
        self.correct(self.line, "Tarif voté", date_from="2026-07-01", price_unit=1500.0)
        _messages, log = self._get_log()
        self.assertIn("Tarif voté", log)
        self.assertIn("1200.0 → 1500.0", log)
        self.assertEqual(self.line.price_version_ids[-1].reason, "Tarif voté")

    def test_reason_is_text_not_markup(self):
        self.correct(self.line, "<b>x</b> < y", date_start="2025-09-01")
        _messages, log = self._get_log()
        self.assertIn("&lt;b&gt;x&lt;/b&gt; &lt; y", log)

    def test_change_of_the_end_is_logged(self):
        self.line.stop("2026-06-30")
        _messages, log = self._get_log()
        self.assertIn("30/06/2026", log)

    # Rights

    def test_others_than_managers_correct_nothing(self):
        for user in ("reader", "officer", "clerk"):
            with (
                self.subTest(user),
                self.assertRefused(
                    "Seul un responsable corrige", AccessError, self.read_terms
                ),
            ):
                self.as_user(user, self.line)._correct_billed(
                    {"date_start": "2025-09-01"}, "Erreur"
                )

    def test_correction_needs_a_reason(self):
        for reason in (None, "", "  "):
            with (
                self.subTest(reason),
                self.assertRefused("Indiquez pourquoi", UserError, self.read_terms),
            ):
                self.correct(self.line, reason, date_start="2025-09-01")

    # The wizard

    def _make_wizard(self, user="manager", **vals):
        return self.as_user(user, "numerian.contract.line.correct").create(
            {"contract_line_id": self.line.id, "reason": "Erreur matérielle"} | vals
        )

    def test_wizard_shows_the_credit_before_it_changes_anything(self):
        before = self.read_terms()
        wizard = self._make_wizard(kind="date_start", date_start="2025-09-01")
        self.assertRecordValues(
            wizard.preview_ids,
            [{"due_amount": 400.0, "billed_amount": 1200.0, "amount": -800.0}],
        )
        self.assertEqual(wizard.credit_amount, -800.0)
        self.assertEqual(wizard.complement_amount, 0.0)
        self.assertEqual(self.read_terms(), before)

    def test_wizard_applies_what_it_shows(self):
        for vals in (
            {"kind": "date_start", "date_start": "2025-09-01"},
            {"kind": "date_end", "date_end": "2026-03-31"},
            {"kind": "price", "date_from": "2026-07-01", "price_unit": 1500.0},
            {"kind": "price", "date_from": "2025-01-01", "quantity": 3.0},
            {"kind": "terms", "billing_period": "quarter"},
            {"kind": "never_used"},
        ):
            with self.subTest(vals), self.env.cr.savepoint() as savepoint:
                wizard = self._make_wizard(**vals)
                shown = {
                    preview.period_start.isoformat(): preview.amount
                    for preview in wizard.preview_ids
                }
                self.assertTrue(shown)
                wizard.action_apply()
                owed = self.owed(self.line)
                self.assertEqual({d: float(a) for d, a in owed.items()}, shown)
                savepoint.rollback()
                self.env.invalidate_all()

    def test_wizard_keeps_the_discount_that_it_shows(self):
        line = self.make_line(date_start="2026-01-01", discount=10.0)
        self.bill(2026)
        wizard = self._make_wizard(
            contract_line_id=line.id,
            kind="price",
            date_from="2026-01-01",
            price_unit=1500.0,
        )
        self.assertEqual(wizard.complement_amount, 270.0)
        wizard.action_apply()
        self.assertEqual(self.owed(line), {"2026-01-01": "270.00"})

    def test_wizard_opens_the_discrepancy(self):
        action = self._make_wizard(
            kind="date_start", date_start="2025-09-01"
        ).action_apply()
        found = self.env["numerian.billing.discrepancy"].search(action["domain"])
        self.assertRecordValues(found, [{"kind": "not_prorated", "amount": -800.0}])

    def _make_chain(self):
        """600.00 until 15 June 2026, 600.00 from 16 June: June is the first one's."""
        line = self.make_line(date_start="2026-01-01", name="Maintenance, suite")
        line.stop("2026-06-15")
        successor = line.plan_successor("2026-06-16", False, False)
        moves = self.bill(2026)
        self.assertEqual(self.amounts(moves), ["1200.00"])
        self.assertEqual(
            sorted(moves.invoice_line_ids.mapped("price_subtotal")), [600.0, 600.0]
        )
        return line, successor

    def test_wizard_shows_the_line_that_shares_a_month(self):
        line, successor = self._make_chain()
        wizard = self._make_wizard(
            contract_line_id=line.id, kind="date_end", date_end="2026-05-31"
        )
        self.assertRecordValues(
            wizard.preview_ids,
            [
                {
                    "contract_line_id": line.id,
                    "due_amount": 500.0,
                    "billed_amount": 600.0,
                    "amount": -100.0,
                },
                {
                    "contract_line_id": successor.id,
                    "due_amount": 700.0,
                    "billed_amount": 600.0,
                    "amount": 100.0,
                },
            ],
        )
        self.assertEqual(
            (wizard.credit_amount, wizard.complement_amount), (-100.0, 100.0)
        )
        self.assertTrue(wizard.has_other_lines)
        action = wizard.action_apply()
        self.assertEqual(
            (self.owed(line), self.owed(successor)),
            ({"2026-01-01": "-100.00"}, {"2026-01-01": "100.00"}),
        )
        found = self.env["numerian.billing.discrepancy"].search(action["domain"])
        self.assertEqual(found.contract_line_id, line | successor)

    def test_wizard_leaves_out_the_lines_that_do_not_change(self):
        line, successor = self._make_chain()
        self.correct(successor, date_from="2026-06-16", price_unit=2400.0)
        wizard = self._make_wizard(
            contract_line_id=line.id, kind="date_start", date_start="2026-03-01"
        )
        self.assertRecordValues(
            wizard.preview_ids, [{"contract_line_id": line.id, "amount": -200.0}]
        )
        self.assertFalse(wizard.has_other_lines)

    def test_wizard_refuses_impossible_terms(self):
        wizard = self._make_wizard(kind="date_end", date_end="2024-12-31")
        self.assertFalse(wizard.preview_ids)
        with self.assertRefused(
            "Ces conditions sont impossibles : vérifiez que la fin vient après",
            UserError,
            self.read_terms,
        ):
            wizard.action_apply()

    def test_wizard_is_for_managers(self):
        for user in ("reader", "officer", "clerk"):
            with self.subTest(user), self.assertRaises(AccessError):
                self._make_wizard(user)
