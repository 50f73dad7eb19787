# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .subsidies import SubsidyCase


@tagged("post_install", "-at_install")
@freeze_time("2022-06-08 10:00:00")
class TestSubsidyRules(SubsidyCase):
    """What holds for the buttons, an import and a program alike."""

    def test_request_made_again_takes_up_the_terms_of_the_day(self):
        grant = self.make_grant()
        grant.action_request()
        grant.granted_amount = 20.0
        grant.refusal_reason = "Dossier incomplet"
        grant.action_refuse()
        self.program.unit = "workstation"
        grant.partner_id.workstation_count = 40
        grant.action_estimate()
        self.assertEqual(self.steps(grant), ("estimated", 0.0, 0.0, 0.0))
        self.assertFalse(grant.granted_date or grant.refusal_reason)
        self.assertEqual((grant.unit_count, grant.estimated_amount), (40, 8.8))
        grant.action_request()
        self.assertEqual(self.steps(grant), ("requested", 8.8, 0.0, 0.0))

    def test_writing_the_state_does_not_go_back(self):
        grant = self.make_grant()
        grant.action_request()
        grant.action_grant()
        grant.action_receive()
        for state in ("granted", "requested", "estimated", "refused"):
            with self.assertRefused(
                "elle ne passe pas", UserError, unchanged=lambda: self.steps(grant)
            ):
                grant.write({"state": state, "refusal_reason": "Erreur"})
        with self.assertRefused("Burzet", UserError):
            grant.unlink()

    def test_writing_the_state_does_not_undo_a_refusal(self):
        grant = self.make_grant(refusal_reason="Hors délai")
        grant.action_refuse()
        with self.assertRefused("Refusée", UserError, lambda: self.steps(grant)):
            grant.write({"state": "requested", "requested_amount": 22.0})

    def test_a_grant_has_an_amount_and_a_date(self):
        for vals in ({}, {"granted_amount": 22.0}, {"granted_date": "2022-06-08"}):
            grant = self.make_grant(f"C{len(vals)}{list(vals)}")
            grant.action_request()
            with self.assertRefused(
                "accordé", ValidationError, unchanged=lambda g=grant: self.steps(g)
            ):
                grant.write({"state": "granted"} | vals)

    def test_what_was_decided_is_checked_again_when_it_changes(self):
        grant = self.make_grant()
        grant.action_request()
        program = self.make_program(name="Autre programme")
        changes = (
            {"requested_amount": 23.0},
            {"partner_id": self.make_authority("Privas").id},
            {"program_id": program.id},
        )
        for vals in changes:
            with (
                self.subTest(vals),
                patch.object(
                    type(grant), "_get_authorisation_problems", lambda _self: ["Non"]
                ),
                self.assertRefused(
                    "Non", UserError, unchanged=lambda names=(*vals,): grant.read(names)
                ),
            ):
                grant.write(vals)
        estimate = self.make_grant("Aubenas")
        with patch.object(type(grant), "_check_authorised") as check:
            grant.reference = "FR-2022-12"
            estimate.requested_amount = 20.0
        check.assert_not_called()
