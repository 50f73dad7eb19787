# Copyright 2026 Numérian
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from freezegun import freeze_time

from odoo.tests import tagged

from .common import CyberCase


@tagged("post_install", "-at_install")
@freeze_time("2022-12-31")
class TestQuoteCommitment(CyberCase):
    """A commitment that is not renewed ends: its quote counts no month after it."""

    def setUp(self):
        super().setUp()
        self.quote = self.make_quote(self.make_authority(staff_count=12))
        self.tick(self.quote, vault=12)

    def commit(self, months, **vals):
        vals = {"cyber_commitment_months": months, "cyber_auto_renew": False} | vals
        self.quote.write(vals)

    def read_years(self):
        return [self.quote[f"cyber_year{n}_amount"] for n in (1, 2, 3)]

    def test_years_end_with_the_commitment(self):
        self.assertEqual(self.read_years(), [38.40, 115.20, 115.20])
        self.commit(2)
        self.assertEqual(self.read_years(), [19.20, 0.00, 0.00])
        self.assertEqual(self.choice(self.quote, "vault").year1_amount, 19.20)
        self.assertEqual(self.quote.amount_untaxed, 19.20)
        self.commit(18)
        self.assertEqual(self.read_years(), [38.40, 115.20, 19.20])
        self.assertEqual(self.choice(self.quote, "vault").next_year_amount, 115.20)

    def test_what_is_renewed_or_has_no_commitment_has_no_end(self):
        for vals in (
            {"cyber_auto_renew": True},
            {"cyber_commitment_months": 0},
        ):
            self.commit(2)
            self.quote.write(vals)
            self.assertEqual(self.read_years(), [38.40, 115.20, 115.20])
            self.assertEqual(self.quote.amount_untaxed, 38.40)

    def test_line_says_until_when(self):
        self.commit(2)
        text = self.quote.order_line.name
        self.assertIn("du 01/09/2022 au 31/10/2022 - 2 mois sur 12", text)
        self.commit(18)
        text = self.quote.order_line.name
        self.assertIn("du 01/09/2022 au 31/12/2022 - 4 mois sur 12", text)

    def test_campaigns_bill_what_the_quote_shows(self):
        self.commit(2)
        self.quote.action_confirm()
        self.assertEqual(self.bill(2022).amount_untaxed, 19.20)
