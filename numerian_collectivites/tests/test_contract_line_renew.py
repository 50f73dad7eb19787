# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from freezegun import freeze_time

from odoo.tests import tagged

from .common import BillingCase

FAILED = "numerian_collectivites.mail_activity_type_renewal_failed"


@tagged("post_install", "-at_install")
class TestContractLineRenew(BillingCase):
    """Tacit renewal at night: three services end on 31 December, one cannot follow."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.create_new_line_at_contract_line_renew = True
        cls.spoilt = cls.make_product("Hébergement")
        renewed = {
            "date_start": "2026-01-01",
            "date_end": "2026-12-31",
            "is_auto_renew": True,
            "auto_renew_interval": 1,
            "auto_renew_rule_type": "yearly",
            "termination_notice_interval": 1,
            "termination_notice_rule_type": "monthly",
        }
        cls.contract = cls.make_contract(
            renewed,
            renewed | {"product_id": cls.spoilt.id, "name": "<Héberg.>"},
            renewed,
        )
        cls.first, cls.broken, cls.last = cls.contract.contract_line_ids
        cls.contract.user_id = cls.users["officer"]

    def run_cron(self):
        self.env["contract.line"].cron_renew_contract_line()

    def read_ends(self):
        return [
            str(line.successor_contract_line_id.date_end or "")
            for line in (self.first, self.broken, self.last)
        ]

    def get_todos(self):
        return self.contract.sudo().activity_search([FAILED])

    def break_one(self):
        """A tax included in the price: no line can be made with it any more."""
        included = self.tax.copy({"price_include_override": "tax_included"})
        self.spoilt.taxes_id = included

    @freeze_time("2026-12-02")
    def test_all_are_renewed(self):
        self.run_cron()
        self.assertEqual(self.read_ends(), ["2027-12-31"] * 3)
        self.assertFalse(self.get_todos())

    @freeze_time("2026-12-02")
    def test_one_that_fails_leaves_the_others_alone(self):
        self.break_one()
        self.run_cron()
        self.assertEqual(self.read_ends(), ["2027-12-31", "", "2027-12-31"])
        self.assertTrue(self.broken.is_auto_renew)
        self.assertIn("taxe comprise dans son prix", self.broken.renewal_error)

    @freeze_time("2026-12-02")
    def test_reason_waits_on_the_contract_until_it_is_right(self):
        self.break_one()
        self.run_cron()
        self.run_cron()
        todo = self.get_todos()
        self.assertEqual(todo.user_id, self.users["officer"])
        self.assertIn("&lt;Héberg.&gt;", todo.note)
        self.assertIn("taxe comprise dans son prix", todo.note)
        self.spoilt.taxes_id = self.tax
        self.run_cron()
        self.assertEqual(self.read_ends(), ["2027-12-31"] * 3)
        self.assertFalse(self.get_todos())
        self.assertFalse(self.broken.renewal_error)
        self.assertFalse(self.broken.successor_contract_line_id.renewal_error)

    @freeze_time("2026-12-02")
    def test_error_put_right_by_hand_is_forgotten(self):
        self.break_one()
        self.run_cron()
        self.broken.is_auto_renew = False
        self.run_cron()
        self.assertFalse(self.broken.renewal_error)
        self.assertFalse(self.get_todos())
