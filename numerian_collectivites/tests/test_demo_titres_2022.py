# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date

from odoo.tests import tagged

from ..demo import story_2022
from .demo_case import DemoCase


@tagged("post_install", "-at_install")
class TestDemoTitres2022(DemoCase):
    """Bordereaux of 2022 and payments, loaded after the scheduled billing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["account.journal"].create(
            {
                "name": "Banque",
                "code": "BNK",
                "type": "bank",
                "company_id": cls.company.id,
                "default_account_id": cls.accounts["bank"].id,
            }
        )
        cls.env["numerian.billing.campaign"]._cron_run_due()
        story_2022.load(cls.env)

    def test_bordereaux_follow_the_year(self):
        exercice = self.env["numerian.exercice"].search(
            [("year", "=", 2022), ("company_id", "=", self.company.id)]
        )
        bordereaux = exercice.bordereau_ids.sorted("date")
        self.assertEqual(
            bordereaux.mapped("state"), ["sent"] * 9 + ["issued"] + ["draft"] * 2
        )
        issued = bordereaux.filtered("is_issued")
        self.assertEqual(issued.mapped("number"), list(range(1, 11)))
        titres = issued.move_ids
        self.assertEqual(
            sorted(titres.mapped("titre_number")), list(range(1, len(titres) + 1))
        )

    def test_payments_spread_over_the_months(self):
        traces = self.env["numerian.titre.payment"].search(
            [("company_id", "=", self.company.id)]
        )
        months = {(day.year, day.month) for day in traces.mapped("date")}
        self.assertGreater(len(months), 10)
        self.assertLessEqual(max(traces.mapped("date")), date(2022, 10, 31))

    def test_titres_in_error_wait_for_their_credit_notes(self):
        for authority, titre in (
            ("brossainc", 2452),
            ("saint_jacques_d_atticieux", 2518),
            ("burzet", 1412),
        ):
            with self.subTest(authority):
                invoice = self._invoice(authority, titre)
                self.assertEqual(invoice.payment_state, "not_paid")

    def test_loading_again_changes_nothing(self):
        models = ("account.move", "account.payment", "numerian.bordereau")
        before = [self.env[model].search_count([]) for model in models]
        story_2022.load(self.env)
        self.assertEqual([self.env[model].search_count([]) for model in models], before)
