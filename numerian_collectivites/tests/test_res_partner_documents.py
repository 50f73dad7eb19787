# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import freeze_time, tagged

from ..models.discrepancy.numerian_billing_discrepancy import REVIEW
from .common import BillingCase


@tagged("post_install", "-at_install")
@freeze_time("2026-11-23")
class TestResPartnerDocuments(BillingCase):
    """Counters of the form and where their buttons lead, for a reader."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.authority = cls.make_authority("Brossainc")
        cls.idle = cls.make_authority("Burzet")

    def figures(self, authority, *names):
        return self.as_user("reader", authority).read(names)[0]

    def opened(self, action):
        return self.as_user("reader", action["res_model"]).search(action["domain"])

    def test_open_contracts_are_counted_until_their_last_day(self):
        running = self.make_contract({"date_end": "2026-11-23"}, partner=self.authority)
        ended = self.make_contract({"date_end": "2026-11-22"}, partner=self.authority)
        authority = self.as_user("reader", self.authority)
        self.assertEqual(authority.open_contract_count, 1)
        action = authority.action_view_authority_contracts()
        self.assertEqual(self.opened(action), (running | ended).sudo(False))

    def test_authorities_are_found_by_their_open_contracts(self):
        self.make_contract({}, partner=self.authority)
        partner = self.as_user("reader", "res.partner")
        both = self.authority | self.idle
        for value, expected in ((True, self.authority), (False, self.idle)):
            found = partner.search(
                [("id", "in", both.ids), ("has_open_contract", "=", value)]
            )
            self.assertEqual(found, expected)

    def test_invoices_and_what_remains_to_pay(self):
        self.make_contract({"price_unit": 345.0}, partner=self.authority)
        moves = self.bill(2025, 2026)
        self.assertEqual(len(moves), 2)
        names = ("posted_invoice_count", "unpaid_invoice_count", "unpaid_amount")
        self.assertEqual(
            self.figures(self.authority, *names),
            {
                "id": self.authority.id,
                "posted_invoice_count": 2,
                "unpaid_invoice_count": 2,
                "unpaid_amount": 828.0,
            },
        )
        self.assertFalse(self.figures(self.idle, *names)["posted_invoice_count"])
        action = self.as_user("reader", self.authority).action_view_authority_invoices()
        self.assertEqual(self.opened(action), moves)

    def test_draft_invoice_is_not_counted(self):
        self.env["account.move"].create(
            {"move_type": "out_invoice", "partner_id": self.authority.id}
        )
        self.assertFalse(
            self.figures(self.authority, "posted_invoice_count")["posted_invoice_count"]
        )

    def test_open_discrepancies_are_counted(self):
        line = self.make_line(partner=self.authority)
        exercice = self.env["numerian.exercice"]._get_or_create(2025, self.company)
        review = self.env["numerian.billing.discrepancy"]
        discrepancies = review.with_context(discrepancy_review=REVIEW).create(
            [
                {
                    "company_id": self.company.id,
                    "contract_line_id": line.id,
                    "exercice_id": exercice.id,
                    "period_start": f"{year}-01-01",
                    "period_end": f"{year}-12-31",
                    "kind": "never_billed",
                    "state": state,
                }
                for year, state in (
                    (2023, "accepted"),
                    (2024, "dismissed"),
                    (2025, "open"),
                )
            ]
        )
        authority = self.as_user("reader", self.authority)
        self.assertEqual(authority.open_discrepancy_count, 2)
        action = authority.action_view_discrepancies()
        self.assertEqual(self.opened(action), discrepancies)

    def test_counters_of_a_whole_page_take_a_constant_number_of_queries(self):
        authorities = self.authority | self.idle
        names = ["open_contract_count", "posted_invoice_count", "unpaid_amount"]
        more = authorities.union(*(self.make_authority(f"C{i}") for i in range(20)))
        self.env["res.partner"].browse(authorities.ids).read(names)  # warm caches
        for partners in (authorities, more):
            self.env.invalidate_all()
            with self.subTest(count=len(partners)), self.assertQueryCount(7):
                partners.read(names)
