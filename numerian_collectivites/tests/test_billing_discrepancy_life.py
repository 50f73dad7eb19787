# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .discrepancies import LifeCase


@tagged("post_install", "-at_install")
class TestBillingDiscrepancyLife(LifeCase):
    """Decided by people, through buttons; never typed."""

    # Decided

    def test_clerk_accepts_then_prepares(self):
        self.found.action_accept()
        self.assertEqual(self.found.state, "accepted")
        self.assertEqual(self.amounts(self.prepare()), ["-230.00"])
        self.assertEqual(self.found.state, "prepared")

    def test_several_are_accepted_at_once(self):
        other = self.make_line(
            self.make_authority("Burzet"), date_start="2021-01-01", price_unit=120.0
        )
        self.bill(2021, partner_ids=other.partner_id.ids)
        self.correct(other, date_start="2021-07-01")
        both = self.refresh()
        self.dismiss()
        both.action_accept()
        self.assertEqual(
            {d.partner_id.name: d.state for d in both},
            {"Brossainc": "dismissed", "Burzet": "accepted"},
        )
        with self.assertRefused("ouverte", UserError, self.read_all):
            both.action_accept()

    def test_reader_and_officer_decide_nothing(self):
        for user in ("reader", "officer"):
            found = self.as_user(user, self.found)
            for act in (
                found.action_accept,
                found.action_refresh,
                lambda found=found: found._dismiss("Négligeable"),
                lambda found=found: found._reopen("Erreur"),
            ):
                with self.assertRefused("", AccessError, self.read_all):
                    act()

    def test_dismissal_needs_a_reason_and_tells_it(self):
        with self.assertRefused("pourquoi", UserError, self.read_all):
            self.dismiss("  ")
        self.dismiss(" <b>Accord</b> du maire ")
        self.assertEqual(self.found.dismiss_reason, "<b>Accord</b> du maire")
        self.assertIn("&lt;b&gt;Accord&lt;/b&gt; du maire", self.read_log())

    def test_what_is_being_corrected_is_not_dismissed(self):
        self.prepare()
        with self.assertRefused("ouverte ou acceptée", UserError, self.read_all):
            self.dismiss()

    def test_manager_reopens_with_a_reason(self):
        self.dismiss()
        for user, reason, refusal in (
            ("clerk", "Erreur", AccessError),
            ("manager", "  ", UserError),
        ):
            with self.assertRefused("", refusal, self.read_all):
                self.as_user(user, self.found)._reopen(reason)
        self.reopen()
        self.assertEqual((self.found.state, self.found.dismiss_reason), ("open", False))
        self.assertIn("Le bureau veut voir le contrat", self.read_log())
        with self.assertRefused("acceptée ou écartée", UserError, self.read_all):
            self.reopen()

    def test_acceptance_is_taken_back(self):
        self.found.action_accept()
        self.reopen()
        self.assertEqual(self.found.state, "open")

    # Never typed

    def test_nobody_writes_figures_nor_state(self):
        self.dismiss()
        for user in ("clerk", "manager"):
            for vals in (
                {"state": "open"},
                {"former_state": "accepted"},
                {"amount": 0.0},
                {"due_amount": 345.0},
                {"billed_amount": 115.0},
                {"kind": "price_differs"},
                {"dismiss_reason": "Autre"},
                {"period_start": "2020-01-01"},
                {"partner_id": self.users["clerk"].partner_id.id},
                {"move_ids": [Command.link(self.invoice.id)]},
            ):
                for key in (None, True, "REVIEW", 1):
                    found = self.as_user(user, self.found).with_context(
                        discrepancy_review=key
                    )
                    with (
                        self.subTest(user=user, vals=vals, key=key),
                        self.assertRefused("boutons", AccessError, self.read_all),
                    ):
                        found.write(vals)

    def test_nobody_creates_copies_nor_deletes_one(self):
        vals = self.found.copy_data()[0] | {"period_start": "2020-01-01"}
        for user in ("clerk", "manager"):
            found = self.as_user(user, self.found)
            for act in (
                lambda found=found: found.create(vals),
                lambda found=found: found.copy({"period_start": "2020-01-01"}),
                found.unlink,
            ):
                with self.assertRefused("", AccessError, self.read_all):
                    act()

    def test_clerk_discusses_and_plans(self):
        self.found.message_post(body="Vu avec la mairie")
        self.found.activity_schedule(
            "mail.mail_activity_data_todo",
            date(2026, 12, 1),
            summary="Rappeler",
            user_id=self.users["clerk"].id,
        )
        self.assertIn("Vu avec la mairie", self.read_log())
        self.assertEqual(self.found.activity_ids.summary, "Rappeler")
