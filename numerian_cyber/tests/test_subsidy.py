# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from unittest.mock import patch

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .subsidies import SubsidyCase


@tagged("post_install", "-at_install")
@freeze_time("2022-06-08 10:00:00")
class TestSubsidy(SubsidyCase):
    """Programmes and the life of grants; the arithmetic is in tests/unit."""

    # Estimate

    def test_estimate_follows_the_counts_and_the_basis(self):
        grant = self.make_grant(staff=100)
        self.assertEqual((grant.unit_count, grant.estimated_amount), (100, 22.00))
        for basis, amount in (("year", 66.00), ("month", 792.00)):
            self.program.basis = basis
            self.assertEqual(grant.estimated_amount, amount, basis)

    def test_units_are_what_the_programme_counts(self):
        program = self.make_program(name="Postes", unit="device", amount_per_unit=1.0)
        partner = self.make_authority(
            "Privas", staff_count=90, workstation_count=40, server_count=2
        )
        grant = self.as_user("officer", "numerian.subsidy.grant").create(
            {"program_id": program.id, "partner_id": partner.id}
        )
        self.assertEqual((grant.unit_count, grant.estimated_amount), (42, 42.00))

    def test_estimate_is_bounded_by_floor_and_ceiling(self):
        self.program.ceiling_amount = 20.0
        self.assertEqual(self.make_grant(staff=100).estimated_amount, 20.0)
        self.program.floor_amount = 3.0
        self.assertEqual(self.make_grant("Devesset", staff=12).estimated_amount, 0.0)

    def test_floor_above_ceiling_is_refused(self):
        with self.assertRefused("plancher", ValidationError):
            self.program.write({"floor_amount": 2.0, "ceiling_amount": 1.0})

    def test_a_grant_is_for_a_local_authority(self):
        with self.assertRefused("ANSSI", ValidationError):
            self.as_user("officer", "numerian.subsidy.grant").create(
                {"program_id": self.program.id, "partner_id": self.funder.id}
            )

    @mute_logger("odoo.sql_db")
    def test_one_grant_by_programme_and_authority(self):
        grant = self.make_grant()
        with self.assertRefused("numerian_subsidy_grant", IntegrityError):
            grant.create(
                {"program_id": self.program.id, "partner_id": grant.partner_id.id}
            )

    # Life

    def test_life_of_a_grant(self):
        grant = self.make_grant()
        grant.action_request()
        self.assertEqual(self.steps(grant), ("requested", 22.0, 0.0, 0.0))
        self.assertEqual(str(grant.requested_date), "2022-06-08")
        with freeze_time("2022-09-15 10:00:00"):
            grant.granted_amount = 20.0
            grant.action_grant()
        self.assertEqual(self.steps(grant), ("granted", 22.0, 20.0, 0.0))
        self.assertEqual(str(grant.granted_date), "2022-09-15")
        with freeze_time("2023-01-10 10:00:00"):
            grant.received_amount = 8.0
            grant.action_receive()
        self.assertEqual(self.steps(grant), ("received", 22.0, 20.0, 8.0))
        self.assertEqual(grant.remaining_amount, 12.0)

    def test_totals_of_the_programme(self):
        estimated, requested, granted, refused = (
            self.make_grant(name, staff=staff)
            for name, staff in (
                ("Burzet", 100),
                ("Privas", 200),
                ("Aubenas", 300),
                ("Devesset", 10),
            )
        )
        (requested | granted | refused).action_request()
        granted.action_grant()
        refused.refusal_reason = "Hors délai"
        refused.action_refuse()
        self.assertEqual(estimated.state, "estimated")
        program = self.as_user("reader", self.program)
        self.assertEqual(program.grant_count, 4)
        self.assertEqual(program.estimated_total, 132.0)  # 22 + 44 + 66
        self.assertEqual(program.requested_total, 110.0)
        self.assertEqual(program.granted_total, 66.0)
        self.assertEqual(program.received_total, 0.0)
        granted.action_receive()
        self.assertEqual(program.received_total, 66.0)

    def test_a_step_is_not_skipped(self):
        grant = self.make_grant()
        for action in ("action_grant", "action_receive", "action_estimate"):
            with self.assertRefused(
                "Estimée", UserError, unchanged=lambda: self.steps(grant)
            ):
                getattr(grant, action)()

    def test_what_was_asked_for_stays_when_the_programme_changes(self):
        grant = self.make_grant()
        grant.action_request()
        self.program.amount_per_unit = 1.0
        self.assertEqual(grant.estimated_amount, 22.0)

    def test_request_after_the_deadline_is_refused(self):
        grant = self.make_grant()
        with (
            freeze_time("2022-07-01 10:00:00"),
            self.assertRefused(
                "30/06/2022", ValidationError, unchanged=lambda: self.steps(grant)
            ),
        ):
            grant.action_request()

    def test_request_entered_late_keeps_its_date(self):
        grant = self.make_grant()
        with freeze_time("2022-07-01 10:00:00"):
            grant.requested_date = "2022-06-30"
            grant.action_request()
        self.assertEqual(grant.state, "requested")

    def test_writing_the_state_does_not_get_round_the_deadline(self):
        grant = self.make_grant()
        for state in ("requested", "granted", "received"):
            with self.assertRefused("30/06/2022", ValidationError):
                grant.write(
                    {
                        "state": state,
                        "requested_date": "2022-07-01",
                        "requested_amount": 22.0,
                        "granted_date": "2022-07-01",
                        "granted_amount": 22.0,
                    }
                )

    def test_request_before_the_programme_opens_is_refused(self):
        self.program.date_start = "2022-06-09"
        with self.assertRefused("09/06/2022", ValidationError):
            self.make_grant().action_request()

    def test_request_of_nothing_is_refused(self):
        with self.assertRefused("rien", ValidationError):
            self.make_grant(staff=0).action_request()

    def test_request_above_the_ceiling_is_refused(self):
        self.program.ceiling_amount = 20.0
        grant = self.make_grant()
        grant.requested_amount = 20.01
        with self.assertRefused("20,00", ValidationError):
            grant.action_request()

    def test_received_above_granted_is_refused(self):
        grant = self.make_grant()
        grant.action_request()
        grant.action_grant()
        with self.assertRefused(
            "22,01", ValidationError, unchanged=lambda: self.steps(grant)
        ):
            grant.received_amount = 22.01

    def test_requests_above_the_envelope_warn_and_grants_are_refused(self):
        self.assertIs(self.program.envelope_warning, False)
        self.program.envelope_amount = 40.0
        first, second = self.make_grant("Burzet"), self.make_grant("Privas")
        first.action_request()
        self.assertFalse(self.program.envelope_warning)
        second.action_request()
        self.assertIn("4,00", self.program.envelope_warning)
        first.action_grant()
        with self.assertRefused(
            "40,00", ValidationError, unchanged=lambda: self.steps(second)
        ):
            second.action_grant()

    def test_envelope_does_not_go_below_what_is_granted(self):
        grant = self.make_grant()
        grant.action_request()
        grant.action_grant()
        with self.assertRefused("22,00", ValidationError):
            self.program.envelope_amount = 21.0

    def test_refusal_needs_a_reason_and_can_be_asked_again(self):
        grant = self.make_grant()
        grant.action_request()
        with self.assertRefused("motif", ValidationError):
            grant.action_refuse()
        grant.refusal_reason = "Dossier incomplet"
        grant.action_refuse()
        self.assertEqual(grant.expected_amount, 0.0)
        grant.action_estimate()
        self.assertEqual((grant.state, grant.requested_date), ("estimated", False))

    def test_dates_in_order(self):
        grant = self.make_grant()
        grant.action_request()
        with self.assertRefused("dates", ValidationError):
            grant.write({"granted_date": "2022-06-07", "granted_amount": 22.0})

    def test_a_requested_grant_stays(self):
        grant, estimate = self.make_grant(), self.make_grant("Privas")
        grant.action_request()
        with self.assertRefused("Burzet", UserError):
            grant.unlink()
        estimate.unlink()
        self.assertFalse(estimate.exists())

    def test_a_decision_may_be_needed_to_request(self):
        grant = self.make_grant()
        with (
            patch.object(
                type(grant),
                "_get_authorisation_problems",
                lambda _self: ["La délibération manque."],
            ),
            self.assertRefused(
                "La délibération", UserError, unchanged=lambda: self.steps(grant)
            ),
        ):
            grant.action_request()
