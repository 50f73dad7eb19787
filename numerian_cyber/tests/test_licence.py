# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import CyberCase


@tagged("post_install", "-at_install")
@freeze_time("2022-09-01")
class TestLicence(CyberCase):
    """Licences of a signed quote: prepared, registered, told about, ended."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.commune = cls.make_authority(staff_count=12)
        cls.quote = cls.sign(cls.commune, vault=12, theft=3)
        cls.line = cls.quote.cyber_contract_id.contract_line_ids[1]
        cls.quote.action_prepare_licences()
        cls.licences = cls.as_user("officer", cls.quote.cyber_licence_ids)

    def test_one_licence_for_each_unit_and_kind(self):
        self.assertEqual(len(self.licences), 6)
        self.assertEqual(len(self.licences.product_id), 2)
        self.assertEqual(self.licences.contract_line_id, self.line)
        self.assertEqual(set(self.licences.mapped("date_end")), {date(2025, 8, 31)})
        self.assertEqual(self.quote.cyber_missing_licence_count, 0)
        self.quote.action_prepare_licences()
        self.assertEqual(len(self.quote.cyber_licence_ids), 6)

    def test_states(self):
        first = self.licences[0]
        self.assertEqual(first.state, "to_register")
        first.write({"serial": "AAAA-0001", "name": "1", "holder": "Portable compta"})
        self.assertEqual(first.state, "valid")
        found = {}
        for day in ("2022-09-01", "2025-07-02", "2025-09-01"):
            with freeze_time(day):
                first.invalidate_recordset(["state"])
                found[day] = first.state
                self.assertIn(first, first.search([("state", "=", first.state)]))
                others = first.search([("state", "!=", first.state)])
                self.assertNotIn(first, others)
        self.assertEqual(list(found.values()), ["valid", "ending", "expired"])

    def test_licence_without_an_end_is_valid(self):
        first = self.licences[0]
        first.write({"serial": "AAAA-0001", "date_end": False})
        self.assertEqual(first.state, "valid")
        self.assertIn(first, first.search([("state", "=", "valid")]))

    def test_ending_licences_are_told_about_once(self):
        with freeze_time("2025-07-02"):
            self.env["numerian.cyber.licence"]._cron_tell_ending()
            self.env["numerian.cyber.licence"]._cron_tell_ending()
        activities = self.licences.activity_ids
        self.assertEqual(len(activities), 1)
        self.assertIn("6 licences", activities.note)
        self.assertEqual(activities.date_deadline, date(2025, 8, 31))

    def test_stopping_the_subscription_warns_and_ends_the_licences(self):
        wizard = self.as_user("contracts", "contract.line.wizard").create(
            {"contract_line_id": self.line.id, "date_end": "2023-06-30"}
        )
        self.assertIn("n'est plus utilisable", wizard.cyber_stop_warning)
        self.assertIn("6 licences", wizard.cyber_stop_warning)
        wizard.stop()
        self.assertEqual(set(self.licences.mapped("date_end")), {date(2023, 6, 30)})
        messages = self.quote.cyber_contract_id.message_ids.mapped("body")
        self.assertTrue(any("n'est plus utilisable" in body for body in messages))

    def test_stopping_another_service_warns_of_nothing(self):
        vault = self.quote.cyber_contract_id.contract_line_ids[0]
        wizard = self.as_user("contracts", "contract.line.wizard").create(
            {"contract_line_id": vault.id}
        )
        self.assertFalse(wizard.cyber_stop_warning)

    def test_terminating_the_contract_warns_too(self):
        reason = self.env["contract.terminate.reason"].create({"name": "Fin"})
        wizard = self.as_user("contracts", "contract.contract.terminate").create(
            {
                "contract_id": self.quote.cyber_contract_id.id,
                "terminate_reason_id": reason.id,
                "terminate_date": "2023-06-30",
            }
        )
        self.assertIn("n'est plus utilisable", wizard.cyber_stop_warning)

    @mute_logger("odoo.sql_db")
    def test_a_key_belongs_to_one_licence(self):
        cryhod = self.licences.filtered(
            lambda lic: lic.product_id.default_code == "CYB-PVD-CRY"
        )
        cryhod[0].serial = "AAAA-0001"
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            cryhod[1].serial = "AAAA-0001"
            cryhod[1].flush_recordset()

    def test_subscription_of_another_authority_is_refused(self):
        other = self.make_authority("Autre")
        with self.assertRefused("autre collectivité", ValidationError):
            self.licences[0].partner_id = other

    def test_rights(self):
        self.assertTrue(self.licences.with_user(self.users["reader"]).mapped("state"))
        for name in ("reader", "employee", "portal"):
            with self.assertRaises(AccessError):
                self.licences.with_user(self.users[name]).write({"name": "x"})
        with self.assertRaises(AccessError):
            self.licences[0].unlink()
        self.licences[0].with_user(self.users["manager"]).unlink()
