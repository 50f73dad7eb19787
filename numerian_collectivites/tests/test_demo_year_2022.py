# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date

from odoo.tests import tagged

from ..demo import story_2022
from ..demo.records import get_record
from ..demo.summary import summary
from .demo_case import DemoCase


@tagged("post_install", "-at_install")
class TestDemoYear2022(DemoCase):
    """The year 2022 in literal figures.

    Its calendar billed by the scheduled action; then its bordereaux, and payments.
    """

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

    def test_scheduled_action_bills_2022(self):
        contracts = self.env["contract.contract"].search(
            [("company_id", "=", self.company.id)]
        )
        self.assertEqual(self.owed(contracts.contract_line_ids, until="2022-12-31"), {})
        for authority, service, billed in (
            ("burzet", "hotspot", 0.00),
            ("burzet", "adh", 265.72),  # 511 x 0.52
            ("brossainc", "coso", 345.00),
            ("jaujac", "coso", 115.00),  # joined on 1 September
            ("chomerac", "rgpd_2", 240.00),  # stopped on 30 June
            ("val_eyrieux", "heb_vm", 2235.00),  # 3 x 85.00, then 9 x 2 x 110.00
            ("vals_les_bains", "mi_poste", 7278.67),  # 22, then 42 from 1 May
        ):
            with self.subTest(f"{authority} {service}"):
                self.assertEqual(self._billed_of(authority, service, 2022), billed)
        jaujac = self._moves("jaujac", move_type="out_invoice")
        self.assertEqual(jaujac.mapped("invoice_date"), [date(2022, 10, 10)])

    def test_october_bills_who_joined_and_nobody_else(self):
        october = get_record(self.env, "campaign_2022_octobre")
        self.assertFalse(october.partner_ids)
        self.assertEqual(
            sorted(october.move_ids.partner_id.mapped("name")),
            ["Jaujac", "Saint-Félicien"],
        )

    def test_small_sums_of_hosting_are_grouped(self):
        """A web site at 15.00 a month; below 30.00 it waits.

        April goes with the membership of May; then two months at once.
        """
        moves = self._moves(
            "boulieu_les_annonay", state="posted", move_type="out_invoice"
        ).filtered(lambda move: move.invoice_date.year == 2022)
        product = get_record(self.env, "product_heb_web")
        months = [
            (
                move.invoice_date.month,
                [
                    line.billing_period_start.month
                    for line in move.invoice_line_ids.sorted("billing_period_start")
                    if line.product_id == product
                ],
            )
            for move in moves
        ]
        self.assertEqual(
            months,
            [
                (3, []),
                (3, [1, 2, 3]),
                (5, [4]),
                (6, [5, 6]),
                (8, [7, 8]),
                (10, [9, 10]),
                (12, [11, 12]),
            ],
        )

    def test_nine_tenths_are_billed_by_the_end_of_october(self):
        moves = self.env["account.move"].search(
            [("billing_campaign_id.exercice_id.year", "=", 2022)]
        )
        by_october = moves.filtered(lambda m: m.invoice_date <= date(2022, 10, 31))
        # Two months of hosting are left, less what the département pays by quarter.
        self.assertEqual(self._total(by_october), "224573.55")
        self.assertEqual(self._total(moves), "228209.95")  # 98.4 %

    def _total(self, moves):
        return f"{sum(moves.mapped('amount_untaxed_signed')):.2f}"

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

    def test_summary_tells_titres_and_the_share_billed_by_october(self):
        self.env["numerian.exercice"].search(
            [("company_id", "=", self.company.id), ("year", "=", 2022)]
        )._refresh_positions()
        rows = dict(summary(self.env))
        self.assertEqual(rows["Titres et réductions émis 2021"], "79")
        self.assertEqual(rows["Facturé fin octobre 2022"], "98,4 %")

    def test_loading_again_changes_nothing(self):
        models = ("account.move", "account.payment", "numerian.bordereau")
        before = [self.env[model].search_count([]) for model in models]
        story_2022.load(self.env)
        self.assertEqual([self.env[model].search_count([]) for model in models], before)
