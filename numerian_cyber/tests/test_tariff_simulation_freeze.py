# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from .simulations import SimulationCase


@tagged("post_install", "-at_install")
@freeze_time("2022-06-07 18:00:00")
class TestTariffSimulationFreeze(SimulationCase):
    """What the assembly was shown does not change any more."""

    def test_frozen_simulation_keeps_its_figures_and_documents(self):
        simulation = self.make_simulation()
        simulation.action_compute()
        simulation.action_freeze()
        names = simulation.message_attachment_count
        self.assertEqual(names, 2)
        figures = self.totals(simulation)
        self.proposed.item_ids.fixed_price = 1.0
        for change in (
            lambda: simulation.action_compute(),
            lambda: simulation.write({"date_start": "2022-09-01"}),
            lambda: simulation.tariff_ids[1].write({"pricelist_id": self.tariff.id}),
            lambda: simulation.tariff_ids[1].unlink(),
            lambda: simulation.unlink(),
        ):
            with self.assertRefused(
                "Vote du 7 juin", UserError, unchanged=lambda: self.totals(simulation)
            ):
                change()
        self.assertEqual(self.totals(simulation), figures)
        copy = simulation.copy()
        self.assertEqual((copy.state, len(copy.tariff_ids)), ("draft", 2))

    def test_frozen_simulation_stays_frozen(self):
        simulation, other = self.make_simulation(), self.make_simulation(name="Autre")
        simulation.action_compute()
        simulation.action_freeze()
        company = self._make_company("Autre syndicat")
        for change in (
            lambda: simulation.write({"state": "draft"}),
            lambda: simulation.write({"company_id": company.id}),
            lambda: simulation.write({"computed_on": False}),
            lambda: simulation.write({"authority_count": 4}),
            lambda: other.tariff_ids[1].write({"simulation_id": simulation.id}),
        ):
            with self.assertRefused(
                "Vote du 7 juin",
                UserError,
                lambda: simulation.read(["state", "company_id", "tariff_ids"]),
            ):
                change()

    def test_figures_of_another_company_are_void(self):
        simulation = self.make_simulation()
        simulation.action_compute()
        simulation = simulation.with_env(self.env)
        simulation.company_id = self._make_company("Autre syndicat")
        self.assertFalse(simulation.computed_on or simulation.line_ids)
