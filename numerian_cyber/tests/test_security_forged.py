# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from .simulations import SimulationCase
from .subsidies import SubsidyCase

BUTTON_FIELDS = ("state", "computed_on", "authority_count", "left_out_count")


@tagged("post_install", "-at_install")
@freeze_time("2022-06-07 18:00:00")
class TestSimulationForged(SimulationCase):
    """A simulation is frozen by its button, which attaches what was shown."""

    def test_simulation_is_not_frozen_by_hand(self):
        simulation = self.make_simulation()
        for vals in (
            {"state": "frozen"},
            {"computed_on": "2022-06-07 10:00:00"},
            {"authority_count": 500},
            {"left_out_count": 1},
        ):
            with (
                self.subTest(vals),
                self.assertRefused(
                    "par les boutons", UserError, lambda: simulation.read(BUTTON_FIELDS)
                ),
            ):
                simulation.write(vals)

    def test_simulation_is_not_created_frozen(self):
        for vals in ({"state": "frozen"}, {"computed_on": "2022-06-07 10:00:00"}):
            with self.assertRefused("par les boutons", UserError):
                self.make_simulation(**vals)
        simulations = self.as_user("officer", "numerian.tariff.simulation")
        with self.assertRefused("par les boutons", UserError):
            simulations.with_context(default_state="frozen").create({"name": "Vote"})

    def test_button_freezes_what_the_button_computed(self):
        simulation = self.make_simulation()
        simulation.action_compute()
        simulation.action_freeze()
        self.assertEqual((simulation.state, simulation.authority_count), ("frozen", 3))
        self.assertEqual(simulation.message_attachment_count, 2)


@tagged("post_install", "-at_install")
@freeze_time("2022-06-08 10:00:00")
class TestGrantForged(SubsidyCase):
    def test_grant_written_back_to_its_estimate_asks_nothing(self):
        grant = self.make_grant()
        grant.action_request()
        self.assertEqual(self.steps(grant), ("requested", 22.0, 0.0, 0.0))
        grant.write({"state": "estimated", "requested_amount": 22.0})
        self.assertEqual(self.steps(grant), ("estimated", 0.0, 0.0, 0.0))
        self.assertFalse(grant.requested_date)
