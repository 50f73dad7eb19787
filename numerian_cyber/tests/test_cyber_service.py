# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ..demo import tariffs
from .common import CyberCase


@tagged("post_install", "-at_install")
class TestCyberService(CyberCase):
    """Services and tariffs are data: a fifth service needs no code."""

    def make_product(self, name, **vals):
        return self.env["product.product"].create(
            {
                "name": name,
                "type": "service",
                "list_price": 2.0,
                "price_period": "month",
                "taxes_id": [Command.set(self.tax.ids)],
            }
            | vals
        )

    def make_service(self, product, **vals):
        component = {"kind": "subscription", "product_id": product.id}
        return self.as_user("manager", "numerian.cyber.service").create(
            {
                "name": "Sauvegarde",
                "code": "SAUV",
                "unit_name": "serveurs",
                "quantity_basis": "server",
                "component_ids": [Command.create(component)],
            }
            | vals
        )

    def test_a_fifth_service_goes_from_the_quote_to_the_contract(self):
        service = self.make_service(
            self.make_product("Sauvegarde"),
            required_service_ids=[Command.set(self.services["vault"].ids)],
        )
        commune = self.make_authority(server_count=3, staff_count=10)
        quote = self.make_quote(commune)
        self.assertEqual(quote.cyber_choice_ids[-1].service_id, service)
        self.assertEqual(quote.cyber_choice_ids[-1].quantity, 3)
        wish = {"services": {service.id: {"selected": True}}}
        answer = quote._apply_cyber_choices(wish)
        self.assertIn("nécessite Coffre-fort", answer["errors"][service.id][0])
        wish["services"][self.services["vault"].id] = {"selected": True}
        self.assertTrue(quote._apply_cyber_choices(wish)["applied"])
        quote.action_confirm()
        lines = quote.cyber_contract_id.contract_line_ids
        self.assertEqual(lines.cyber_service_id, self.services["vault"] | service)
        self.assertEqual(quote.cyber_month_amount, 14.00)  # 3 x 2.00 + 10 x 0.80

    def test_edr_counts_workstations_and_servers(self):
        commune = self.make_authority(workstation_count=20, server_count=2)
        self.assertEqual(self.services["edr"]._get_quantity_for(commune), 22)

    def test_new_counts_are_of_today(self):
        commune = self.make_authority(staff_count=10)
        with freeze_time("2022-05-16"):
            commune.staff_count = 12
        self.assertEqual(str(commune.counts_updated_on), "2022-05-16")
        with freeze_time("2022-06-16"):
            commune.staff_count = 12
            commune.phone = "04 75 00 00 00"
        self.assertEqual(str(commune.counts_updated_on), "2022-05-16")

    # Tariffs

    def test_edges_of_the_tiers(self):
        tariffs.load(self.env)
        proposal = self.env.ref("numerian_demo.tariff_proposal")
        for quantity, edr, theft in (
            (1, 4.20, 3.60),
            (24, 4.20, 3.60),
            (25, 4.00, 3.40),
            (26, 4.00, 3.40),
            (74, 4.00, 3.40),
            (75, 3.80, 3.20),
            (76, 3.80, 3.20),
        ):
            for code, price in (("edr", edr), ("theft", theft)):
                service = self.services[code]
                prices = service._get_prices(proposal, quantity, "2022-06-07 12:00:00")
                subscription = service._get_subscription()
                self.assertEqual(prices[subscription.id], price, (code, quantity))

    def test_tariff_in_force_by_day(self):
        copy = self.tariff.copy({"name": "2023", "effective_date": "2023-01-01"})
        self.assertEqual(copy.cyber_tariff_state, "proposal")
        copy.sudo().in_force_from = "2023-01-01"
        find = self.tariff._get_cyber_tariff
        self.assertFalse(find(self.company, "2022-06-06"))
        self.assertEqual(find(self.company, "2022-06-07"), self.tariff)
        self.assertEqual(find(self.company, "2022-12-31"), self.tariff)
        self.assertEqual(find(self.company, "2023-01-01"), copy)
        copy.cyber_date_end = "2023-06-30"
        self.assertEqual(find(self.company, "2023-07-01"), self.tariff)

    # What data refuses

    def test_subscription_has_a_monthly_price_excluding_vat(self):
        for message, vals in (
            ("prix par mois", {"price_period": "year"}),
            ("proratisé par jours", {"proration": "day"}),
            ("comprise dans le prix", {"taxes_id": [Command.set(self.make_tax().ids)]}),
        ):
            with self.assertRefused(message, ValidationError):
                self.make_service(self.make_product("Sauvegarde", **vals))

    def make_tax(self):
        return self._make_tax(
            self.company,
            self.accounts["vat"],
            name="TVA incluse",
            price_include_override="tax_included",
        )

    def test_service_cannot_need_itself(self):
        service = self.services["vault"]
        with self.assertRefused("se nécessiter lui-même", ValidationError):
            service.required_service_ids = service

    @mute_logger("odoo.sql_db")
    def test_one_subscription_for_a_service_one_service_for_a_product(self):
        vault = self.services["vault"]
        other = {"kind": "subscription", "product_id": self.make_product("X").id}
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            vault.component_ids = [Command.create(other)]
            vault.component_ids.flush_recordset()
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self.make_service(vault._get_subscription().product_id)
            self.env.flush_all()

    def test_only_a_manager_sets_services_and_tariffs(self):
        service = self.services["vault"].with_user(self.users["officer"])
        with self.assertRaises(AccessError):
            service.unit_name = "postes"
        with self.assertRaises(AccessError):
            self.tariff.with_user(self.users["officer"]).name = "Autre"
        self.services["vault"].with_user(self.users["manager"]).unit_name = "personnes"
        with Form(self.as_user("manager", self.services["vault"])) as form:
            form.max_quantity = 500
        self.assertEqual(self.services["vault"].max_quantity, 500)

    def test_other_company_sees_nothing(self):
        own = self.make_service(self.make_product("Propre"), company_id=self.company.id)
        self.assertIn(own, self.as_user("reader", "numerian.cyber.service").search([]))
        self.users["employee"].write(
            {
                "group_ids": [
                    Command.link(self.env.ref("numerian_cyber.group_reader").id)
                ]
            }
        )
        other = self._make_company("Autre syndicat")
        self.users["employee"].write(
            {"company_ids": [Command.set(other.ids)], "company_id": other.id}
        )
        seen = self.env["numerian.cyber.service"].with_user(self.users["employee"])
        seen = seen.with_context(allowed_company_ids=other.ids).search([])
        self.assertNotIn(own, seen)
        self.assertIn(self.services["vault"], seen)
