# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from .gates import ActsCase


@tagged("post_install", "-at_install")
@freeze_time("2026-12-10 09:00:00")
class TestGateContracts(ActsCase):
    """A contract of December, on a tariff voted that applies from 1 January on."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tariff.effective_date = "2027-01-01"
        cls.vote("price_list")
        cls.publish(cls.deliberation)
        cls.tariff.action_put_in_force()

    def sign(self, day, **vals):
        return self.make_contract(
            {"date_start": day}, pricelist_id=self.tariff.id, **vals
        )

    def test_tariff_is_in_force_on_the_first_day_of_the_lines(self):
        self.assertEqual(self.sign("2027-01-01").pricelist_id, self.tariff)
        count = self.env["contract.contract"].search_count
        with self.assertRefused("le 31/12/2026", UserError, lambda: count([])):
            self.sign("2026-12-31")

    def test_tariff_in_force_keeps_its_company_and_its_currency(self):
        dollar = self.env.ref("base.USD")
        for vals in ({"company_id": False}, {"currency_id": dollar.id}):
            with (
                self.subTest(vals),
                self.assertRefused(
                    "est en vigueur",
                    UserError,
                    lambda: (self.tariff.company_id, self.tariff.currency_id),
                ),
            ):
                self.tariff.write(vals)
        self.tariff.write({"company_id": self.company.id, "name": "Tarifs 2027"})

    def test_assembly_asked_is_that_of_the_company_of_the_contract(self):
        other = self.env["res.company"].create({"name": "Autre syndicat"})
        shared = self.make_tariff("Tarifs communs")
        shared.company_id = False
        elsewhere = self.env["contract.contract"].with_context(
            allowed_company_ids=[other.id, self.company.id]
        )
        vals = self._prepare_contract_vals(self.make_authority(), [{}])
        with self.assertRefused("Tarifs communs", UserError):
            elsewhere.create(vals | {"pricelist_id": shared.id})
