# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date
from unittest.mock import patch

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
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

    def test_an_authority_that_cannot_be_told_about_stops_no_other(self):
        other = self.sign(self.make_authority("Autre", staff_count=2), vault=2, theft=2)
        other.action_prepare_licences()
        told = other.cyber_licence_ids
        model = self.registry["numerian.cyber.licence"]
        responsible = model._get_responsible

        error = "Ce responsable ne lit pas les licences."

        def fail(licence):
            if licence in self.licences:
                raise UserError(error)
            return responsible(licence)

        with freeze_time("2025-07-02"), patch.object(model, "_get_responsible", fail):
            self.env["numerian.cyber.licence"]._cron_tell_ending()
        self.assertEqual(len(told.activity_ids), 1)
        self.assertFalse(self.licences.activity_ids)
        self.assertEqual(set(self.licences.mapped("notified_for")), {False})
        self.assertEqual(set(self.licences.mapped("notice_error")), {error})
        with freeze_time("2025-07-03"):
            self.env["numerian.cyber.licence"]._cron_tell_ending()
        self.assertEqual(len(self.licences.activity_ids), 1)
        self.assertEqual(set(self.licences.mapped("notice_error")), {False})

    # They follow their subscription

    def ends(self):
        return set(self.licences.mapped("date_end"))

    def test_a_cancelled_line_ends_its_licences_before_they_start(self):
        line = self.as_user("contracts", self.line)
        line.cancel()
        self.assertEqual(self.ends(), {date(2022, 8, 31)})
        self.assertEqual(set(self.licences.mapped("state")), {"expired"})
        line.uncancel(date(2022, 9, 1))
        self.assertEqual(self.ends(), {date(2025, 8, 31)})

    def test_a_line_without_an_end_stopped_before_it_starts(self):
        self.line.write({"is_auto_renew": False, "date_end": False})
        self.assertEqual(self.ends(), {False})
        self.as_user("contracts", self.line).stop(date(2022, 8, 1))
        self.assertTrue(self.line.is_canceled)
        self.assertEqual(self.ends(), {date(2022, 8, 31)})
        messages = self.line.contract_id.message_ids.mapped("body")
        self.assertTrue(any("31/08/2022" in body for body in messages))

    def test_tacit_renewal_renews_the_licences(self):
        self.licences[0].date_end = "2023-12-31"  # its own, earlier
        self.line.renew()
        self.assertEqual(self.ends(), {date(2023, 12, 31), date(2026, 8, 31)})

    def test_an_earlier_end_cuts_those_that_go_beyond(self):
        self.licences[0].date_end = "2023-03-31"
        self.licences[1].date_end = "2030-12-31"
        self.licences[2].date_end = False
        self.line.stop(date(2023, 6, 30))
        self.assertEqual(self.ends(), {date(2023, 3, 31), date(2023, 6, 30)})

    def test_a_licence_of_later_never_starts_once_the_line_has_stopped(self):
        self.licences[0].date_start = "2024-01-01"
        self.line.stop(date(2023, 6, 30))
        self.assertEqual(self.licences[0].date_end, date(2023, 12, 31))
        self.assertEqual(set(self.licences[1:].mapped("date_end")), {date(2023, 6, 30)})

    def test_licences_of_a_quote_wait_for_its_confirmation(self):
        quote = self.make_quote(self.make_authority(staff_count=2))
        self.tick(quote, vault=2, theft=2)
        with self.assertRefused("n'est pas confirmé", UserError):
            quote.action_prepare_licences()
        self.assertFalse(quote.cyber_licence_ids)

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
