# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import base64
from datetime import date, timedelta

from odoo.exceptions import UserError, ValidationError
from odoo.tests import freeze_time, tagged

from .meetings import MeetingCase


@tagged("post_install", "-at_install")
@freeze_time("2022-06-07 15:45:00")
class TestNumerianLoanOffer(MeetingCase):
    """The offers of the minutes: compared, one chosen, voted, signed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bank = cls.env["res.partner"].create({"name": "Crédit Mutuel"})
        cls.offer = cls.make_offer()
        cls.short = cls.make_offer(rate=1.69, periods=36)

    @classmethod
    def make_offer(cls, **vals):
        return cls.as_user("secretary", "numerian.loan.offer").create(
            {
                "deliberation_id": cls.deliberation.id,
                "lender_id": cls.bank.id,
                "principal_amount": 300_000.0,
                "rate": 1.85,
                "periods": 60,
            }
            | vals
        )

    def read_offer(self):
        return self.offer.read(["is_chosen", "signed_on", "total_amount"])

    def test_figures_of_the_offer_of_the_minutes(self):
        self.assertRecordValues(
            self.offer,
            [
                {
                    "instalment_amount": 5_238.67,
                    "last_amount": 5_238.35,
                    "total_amount": 314_319.88,
                    "cost_amount": 14_319.88,
                    "taeg": 1.87,
                    "teg": 1.85,
                }
            ],
        )
        self.assertEqual(self.short.instalment_amount, 8_552.23)

    def test_figures_follow_the_terms(self):
        self.offer.write({"kind": "principal", "deferred": 0})
        self.assertEqual(self.offer.instalment_amount, 5_462.5)
        self.offer.write({"kind": "instalment", "deferred": 6, "fee_amount": 450.0})
        self.assertEqual(self.offer.instalment_amount, 5_794.29)
        self.assertGreater(self.offer.taeg, 1.87)

    def test_impossible_terms_are_refused(self):
        for vals in (
            {"principal_amount": 0.0},
            {"rate": 100.0},
            {"periods": 0},
            {"deferred": 60},
            {"fee_amount": -1.0},
        ):
            with (
                self.subTest(vals),
                self.assertRefused("vérifiez", ValidationError, self.read_offer),
            ):
                self.offer.write(vals)

    def test_one_offer_is_chosen_with_its_schedule(self):
        self.short.action_choose()
        self.offer.action_choose()
        self.assertFalse(self.short.is_chosen)
        self.assertFalse(self.short.line_ids)
        self.assertEqual(len(self.offer.line_ids), 60)
        self.assertRecordValues(
            self.offer.line_ids[1],
            [
                {
                    "rank": 2,
                    "interest_amount": 455.14,
                    "amount": 5_238.67,
                    "balance_amount": 290_440.3,
                }
            ],
        )

    def test_loan_is_voted_with_its_offer_chosen_then_fixed(self):
        self.open_session(self.session, self.seats[:4])
        with self.assertRefused("Choisissez l'offre", UserError):
            self.deliberation.action_unanimous()
        self.offer.action_choose()
        self.deliberation.action_unanimous()
        for act in (
            lambda: self.offer.write({"rate": 1.5}),
            lambda: self.short.action_choose(),
            lambda: self.make_offer(),
            lambda: self.short.unlink(),
        ):
            with self.assertRefused("est votée", UserError, self.read_offer):
                act()

    def test_loan_is_signed_once_the_deliberation_is_in_force(self):
        self.open_session(self.session, self.seats[:4])
        self.offer.action_choose()
        self.deliberation.action_unanimous()
        with self.assertRefused("n'est pas exécutoire", UserError, self.read_offer):
            self.offer.action_sign()
        self.publish(self.deliberation, "2022-06-07")
        with self.assertRefused("l'offre choisie", UserError):
            self.short.action_sign()
        self.offer.action_sign()
        self.assertEqual(self.offer.signed_on, date(2022, 6, 7))

    def test_signature_is_not_emptied(self):
        self.open_session(self.session, self.seats[:4])
        self.offer.action_choose()
        self.deliberation.action_unanimous()
        self.publish(self.deliberation, "2022-06-07")
        self.offer.action_sign()
        for vals in ({"signed_on": False}, {"is_chosen": False}):
            with self.assertRefused("par ses boutons", UserError, self.read_offer):
                self.offer.write(vals)

    def test_nothing_is_moved_to_what_is_voted(self):
        other = self.as_user("secretary", "numerian.deliberation").create(
            {"name": "Autre", "body_id": self.board.id}
        )
        offer = self.make_offer(deliberation_id=other.id)
        self.open_session(self.session, self.seats[:4])
        self.offer.action_choose()
        self.deliberation.action_unanimous()
        for act in (
            lambda: offer.write({"deliberation_id": self.deliberation.id}),
            lambda: self.offer.write({"is_variable": True}),
        ):
            with self.assertRefused(
                "est votée",
                UserError,
                lambda: (offer.deliberation_id, self.offer.is_variable),
            ):
                act()

    def test_offers_follow_a_deliberation_postponed_and_back(self):
        self.open_session(self.session, self.seats[:4])
        self.offer.action_choose()
        self.deliberation.action_postpone()
        self.assertFalse(self.deliberation.loan_offer_ids)
        self.deliberation.action_redo_vote()
        self.assertEqual(self.deliberation.loan_offer_ids, self.offer | self.short)

    def test_note_is_not_taken_of_a_loan(self):
        self.open_session(self.session, self.seats[:4])
        self.offer.action_choose()
        with self.assertRefused(
            "se vote", UserError, lambda: self.deliberation.outcome
        ):
            self.deliberation.action_take_note()

    def test_choice_and_signature_are_not_entered(self):
        for vals in ({"is_chosen": True}, {"signed_on": "2022-06-07"}):
            with self.assertRefused("par ses boutons", UserError, self.read_offer):
                self.offer.write(vals)

    # The bank's own schedule

    def make_schedule(self, change=None, header="date;capital;interets;echeance"):
        """Return an import of our schedule as the bank sends it, with a change."""
        rows = [
            [
                date(2022, 8, 5) + timedelta(days=31 * line.rank),
                line.principal_amount,
                line.interest_amount,
                line.amount,
            ]
            for line in self.offer.line_ids
        ]
        if change:
            change(rows)
        text = "\n".join(
            [header, *(f"{r[0]};{r[1]:.2f};{r[2]:.2f};{r[3]:.2f}" for r in rows)]
        )
        return self.as_user("secretary", "numerian.loan.schedule.import").create(
            {
                "offer_id": self.offer.id,
                "file": base64.b64encode(text.encode()),
                "file_name": "tableau.csv",
            }
        )

    def read_schedule(self):
        return self.offer.line_ids.read(["date", "amount", "balance_amount"])

    def raise_last(self, rows):
        """Let the bank ask a constant last instalment: 5 238.67 and not 5 238.35."""
        rows[-1][2] += 0.32
        rows[-1][3] += 0.32

    def test_same_schedule_is_kept_with_its_dates(self):
        self.offer.action_choose()
        wizard = self.make_schedule()
        wizard.action_preview()
        self.assertEqual((wizard.gap_count, wizard.bank_total), (0, 314_319.88))
        wizard.action_accept()
        self.assertEqual(self.offer.bank_file_name, "tableau.csv")
        self.assertEqual(len(self.offer.line_ids), 60)
        self.assertEqual(self.offer.line_ids[0].date, date(2022, 9, 5))
        self.assertEqual(self.offer.line_ids[-1].balance_amount, 0.0)

    def test_difference_is_shown_and_kept_when_asked_only(self):
        self.offer.action_choose()
        wizard = self.make_schedule(self.raise_last)
        wizard.action_preview()
        with self.assertRefused("1 lignes diffèrent", UserError, self.read_schedule):
            wizard.action_accept()
        line = wizard.line_ids.filtered(lambda line: line.status == "gap")
        self.assertRecordValues(
            line,
            [{"rank": 60, "amount": 5_238.67, "our_amount": 5_238.35, "gap": 0.32}],
        )
        wizard.accepts_gaps = True
        wizard.action_accept()
        self.assertEqual(self.offer.bank_total_amount, 314_320.20)
        self.assertIn("320,20", self.offer.message_ids[0].body)
        self.offer.action_choose()
        self.assertFalse(self.offer.bank_file_name)

    def test_wrong_file_of_the_bank_changes_nothing(self):
        self.offer.action_choose()

        def shorten(rows):
            del rows[-1]

        def shuffle(rows):
            rows[3][0] = rows[0][0]
            rows[5][3] = 5.0

        for message, change, header in (
            ("capitaux pour", shorten, "date;capital;interets;echeance"),
            ("2 lignes du fichier", shuffle, "date;capital;interets;echeance"),
            ("interets", None, "date;capital;autre;echeance"),
        ):
            with self.assertRefused(message, UserError, self.read_schedule):
                self.make_schedule(change, header).action_accept()

    def test_only_the_offer_chosen_has_a_schedule(self):
        self.offer.action_choose()
        wizard = self.make_schedule()
        self.short.action_choose()
        with self.assertRefused("l'offre choisie", UserError, self.read_schedule):
            wizard.action_accept()
