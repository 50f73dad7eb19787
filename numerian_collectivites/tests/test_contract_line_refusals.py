# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import BillingCase

NEGATIVE = (
    "Maintenance : ni le prix ni la quantité ne peuvent être négatifs. Pour rendre de "
    "l'argent, préparez un avoir."
)


@tagged("post_install", "-at_install")
class TestContractLineRefusals(BillingCase):
    """What bad input gets: a message in French that says what to do, nothing done."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.partner = cls.make_authority()
        cls.line = cls.make_line(cls.partner)
        cls.included = cls._make_tax(
            cls.company,
            cls.accounts["vat"],
            name="TVA 20 % incluse",
            price_include_override="tax_included",
        )

    def assertTermsRefused(self, message, **vals):
        """Neither a new line nor an existing one takes these terms."""
        fields = ["date_start", "date_end", "price_unit", "quantity", "product_id"]
        fields += ["recurring_interval"]

        def read():
            return self.line.search_count([]), self.line.read(fields)

        with self.assertRefused(message, ValidationError, read):
            self.make_line(self.partner, **vals)
        with self.assertRefused(message, ValidationError, read):
            self.line.write(vals)

    def test_end_before_start(self):
        self.assertTermsRefused(
            "Maintenance finit le 31/12/2024, avant de commencer le 01/01/2025",
            date_start="2025-01-01",
            date_end="2024-12-31",
        )

    def test_price_below_zero(self):
        self.assertTermsRefused(NEGATIVE, price_unit=-0.01)

    def test_quantity_below_zero(self):
        self.assertTermsRefused(NEGATIVE, quantity=-1.0)

    def test_zero_is_a_price(self):
        self.line.write({"price_unit": 0.0})
        self.assertEqual(self.owed(self.line), {})

    def test_interval_other_than_one(self):
        self.assertTermsRefused("au lieu d'un intervalle de 2", recurring_interval=2)

    def test_tax_included_in_the_price(self):
        product = self.make_product("TTC", taxes_id=self.included.ids)
        self.assertTermsRefused(
            "TTC a une taxe comprise dans son prix", product_id=product.id
        )

    def test_tax_included_of_another_company_is_none_of_our_business(self):
        company = self._make_company("Autre syndicat")
        accounts, _journal, _tax = self._make_accounting(company)
        tax = self._make_tax(
            company,
            accounts["vat"],
            name="TVA 20 % incluse",
            price_include_override="tax_included",
        )
        product = self.make_product(
            "Partagé", company_id=False, taxes_id=(tax | self.tax).ids
        )
        line = self.make_line(product_id=product.id)
        self.assertEqual(line.product_id, product)

    def test_discount_above_hundred(self):
        self.assertTermsRefused("100", discount=101.0)

    def test_discount_below_zero(self):
        self.assertTermsRefused("entre 0 et 100 %", discount=-1.0)

    def test_contract_turned_to_campaign_with_impossible_terms(self):
        contract = self.make_contract(
            {"recurring_interval": 2}, generation_type="invoice"
        )
        with self.assertRefused(
            "au lieu d'un intervalle de 2",
            ValidationError,
            lambda: contract.generation_type,
        ):
            contract.generation_type = "campaign"

    def test_supplier_contract_is_not_billed_by_campaign(self):
        with self.assertRaises(ValidationError):
            self.make_contract({}, contract_type="purchase", generation_type="campaign")

    def test_campaign_contract_has_its_dates_on_its_lines(self):
        with self.assertRaises(ValidationError):
            self.line.contract_id.line_recurrence = False

    # Successors

    def test_successor_that_overlaps(self):
        self.line.stop("2026-06-30")
        with self.assertRefused(
            "Terminez la première avant ce jour",
            ValidationError,
            lambda: self.line.successor_contract_line_id,
        ):
            self.line.plan_successor("2026-06-30", False, False)

    def test_end_that_overlaps_the_successor(self):
        self.line.stop("2026-06-30")
        self.line.plan_successor("2026-07-01", False, False)
        with self.assertRefused(
            "Terminez la première avant ce jour",
            ValidationError,
            lambda: self.line.date_end,
        ):
            self.line.date_end = "2026-07-01"

    # The same service twice

    def test_same_service_over_the_same_months_is_shown(self):
        twin = self.make_line(self.partner, date_start="2026-06-01")
        self.assertEqual(twin.duplicate_line_ids, self.line)
        self.assertEqual(self.line.duplicate_line_ids, twin)
        self.assertEqual(twin.contract_id.duplicate_line_ids, self.line)

    def test_same_service_twice_warns_while_typing(self):
        draft = self.line.new(
            {
                "contract_id": self.make_contract(partner=self.partner).id,
                "product_id": self.product.id,
                "date_start": "2026-06-01",
            }
        )
        warning = draft._onchange_duplicate()["warning"]["message"]
        for text in ("Brossainc", "Maintenance", "01/01/2025", "Contrat Brossainc"):
            self.assertIn(text, warning)

    def test_month_shared_counts_as_the_same_months(self):
        self.line.date_end = "2026-06-15"
        twin = self.make_line(self.partner, date_start="2026-06-20")
        self.assertEqual(twin.duplicate_line_ids, self.line)

    def test_no_warning_over_other_months(self):
        self.line.date_end = "2026-06-30"
        twin = self.make_line(self.partner, date_start="2026-07-01")
        self.assertFalse(twin.duplicate_line_ids)
        self.assertFalse(self.line.duplicate_line_ids)
        self.assertFalse(twin._onchange_duplicate())

    def test_no_warning_for_another_authority_or_service(self):
        other = self.make_line(self.make_authority("Burzet"))
        service = self.make_line(
            self.partner, product_id=self.make_product("HotSpot").id
        )
        self.assertFalse((other | service | self.line).duplicate_line_ids)

    def test_no_warning_for_a_successor_nor_a_cancelled_line(self):
        self.line.stop("2026-06-15")
        successor = self.line.plan_successor("2026-06-16", False, False)
        self.make_line(self.partner, date_start="2026-01-01").cancel()
        self.assertFalse((self.line | successor).duplicate_line_ids)

    @mute_logger("odoo.sql_db")
    def test_billed_line_cannot_be_deleted(self):
        contract = self.line.contract_id
        self.bill(2025)
        with self.assertRefused("", Exception, lambda: contract.contract_line_ids):
            self.line.unlink()
            self.env.flush_all()

    def test_opening_of_a_line_billed_by_oca(self):
        line = self.make_contract({}, generation_type="invoice").contract_line_ids
        with self.assertRefused(
            line.name, ValidationError, lambda: line.sudo().adjustment_ids
        ):
            self.env["numerian.billing.adjustment"].create(
                {
                    "contract_line_id": line.id,
                    "period_start": "2025-01-01",
                    "amount": 10.0,
                    "reason": "Ancien logiciel",
                }
            )

    def test_exercice_that_is_no_year(self):
        for year in (0, 1899, 20260):
            with (
                self.subTest(year),
                self.assertRefused(f"{year} n'est pas une année", ValidationError),
            ):
                self.env["numerian.exercice"].create({"year": year})

    def test_days_and_months_of_one_service_do_not_follow_each_other(self):
        self.line.proration = "day"
        self.line.stop("2026-06-15")
        successor = self.line.plan_successor("2026-06-16", False, False)
        with self.assertRefused(
            "succède à une ligne proratisée autrement",
            ValidationError,
            lambda: successor.proration,
        ):
            successor.proration = "month"
        self.assertEqual(successor.proration, "day")
