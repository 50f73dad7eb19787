# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from random import Random

from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from .discrepancies import LifeCase


@tagged("post_install", "-at_install")
class TestBillingDiscrepancyFollow(LifeCase):
    """Documents and the ledger move a discrepancy on; a decision holds meanwhile."""

    # Followed

    def test_documents_move_the_state_on_at_once(self):
        self.found.action_accept()
        credit = self.prepare()
        credit.action_post()
        self.assertEqual(self.found.state, "corrected")
        credit.button_draft()
        self.assertEqual(self.found.state, "prepared")
        credit.button_cancel()
        self.assertEqual(self.found.state, "accepted")

    def test_deleted_draft_puts_the_former_state_back(self):
        for accepted, state in ((False, "open"), (True, "accepted")):
            if accepted:
                self.found.action_accept()
            credit = self.prepare()
            self.as_user("clerk", credit).unlink()
            with self.subTest(state):
                self.assertEqual(self.found.state, state)
                self.assertEqual(self.refresh().state, state)
                self.assertFalse(self.found.former_state)

    def test_line_taken_out_of_the_draft_puts_the_former_state_back(self):
        self.found.action_accept()
        credit = self.prepare()
        with Form(self.as_user("clerk", credit)) as form:
            form.invoice_line_ids.remove(0)
        self.assertEqual(self.found.state, "accepted")
        self.assertEqual(self.amounts(self.prepare() - credit), ["-230.00"])

    def test_draft_lowered_by_hand_leaves_the_rest_open(self):
        credit = self.prepare()
        with (
            Form(self.as_user("clerk", credit)) as form,
            form.invoice_line_ids.edit(0) as line,
        ):
            line.price_unit = 100.0
        credit.action_post()
        self.assertEqual(
            self.figures(self.found),
            [("not_prorated", 115.0, 245.0, -130.0, "open")],
        )
        self.assertEqual(self.amounts(self.prepare() - credit), ["-130.00"])

    def test_accountant_who_sees_no_review_moves_it_on(self):
        credit = self.prepare()
        self.users["employee"].group_ids |= self.env.ref(
            "account.group_account_manager"
        )
        self.as_user("employee", credit).action_post()
        self.assertEqual(self.found.state, "corrected")

    def test_figures_that_became_right_are_corrected(self):
        self.dismiss()
        self.correct(self.line, date_start="2021-01-01")
        self.assertEqual(self.refresh().state, "corrected")
        self.correct(self.line, date_start="2021-09-01")
        self.assertEqual(self.refresh().state, "open")

    # Read again

    def test_reading_twice_changes_nothing(self):
        for decide in (lambda: None, self.found.action_accept, self.dismiss):
            decide()
            before = self.read_all()
            self.assertEqual(self.refresh(), self.found)
            self.refresh()
            self.assertEqual(self.read_all(), before)

    def test_decision_holds_until_the_figures_change(self):
        for decide, state in (
            (self.dismiss, "dismissed"),
            (self.found.action_accept, "accepted"),
        ):
            decide()
            self.assertEqual(self.refresh().state, state)
            self.correct(self.line, date_start="2021-10-01")
            self.assertEqual(
                self.figures(self.refresh()),
                [("not_prorated", 86.25, 345.0, -258.75, "open")],
            )
            self.assertFalse(self.found.dismiss_reason)
            self.correct(self.line, date_start="2021-09-01")
            self.refresh()

    def test_old_and_new_figures_are_told(self):
        self.dismiss()
        self.correct(self.line, date_start="2021-10-01")
        self.refresh()
        log = self.read_log().replace("&nbsp;", " ")
        self.assertIn("elle est de nouveau ouverte", log)
        for told in ("Dû : 115,00 € → 86,25 €", "Écart : -230,00 € → -258,75 €"):
            self.assertIn(told, log)

    def test_what_is_not_looked_at_keeps_its_state(self):
        self.refresh("2020-12-31")
        self.assertEqual(self.found.state, "open")
        self.company.billing_start_date = "2022-01-01"
        self.assertEqual(self.refresh().state, "open")
        self.company.billing_start_date = False
        self.line.contract_id.sudo().action_archive()
        self.assertEqual(self.refresh().state, "open")

    def test_reading_again_takes_a_constant_number_of_queries(self):
        counts = []
        for size in (3, 21):
            others = [self._make_other(n) for n in range(len(self.refresh()), size)]
            self.bill(2021, partner_ids=[line.partner_id.id for line in others])
            for line in others:
                self.correct(line, date_start="2021-09-01")
            self.assertEqual(len(self.refresh()), size)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.refresh()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])

    def _make_other(self, number):
        commune = self.make_authority(f"Commune {number}")
        return self.make_line(commune, price_unit=120.0, date_start="2021-01-01")

    def test_whatever_happens_the_list_tells_the_truth(self):
        """Fifty acts drawn at random: what is wrong is listed, what is right is not."""
        draw = Random(2022)
        acts = {
            "start": lambda: self.correct(
                self.line, date_start=f"2021-{draw.randint(1, 12):02}-01"
            ),
            "accept": lambda: self.found.action_accept(),
            "dismiss": self.dismiss,
            "reopen": self.reopen,
            "prepare": self.prepare,
            "complete": lambda: self.found.action_prepare_invoices(),
            "post": lambda: self._drafts()[:1].action_post(),
            "delete": lambda: self._drafts()[:1].unlink(),
        }
        for number in range(50):
            act = draw.choice(list(acts))
            try:
                with self.env.cr.savepoint():
                    acts[act]()
            except UserError:  # not in this state: nothing happened
                self.env.invalidate_all()
            with self.subTest(number=number, act=act):
                self._check_truth()

    def _drafts(self):
        return self.found.move_ids.filtered(lambda move: move.state == "draft")

    def _check_truth(self):
        self.refresh()
        before = self.read_all()
        self.refresh()
        self.assertEqual(self.read_all(), before)
        owed = self.owed(self.line, until="2021-12-31")
        if self.found.state in ("prepared", "corrected"):
            self.assertEqual(owed, {})
            has_draft = self.found.state == "prepared"
            self.assertEqual(bool(self._drafts()), has_draft)
        else:
            self.assertEqual(owed, {"2021-01-01": f"{self.found.amount:.2f}"})
