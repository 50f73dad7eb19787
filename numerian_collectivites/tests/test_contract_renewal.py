# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import BillingCase


@tagged("post_install", "-at_install")
class TestContractRenewal(BillingCase):
    """A term to 31 December 2026, 3 months of notice: 30 September at the latest."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls.make_contract(
            {"date_start": "2026-01-01", "date_end": "2026-12-31"},
            notice_months=3,
            user_id=cls.users["officer"].id,
        )
        cls.line = cls.contract.contract_line_ids
        cls.line.is_auto_renew = True

    def get_told(self, text):
        return self.contract.message_ids.filtered(lambda m: text in (m.body or ""))

    def tell(self):
        self.env["contract.contract"]._cron_tell_notice()

    def test_dates(self):
        self.assertEqual(self.contract.term_date, date(2026, 12, 31))
        self.assertEqual(self.contract.notice_date, date(2026, 9, 30))
        self.assertEqual(self.contract.renewal_kind, "tacit")
        self.line.is_auto_renew = False
        self.assertEqual(self.contract.renewal_kind, "none")
        self.contract.renewal = "express"
        self.assertEqual(self.contract.renewal_kind, "express")

    def test_no_term_without_an_end(self):
        contract = self.make_contract({})
        self.assertFalse(contract.term_date)
        self.assertFalse(contract.notice_date)
        self.assertFalse(contract.renewal_kind)

    def test_told_once_per_term(self):
        with freeze_time("2026-07-31"):  # 61 days before the last day of notice
            self.tell()
        self.assertFalse(self.get_told("30/09/2026"))
        with freeze_time("2026-08-01"):
            self.tell()
            self.tell()
        told = self.get_told("30/09/2026")
        self.assertEqual(len(told), 1)
        self.assertIn("31/12/2026", told.body)
        self.assertEqual(told.partner_ids, self.users["officer"].partner_id)

    def test_tacit_renewal_leaves_a_trace(self):
        with freeze_time("2026-12-31"):
            self.env["contract.line"].cron_renew_contract_line()
        told = self.get_told("reconduit tacitement jusqu'au 31/12/2027")
        self.assertEqual(len(told), 1)
        self.assertEqual(told.partner_ids, self.users["officer"].partner_id)
        self.assertEqual(self.contract.term_date, date(2027, 12, 31))
        self.assertEqual(self.contract.notice_date, date(2027, 9, 30))

    @freeze_time("2026-09-30")
    def test_denounced_on_the_last_day(self):
        self.contract.action_denounce()
        self.assertFalse(self.line.is_auto_renew)
        self.assertEqual(self.contract.renewal_kind, "none")
        self.assertEqual(self.contract.term_date, date(2026, 12, 31))
        self.assertEqual(len(self.get_told("31/12/2026")), 1)
        with self.assertRaisesRegex(UserError, "rien à dénoncer"):
            self.contract.action_denounce()

    @freeze_time("2026-10-01")
    def test_too_late_to_denounce(self):
        with self.assertRaisesRegex(UserError, "30/09/2026"):
            self.contract.action_denounce()
        self.assertTrue(self.line.is_auto_renew)

    @freeze_time("2026-09-30")
    def test_reader_denounces_nothing(self):
        with self.assertRaises(AccessError):
            self.as_user("reader", self.contract).action_denounce()
