# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .simulations import SimulationCase


@tagged("post_install", "-at_install")
@freeze_time("2022-06-07 18:00:00")
class TestTariffSimulation(SimulationCase):
    """Tariffs side by side; the comparison is tested in tests/unit."""

    def outcomes(self, tariff):
        results = tariff.simulation_id.result_ids.filtered(
            lambda r: r.tariff_id == tariff
        )
        return {r.partner_id.name: (r.difference_amount, r.outcome) for r in results}

    def test_first_proposal_against_the_voted_tariff(self):
        simulation = self.make_simulation()
        simulation.action_compute()
        # 120 machines at 4.00; 10 at 4.20, 30 at 4.00 and 80 at 3.80: 466.00 a month
        self.assertEqual(
            self.totals(simulation),
            [
                (5760.0, 5760.0, 5760.0, 17280.0),
                (5592.0, 5592.0, 5592.0, 16776.0),
            ],
        )
        voted, proposed = simulation.tariff_ids
        self.assertEqual((voted.difference_amount, voted.same_count), (0.0, 3))
        self.assertEqual(proposed.difference_amount, -504.0)
        self.assertEqual(
            (proposed.more_count, proposed.less_count, proposed.same_count), (1, 1, 1)
        )
        self.assertEqual(
            self.outcomes(proposed),
            {
                "Devesset": (72.0, "more"),
                "Burzet": (0.0, "same"),
                "Privas": (-576.0, "less"),
            },
        )

    def test_first_year_is_prorated_by_months_of_use(self):
        simulation = self.make_simulation(date_start="2022-09-15")
        simulation.action_compute()
        self.assertEqual(self.totals(simulation)[0], (1920.0, 5760.0, 5760.0, 13440.0))

    def test_tiers_at_their_edges(self):
        machines = (24, 25, 26, 74, 75, 76)
        authorities = self.make_authorities({f"C{n}": n for n in machines})
        simulation = self.make_simulation(partner_ids=[Command.set(authorities.ids)])
        simulation.action_compute()
        lines = simulation.line_ids.filtered(
            lambda line: line.tariff_id == simulation.tariff_ids[1]
        )
        self.assertEqual(
            {line.quantity: line.unit_price for line in lines},
            {24: 4.2, 25: 4.0, 26: 4.0, 74: 4.0, 75: 3.8, 76: 3.8},
        )

    def test_licences_are_billed_once_in_year_one(self):
        self.authorities[0].mobile_account_count = 10
        simulation = self.make_simulation(
            service_ids=[Command.set(self.services["theft"].ids)],
            tariff_ids=[
                Command.create({"pricelist_id": self.tariff.id, "is_reference": True})
            ],
        )
        simulation.action_compute()
        # 10 x (90 + 130) and 10 x 3.60 x 12
        self.assertEqual(self.totals(simulation), [(2632.0, 432.0, 432.0, 3496.0)])
        self.assertEqual(
            (simulation.authority_count, simulation.left_out_count), (1, 2)
        )
        simulation.includes_one_off = False
        simulation.action_compute()
        self.assertEqual(self.totals(simulation)[0][0], 432.0)

    def test_share_of_the_authorities_bears_on_the_totals_only(self):
        simulation = self.make_simulation(take_up="share", share=25.0)
        simulation.action_compute()
        self.assertEqual(self.totals(simulation)[0], (1440.0, 1440.0, 1440.0, 4320.0))
        proposed = simulation.tariff_ids[1]
        self.assertEqual(proposed.difference_amount, -126.0)
        self.assertEqual(self.outcomes(proposed)["Devesset"], (72.0, "more"))
        self.env.flush_all()
        groups = self.as_user("reader", "numerian.tariff.simulation.report")
        sums = groups._read_group(
            [("tariff_id", "=", proposed.id)],
            ["year"],
            ["amount:sum", "expected_amount:sum"],
        )
        self.assertEqual(
            sums,
            [("1", 5592.0, 1398.0), ("2", 5592.0, 1398.0), ("3", 5592.0, 1398.0)],
        )

    def test_contracts_in_force_give_their_units(self):
        self.make_contracts([self.authorities[0]], machines=12)
        simulation = self.make_simulation(
            take_up="contract", partner_ids=False, date_start="2022-09-01"
        )
        self.assertFalse(simulation.includes_one_off)
        simulation.action_compute()
        self.assertEqual(simulation.authority_count, 1)
        # 12 machines at 4.00 and 4.20
        self.assertEqual(
            [total[1] for total in self.totals(simulation)], [576.0, 604.8]
        )

    def test_contracts_count_the_units_of_the_first_day(self):
        self.make_contracts([self.authorities[0]], machines=12)
        amendment = self.make_quote(self.authorities[0], start="2022-07-01")
        self.tick(amendment, edr=20)
        amendment.action_confirm()
        for day, quantity in (("2022-06-30", 12), ("2022-07-01", 20)):
            simulation = self.make_simulation(take_up="contract", date_start=day)
            simulation.action_compute()
            self.assertEqual(simulation.line_ids[0].quantity, quantity)

    def make_contracts(self, authorities, machines):
        for authority in authorities:
            quote = self.make_quote(authority, start="2022-01-01")
            self.tick(quote, edr=machines)
            quote.action_confirm()

    def test_pack_replaces_the_services(self):
        pack = self.env["product.product"].create(
            {"name": "Pack cyber", "list_price": 100.0, "type": "service"}
        )
        simulation = self.make_simulation()
        simulation.tariff_ids[1].pack_product_id = pack
        simulation.action_compute()
        self.assertEqual(self.totals(simulation)[1][3], 10800.0)  # 3 x 100 x 36
        self.assertEqual(
            self.outcomes(simulation.tariff_ids[1])["Burzet"], (-720.0, "less")
        )

    def test_every_member_by_default(self):
        self.authorities[0].membership_until = "2021-12-31"
        simulation = self.make_simulation(partner_ids=False)
        members = simulation._get_authorities()
        self.assertEqual(members & self.authorities, self.authorities[1:])

    # Refusals

    def test_tariff_without_a_price_is_refused(self):
        self.authorities.mailbox_count = 5
        simulation = self.make_simulation(
            service_ids=[Command.set(self.services["mib"].ids)]
        )
        with self.assertRefused(
            "Première proposition", UserError, unchanged=lambda: self.totals(simulation)
        ):
            simulation.action_compute()

    def test_one_reference_and_only_one(self):
        simulation = self.make_simulation()
        for value in (True, False):
            commands = [
                Command.update(tariff.id, {"is_reference": value})
                for tariff in simulation.tariff_ids
            ]
            with self.assertRefused("un seul", ValidationError):
                simulation.tariff_ids = commands

    def test_nothing_to_simulate_is_refused(self):
        self.authorities.workstation_count = 0
        with self.assertRefused("Rien", UserError):
            self.make_simulation().action_compute()

    def test_other_inputs_make_the_figures_void(self):
        simulation = self.make_simulation()
        simulation.action_compute()
        simulation.date_start = "2022-09-01"
        self.assertFalse(simulation.computed_on)
        self.assertFalse(simulation.line_ids)
        with self.assertRefused("Vote du 7 juin", UserError):
            simulation.action_freeze()

    # What the assembly was shown

    def test_table_by_authority(self):
        simulation = self.make_simulation()
        simulation.action_compute()
        reader = self.as_user("reader", simulation)
        text = reader._get_table_csv().decode("utf-8-sig")
        self.assertEqual(
            text.splitlines()[1:],
            [
                "Burzet;1440,00;1440,00;1440,00;4320,00;0,00;"
                "1440,00;1440,00;1440,00;4320,00;0,00",
                "Devesset;480,00;480,00;480,00;1440,00;0,00;"
                "504,00;504,00;504,00;1512,00;72,00",
                "Privas;3840,00;3840,00;3840,00;11520,00;0,00;"
                "3648,00;3648,00;3648,00;10944,00;-576,00",
            ],
        )

    # Rights and speed

    def test_reader_reads_and_nobody_writes_the_figures(self):
        simulation = self.make_simulation()
        with self.assertRaises(AccessError):
            self.as_user("reader", simulation).action_compute()
        simulation.action_compute()
        with self.assertRaises(AccessError):
            self.as_user("manager", simulation.line_ids[:1]).quantity = 1
        with self.assertRaises(AccessError):
            self.as_user("manager", simulation.result_ids[:1]).total_amount = 1
        self.assertTrue(self.as_user("reader", simulation.result_ids).read())

    def test_another_company_sees_nothing(self):
        simulation = self.make_simulation()
        simulation.action_compute()
        self.env.flush_all()
        other = self._make_company("Autre syndicat")
        self.users["manager"].write(
            {"company_ids": [Command.set(other.ids)], "company_id": other.id}
        )
        for records in (
            simulation,
            simulation.tariff_ids,
            simulation.line_ids,
            simulation.result_ids,
            self.env["numerian.tariff.simulation.report"].search([]),
        ):
            outside = self.as_user("manager", records).with_context(
                allowed_company_ids=other.ids
            )
            with self.subTest(records._name):
                self.assertTrue(records)
                self.assertFalse(outside.search([]) & records)

    def test_queries_do_not_grow_with_the_authorities(self):
        def count(size, **vals):
            authorities = self.make_authorities(
                {f"Commune {n}": n for n in range(1, size + 1)}
            )
            if vals:
                self.make_contracts(authorities, machines=12)
            simulation = self.make_simulation(
                partner_ids=[Command.set(authorities.ids)], **vals
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            simulation.action_compute()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        count(1)  # what the registry remembers from then on
        self.assertEqual(count(5), count(45))
        count(1, take_up="contract")
        self.assertEqual(count(2, take_up="contract"), count(9, take_up="contract"))
