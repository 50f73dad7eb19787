# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .subsidies import SubsidyCase


@tagged("post_install", "-at_install")
@freeze_time("2022-06-08 10:00:00")
class TestSubsidyProgram(SubsidyCase):
    """What a programme lets expect, its list for the funder, who may do what."""

    # Expected on a quote

    def test_expected_amount_needs_the_services_and_an_open_programme(self):
        edr, vault = self.services["edr"], self.services["vault"]
        partner = self.make_authority(staff_count=100)
        expects = self.program._get_expected_amount
        self.assertEqual(expects(partner, edr), 22.0)
        self.assertEqual(expects(partner, edr, unit_count=50), 11.0)
        self.assertEqual(expects(partner, edr.browse()), 0.0)
        self.program.service_ids = edr | vault
        self.assertEqual(expects(partner, edr), 22.0)
        self.assertEqual(expects(partner, self.services["mib"]), 0.0)
        self.program.service_policy = "all"
        self.assertEqual(expects(partner, edr), 0.0)
        self.assertEqual(expects(partner, edr | vault), 22.0)
        with freeze_time("2022-07-01 10:00:00"):
            self.assertEqual(expects(partner, edr | vault), 0.0)

    def test_what_is_granted_is_expected_after_the_deadline(self):
        grant = self.make_grant()
        grant.action_request()
        grant.granted_amount = 20.0
        grant.action_grant()
        with freeze_time("2022-12-01 10:00:00"):
            amount = self.program._get_expected_amount(
                grant.partner_id, self.services["edr"]
            )
        self.assertEqual(amount, 20.0)

    def test_nothing_is_expected_beyond_the_envelope(self):
        self.program.envelope_amount = 30.0
        grant = self.make_grant()
        grant.action_request()
        grant.action_grant()
        partner = self.make_authority("Privas", staff_count=100)
        amount = self.program._get_expected_amount(partner, self.services["edr"])
        self.assertEqual(amount, 8.0)

    # For the funder

    def test_list_for_the_funder(self):
        grant = self.make_grant("=Burzet", reference="FR-2022-12")
        self.make_grant("Devesset", staff=12)
        grant.partner_id.write({"company_registry": "21070045300012"})
        grant.action_request()
        program = self.as_user("reader", self.program)
        text = program._get_list_csv().decode("utf-8-sig")
        self.assertEqual(
            text.splitlines()[1:],
            [
                "'=Burzet;;21070045300012;100;Demandée;FR-2022-12;22,00;22,00;"
                "08/06/2022;;;;;",
                "Devesset;;;12;Estimée;;2,64;;;;;;;",
            ],
        )

    def test_document_for_the_funder(self):
        self.make_grant()
        report = self.as_user("reader", "ir.actions.report")
        html, _kind = report._render_qweb_html(
            "numerian_cyber.numerian_subsidy_list", self.program.ids
        )
        text = html.decode()
        self.assertIn("Burzet", text)
        self.assertIn("0,22", text)
        self.assertIn("30/06/2022", text)

    def test_list_without_grant_is_refused(self):
        with self.assertRefused("France Relance", UserError):
            self.program.action_export_list()

    # Rights

    def test_reader_reads_officer_requests_manager_sets(self):
        grant = self.make_grant()
        with self.assertRaises(AccessError):
            self.as_user("reader", grant).action_request()
        with self.assertRaises(AccessError):
            self.as_user("officer", self.program).years = 4
        self.assertEqual(self.as_user("reader", grant).estimated_amount, 22.0)
        self.as_user("officer", grant).action_request()
        self.as_user("manager", self.program).years = 4
        with self.assertRaises(AccessError):
            self.as_user("employee", grant).read(["state"])

    def test_another_company_sees_nothing(self):
        grant = self.make_grant()
        other = self._make_company("Autre syndicat")
        stranger = new_test_user(
            self.env,
            "stranger@cyber.test",
            groups="numerian_cyber.group_manager",
            company_id=other.id,
        )
        for records in (grant, self.program):
            outside = records.with_user(stranger).with_context(
                allowed_company_ids=other.ids
            )
            self.assertFalse(outside.search([]) & records)
            with self.assertRaises(AccessError):
                outside.read(["display_name"])
