# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date

from odoo.tests import Form, tagged

from .common import BillingCase


@tagged("post_install", "-at_install")
class TestContractScreens(BillingCase):
    """What the screens of contracts propose, count and open."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.line = cls.make_line(date_start="2026-01-01")
        cls.contract = cls.line.contract_id

    def test_new_line_takes_the_price_of_the_product(self):
        product = self.make_product("Hébergement", list_price=345.0)
        form = Form(self.contract)
        with form.contract_line_ids.new() as line:
            line.product_id = product
            self.assertEqual(line.price_unit, 345.0)

    def test_new_contract_proposes_a_name(self):
        contracts = self.as_user("officer", self.contract.browse())
        form = Form(
            contracts.with_context(default_contract_type="sale"),
            view="contract.contract_contract_customer_form_view",
        )
        form.partner_id = self.make_authority("Burzet")
        self.assertEqual(form.name, "Contrat - Burzet")
        self.assertEqual(form.generation_type, "campaign")

    def test_new_price_starts_after_what_is_billed(self):
        self.bill(2027)
        context = self.line.action_new_price()["context"]
        self.assertEqual(context["default_date_from"], date(2028, 1, 1))
        self.assertEqual(context["default_price_unit"], 1200.0)

    def test_new_price_of_a_line_not_billed_starts_today(self):
        context = self.line.action_new_price()["context"]
        self.assertEqual(context["default_date_from"], date(2026, 11, 23))

    def test_yearly_amount_counts_the_services_in_progress(self):
        contract = self.make_contract(
            {"price_unit": 4.0, "quantity": 10.0, "price_period": "month"},
            {"date_end": "2026-06-30"},
            {"date_start": "2027-01-01"},
            partner=self.make_authority("Burzet"),
        )
        self.assertEqual(contract.yearly_amount, 480.0)

    def test_line_is_named_by_its_service_and_its_first_day(self):
        self.assertEqual(self.line.display_name, "Maintenance - 01/01/2026")

    def test_twin_is_told_with_a_link_to_its_contract(self):
        self.assertFalse(self.contract.duplicate_notice)
        twin = self.make_line(partner=self.contract.partner_id)
        notice = twin.contract_id.duplicate_notice
        text = "Maintenance depuis le 01/01/2026, contrat « Contrat Brossainc »"
        self.assertIn(f'<a href="/odoo/contrats/{self.contract.id}">{text}</a>', notice)

    def test_lines_are_found_by_what_is_billed(self):
        lines = self.line.search([("id", "=", self.line.id), ("is_billed", "=", False)])
        self.assertEqual(lines, self.line)
        self.bill(2026)
        domain = [("id", "=", self.line.id)]
        self.assertEqual(
            self.line.search([*domain, ("is_billed", "=", True)]), self.line
        )
        self.assertFalse(self.line.search([*domain, ("is_billed", "=", False)]))

    def test_dialogs_are_named_in_french(self):
        self.assertEqual(self.line.action_stop()["name"], "Arrêter « Maintenance »")
        self.assertEqual(
            self.line.action_stop_plan_successor()["name"], "Suspendre « Maintenance »"
        )

    def test_documents_open_as_what_they_are(self):
        move = self.bill(2026)
        self.assertEqual(move._get_documents_action()["res_id"], move.id)
        both = move | self.as_user("clerk", self.bill(2027))
        context = both._get_documents_action()["context"]
        self.assertEqual(context["default_move_type"], "out_invoice")

    def test_adjustments_are_one_click_away(self):
        self.as_user("manager", "numerian.billing.adjustment").create(
            {
                "contract_line_id": self.line.id,
                "period_start": "2026-01-01",
                "amount": 100.0,
                "kind": "write_off",
                "reason": "Accord du président",
            }
        )
        contract = self.as_user("reader", self.contract)
        self.assertEqual(contract.adjustment_count, 1)
        domain = contract.action_show_adjustments()["domain"]
        self.assertEqual(domain, [("contract_id", "in", contract.ids)])
