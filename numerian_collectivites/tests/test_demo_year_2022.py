# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date

from odoo.tests import tagged

from ..demo.records import get_record
from .demo_case import DemoCase


@tagged("post_install", "-at_install")
class TestDemoYear2022(DemoCase):
    """The calendar of 2022, billed by the scheduled action, in literal figures."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["numerian.billing.campaign"]._cron_run_due()

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
        jaujac = self._moves("jaujac")
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
        moves = self._moves("boulieu_les_annonay", state="posted").filtered(
            lambda move: move.invoice_date.year == 2022
        )
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
