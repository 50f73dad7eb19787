# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import CyberCase


@tagged("post_install", "-at_install")
@freeze_time("2022-12-31")
class TestQuoteAmendment(CyberCase):
    """What a quote may not change of a contract, and under which tariff."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.commune = cls.make_authority(staff_count=5)
        cls.quote = cls.sign(cls.commune, start="2022-01-01", vault=5)
        cls.line = cls.quote.cyber_contract_id.contract_line_ids

    def read_terms(self):
        """What a refusal must leave as it was."""
        return [
            (v.date_from, v.quantity, v.price_unit, v.discount)
            for v in self.line.price_version_ids
        ]

    def amend(self, start, **quantities):
        quote = self.make_quote(self.commune, start=start)
        self.tick(quote, **quantities)
        return quote

    def add_version(self, day, quantity, price=0.8, discount=0.0):
        self.as_user("contracts", "numerian.contract.line.price").create(
            {
                "contract_line_id": self.line.id,
                "date_from": day,
                "quantity": quantity,
                "price_unit": price,
                "discount": discount,
            }
        )

    def refuse(self, message, quote):
        self.assertIn(message, quote.cyber_problem_text or "")
        with self.assertRefused(message, UserError, self.read_terms):
            quote.action_confirm()
        self.assertEqual(quote.state, "draft")

    # Months already billed

    def test_fewer_units_than_a_later_version_that_is_billed_are_refused(self):
        self.add_version("2022-09-01", 20)
        self.bill(2022)
        self.refuse("facturé jusqu'au 31/12/2022", self.amend("2022-07-01", vault=10))

    def test_fewer_units_than_a_version_not_billed_yet_are_taken(self):
        self.bill(2022)
        self.add_version("2023-09-01", 20)
        self.amend("2022-07-01", vault=10).action_confirm()
        quantities = self.line.price_version_ids.sorted("date_from").mapped("quantity")
        self.assertEqual(quantities, [5.0, 10.0, 10.0])

    def test_a_discount_counts_in_what_a_month_costs(self):
        self.add_version("2022-07-01", 5, discount=50.0)
        self.bill(2022)
        quote = self.amend("2022-07-01", vault=4)
        quote.action_confirm()  # 4 x 0.80 is more than 5 x 0.40
        self.assertEqual(self.bill(2022).amount_untaxed, 7.20)  # 6 months x 1.20

    def test_a_discount_that_ends_is_a_change(self):
        self.add_version("2022-07-01", 5, discount=50.0)
        quote = self.amend("2022-07-01", vault=5)
        self.assertEqual(
            self.choice(quote, "vault").effect_text,
            "Modifie : 5 → 5 à compter du 01/07/2022",
        )
        quote.action_confirm()
        self.assertEqual(self.line.price_version_ids.mapped("discount"), [0.0, 0.0])

    def test_the_same_quantity_changes_nothing_of_what_follows(self):
        self.add_version("2022-09-01", 20)
        self.bill(2022)
        quote = self.amend("2022-07-01", vault=5, edr=3)
        self.assertFalse(quote.cyber_problem_text)
        before = self.read_terms()
        quote.action_confirm()
        self.assertEqual(self.read_terms(), before)

    # Tariffs that an assembly votes

    def gate(self):
        """Have an assembly decide on the tariffs, as the module of assemblies does."""
        tariffs = self.registry["product.pricelist"]
        self.startPatcher(
            patch.object(tariffs, "_filter_of_assemblies", lambda found: found)
        )
        self.tariff.sudo().in_force_from = "2023-01-01"

    def test_an_amendment_waits_for_the_tariff_to_be_in_force(self):
        self.gate()
        quote = self.amend("2022-12-01", vault=20)
        self.refuse("Pas en vigueur le 01/12/2022", quote)
        revision = quote._get_cyber_revision()
        problem = quote._get_signature_problem(revision, "Le maire", "x")
        self.assertIn("Pas en vigueur le 01/12/2022", problem)

    def test_a_later_first_day_has_the_tariff_in_force(self):
        self.gate()
        quote = self.amend("2022-12-01", vault=20)
        quote.cyber_start_date = "2023-01-01"
        self.assertFalse(quote.cyber_problem_text)
        quote.action_confirm()
        self.assertEqual(self.line.price_version_ids[-1].quantity, 20)

    def test_a_new_contract_waits_for_it_too(self):
        self.gate()
        quote = self.make_quote(self.make_authority("Nouvelle"), start="2022-12-01")
        self.tick(quote, vault=3)
        self.refuse("Pas en vigueur le 01/12/2022", quote)
        self.assertFalse(quote.cyber_contract_id)

    # Before the first day of what it amends

    def test_a_quote_from_before_the_line_is_refused(self):
        other = self.make_authority("Plus tard")
        self.sign(other, start="2023-03-01", vault=5)
        quote = self.make_quote(other, start="2023-01-01")
        self.tick(quote, vault=8)
        self.refuse("est sous contrat à compter du 01/03/2023", quote)
        quote.cyber_start_date = "2023-03-01"
        quote.action_confirm()
        amendment = quote.cyber_price_version_ids.amendment_id
        self.assertIn("5 → 8 à compter du 01/03/2023", amendment.description)
